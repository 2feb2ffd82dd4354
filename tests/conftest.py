"""Fixtures for all tests: an empty, upgraded database on each engine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from db.database import Database
from tests.postgres import PostgresCluster, running_cluster
from tests.sample_database import shared_sample

# A busy machine is no fault of the code under test.
settings.register_profile("dabiao", deadline=None)
settings.load_profile("dabiao")


def upgraded(url: str) -> str:
    database = Database(url)
    database.upgrade()
    database.dispose()
    return url


@pytest.fixture(autouse=True)
def main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest puts its script in place of `__main__`, which new processes look for."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """A real PostgreSQL, started when the first test asks for it."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgresql_template(postgres_cluster: PostgresCluster) -> str:
    """An upgraded database that tests get copies of."""
    name = postgres_cluster.create()
    upgraded(postgres_cluster.url(name))
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, as a file."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    upgraded(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """The address of an upgraded, empty SQLite database."""
    path = shutil.copy(sqlite_template, tmp_path / "dabiao.sqlite3")
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres_cluster: PostgresCluster, postgresql_template: str) -> Iterator[str]:
    """The address of an upgraded, empty PostgreSQL database."""
    name = postgres_cluster.create(postgresql_template)
    yield postgres_cluster.url(name)
    postgres_cluster.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an upgraded, empty database; the test runs once on each engine."""
    return request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An upgraded, empty database; the test runs once on each engine."""
    opened = Database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """An upgraded, empty database on SQLite only, where the engine does not matter."""
    opened = Database(sqlite_url)
    yield opened
    opened.dispose()


@pytest.fixture(scope="session")
def sample_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample data of October, loaded once for all of pytest's workers, and once for all runs of `make test`.

    Read it; copy the file to change it.
    """
    own = tmp_path_factory.getbasetemp()
    of_this_run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return shared_sample(of_this_run)

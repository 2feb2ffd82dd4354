"""The tests' own PostgreSQL: real, private, run by an ordinary user; missed loudly, never skipped."""

import shutil
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresCluster, PostgresMissingError, programs_folder


def test_a_missing_server_is_a_failure_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: [])
    with pytest.raises(PostgresMissingError, match="apt-get install postgresql"):
        programs_folder()


def test_the_server_is_real_and_not_run_by_root(postgres_cluster: PostgresCluster):
    with psycopg.connect(postgres_cluster.url("postgres")) as connection:
        (version,) = connection.execute("SHOW server_version").fetchone()
        (data,) = connection.execute("SHOW data_directory").fetchone()
        (address,) = connection.execute("SHOW listen_addresses").fetchone()
    assert int(version.split(".")[0]) >= 13
    assert Path(data).stat().st_uid != 0
    assert address == "127.0.0.1"

"""The tables as migrated are the tables as the code believes them to be."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db.database import Database
from db.engine import open_engine
from db.errors import DatabaseNotPreparedError, DatabaseTooNewError
from db.migrations.upgrade import configuration
from db.tables import METADATA
from indicators.returns import ReturnState
from tests.integration.db.reporting import PLAN, current, figure, key, upload, uploaded


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/folder/dabiao.sqlite3"
    cluster = request.getfixturevalue("postgres_cluster")
    return cluster.url(cluster.create())


def test_the_migrated_tables_are_those_of_the_code(database_url: str):
    engine = open_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_an_empty_database_is_upgraded_once(empty_url: str):
    database = Database(empty_url)
    for _ in range(3):
        database.upgrade()
    uploaded(database, figure("3"))
    assert len(current(database)) == 1
    database.dispose()


def test_an_upgrade_keeps_the_data(database: Database):
    uploaded(database, figure("3"))
    database.upgrade()
    assert len(current(database)) == 1


def test_what_waits_is_found_when_its_index_is_made(database: Database):
    """From a database of the version before it: returns that wait, that were replaced, drafted over or decided."""
    stories = {
        "waits": ["submitted"], "replaced": ["submitted", "submitted"], "drafted over": ["submitted", "draft"],
        "sent back": ["submitted", "returned"], "approved": ["approved"], "a draft": ["draft"],
    }  # fmt: skip
    with database.transaction() as tx:
        for unit, states in stories.items():
            for state in states:
                upload(tx, figure("3", unit=unit), of=key(unit=unit), state=ReturnState(state))
        waiting = tx.submissions.waiting(PLAN)
        tx.facts._connection.execute(text("DROP TABLE waiting_returns"))
        tx.facts._connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))
    database.upgrade()
    with database.reading() as tx:
        assert tx.submissions.waiting(PLAN) == waiting
    assert [(each.key.unit, each.number) for each in waiting] == [("waits", 1), ("replaced", 2), ("drafted over", 1)]


def test_a_failing_upgrade_leaves_nothing_behind(empty_url: str, monkeypatch: pytest.MonkeyPatch):
    from db.migrations import permanence

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(permanence, "forbid_changes", fail)
    database = Database(empty_url)
    with pytest.raises(RuntimeError):
        database.upgrade()
    assert inspect(database._engine).get_table_names() == []
    database.dispose()


def test_a_database_of_a_later_version_is_refused(database: Database):
    with database.transaction() as tx:
        tx.facts._connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError):
        database.upgrade()


def test_a_database_that_was_never_upgraded_is_named_so(empty_url: str):
    database = Database(empty_url.replace("/new/folder", ""))
    with pytest.raises(DatabaseNotPreparedError), database.reading() as tx:
        tx.facts.get("sample")
    database.dispose()


def test_the_migrations_form_one_line(database: Database):
    with database.reading() as tx:
        scripts = ScriptDirectory.from_config(configuration(tx.facts._connection))
    assert len(scripts.get_heads()) == 1
    assert [script.revision for script in scripts.walk_revisions()][-1] == "0001"

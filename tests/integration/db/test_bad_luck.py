"""A busy, read-only, full, damaged or missing database: said clearly, nothing half done, reading goes on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event

from db import engine as engine_module
from db.bulk import insert_rows
from db.database import Database
from db.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseReadOnlyError,
    DatabaseSwitchingError,
    DatabaseUnavailableError,
    DiskFullError,
    UnstorableNumberError,
)
from db.tables import FACTS
from tests.integration.db.reporting import PLAN, ZHONGSHAN, current, figure, upload, uploaded
from tests.postgres import PostgresCluster


@pytest.fixture
def impatient(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database whose writers wait for 200 ms only."""
    monkeypatch.setattr(engine_module, "BUSY_MILLISECONDS", 200)
    opened = Database(database_url)
    yield opened
    opened.dispose()


def test_a_writer_that_waits_too_long_is_told_and_may_try_again(impatient: Database):
    with impatient.transaction() as tx:
        upload(tx, figure("3"))
        with pytest.raises(DatabaseBusyError):
            uploaded(impatient, figure("4"))
    assert current(impatient) == {("01", ZHONGSHAN): Decimal(3)}
    uploaded(impatient, figure("4"))
    assert current(impatient) == {("01", ZHONGSHAN): Decimal(4)}


def test_reading_goes_on_while_somebody_writes(impatient: Database):
    uploaded(impatient, figure("3"))
    with impatient.transaction() as tx:
        upload(tx, figure("4"))
        assert current(impatient) == {("01", ZHONGSHAN): Decimal(3)}
    assert current(impatient) == {("01", ZHONGSHAN): Decimal(4)}


def test_a_reader_sees_one_moment(postgresql_url: str):
    database = Database(postgresql_url)
    with database.reading() as tx:
        assert tx.submissions.listing(PLAN) == ()
        uploaded(database, figure("3"))
        assert tx.submissions.listing(PLAN) == ()
    assert len(current(database)) == 1
    database.dispose()


def test_a_commit_that_a_reader_holds_up_keeps_nothing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine_module, "BUSY_MILLISECONDS", 200)
    monkeypatch.setattr(engine_module.sqlite3, "sqlite_version_info", (3, 40, 1))
    database = Database(sqlite_url)
    with database.reading() as tx:
        assert tx.submissions.listing(PLAN) == ()
        with pytest.raises(DatabaseBusyError):
            uploaded(database, figure("3"))
        assert tx.submissions.listing(PLAN) == ()
    assert current(database) == {}
    uploaded(database, figure("3"))
    assert len(current(database)) == 1
    database.dispose()


def test_an_error_inside_takes_everything_back(database: Database):
    with pytest.raises(UnstorableNumberError), database.transaction() as tx:
        upload(tx, figure("3"), figure("NaN", variable="02"))
    with database.reading() as tx:
        assert tx.submissions.listing(PLAN) == ()
        assert tx.files.digests() == []


def test_a_reader_cannot_write(database: Database):
    with pytest.raises(DatabaseReadOnlyError), database.reading() as tx:
        tx.facts.set("sample", "october")
    uploaded(database, figure("3"))


def test_a_read_only_database_is_read_and_refuses_writing(database_url: str):
    writable = Database(database_url)
    uploaded(writable, figure("3"))
    writable.dispose()
    read_only = Database(
        f"sqlite:///file:{database_url.removeprefix('sqlite:///')}?mode=ro&uri=true"
        if database_url.startswith("sqlite")
        else f"{database_url}?options=-c%20default_transaction_read_only%3Don"
    )
    with pytest.raises(DatabaseReadOnlyError):
        uploaded(read_only, figure("4"))
    assert current(read_only) == {("01", ZHONGSHAN): Decimal(3)}
    read_only.dispose()


def test_a_full_disk_keeps_nothing_of_the_action_and_all_of_the_rest(sqlite_url: str):
    database = Database(sqlite_url)
    uploaded(database, figure("3"))
    database.dispose()

    def fill(connection, _record) -> None:
        (used,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {used + 5}")

    event.listen(database._engine, "connect", fill)
    with pytest.raises(DiskFullError):
        uploaded(database, figure("4"), content=bytes(1_000_000))
    assert current(database) == {("01", ZHONGSHAN): Decimal(3)}
    uploaded(database, figure("5"), content=b"small")
    assert current(database) == {("01", ZHONGSHAN): Decimal(5)}
    database.dispose()


def test_a_file_that_is_no_database_is_named_so(tmp_path: Path):
    path = tmp_path / "dabiao.sqlite3"
    path.write_bytes(b"this is a text and no database " * 100)
    with pytest.raises(DatabaseDamagedError):
        Database(f"sqlite:///{path}").upgrade()


def test_a_database_that_cannot_be_opened_is_named_so(tmp_path: Path):
    with pytest.raises(DatabaseUnavailableError):
        current(Database(f"sqlite:///{tmp_path}/no/such/folder.sqlite3"))


def test_a_server_that_does_not_answer_is_named_so():
    from tests.postgres import free_port

    with pytest.raises(DatabaseUnavailableError) as caught:
        current(Database(f"postgresql://someone:secret@127.0.0.1:{free_port()}/dabiao"))
    assert "secret" not in str(caught.value)


@pytest.fixture
def cut_off(postgres_cluster: PostgresCluster) -> Callable[[str], None]:
    """Ends every connection to a database, as a server does that goes down."""

    def cut(url: str) -> None:
        name = url.rpartition("/")[2]
        with psycopg.connect(postgres_cluster.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])

    return cut


def test_nobody_notices_that_idle_connections_were_cut_off(postgresql_url: str, cut_off: Callable[[str], None]):
    database = Database(postgresql_url)
    with database.reading(), database.reading():
        pass  # two connections are in the pool now
    cut_off(postgresql_url)
    with database.reading() as one, database.reading() as other:
        assert one.submissions.listing(PLAN) == other.submissions.listing(PLAN) == ()
    database.dispose()


def test_an_action_that_is_cut_off_keeps_nothing_says_so_once_and_the_next_one_goes_on(
    postgresql_url: str, cut_off: Callable[[str], None]
):
    database = Database(postgresql_url)

    def interrupted() -> None:
        with database.transaction() as tx:
            upload(tx, figure("3"))
            cut_off(postgresql_url)
            upload(tx, figure("4"))

    with pytest.raises(DatabaseSwitchingError):
        interrupted()
    assert current(database) == {}
    uploaded(database, figure("4"))
    assert current(database) == {("01", ZHONGSHAN): Decimal(4)}
    database.dispose()


def test_rows_on_their_way_to_a_server_that_goes_down_are_told_the_same(
    postgresql_url: str, cut_off: Callable[[str], None]
):
    database = Database(postgresql_url)

    def interrupted() -> None:
        with database.transaction() as tx:
            cut_off(postgresql_url)
            insert_rows(tx.facts._connection, FACTS, [("one", "row")])

    with pytest.raises(DatabaseSwitchingError):
        interrupted()
    assert current(database) == {}
    database.dispose()


def test_whoever_waits_for_a_connection_too_long_is_told_that_the_database_is_busy(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
):
    database = Database(postgresql_url)
    monkeypatch.setattr(database._engine.pool, "_timeout", 0.05)
    with ExitStack() as taken:
        for _ in range(15):
            taken.enter_context(database.reading())
        with pytest.raises(DatabaseBusyError):
            uploaded(database, figure("3"))
    assert current(database) == {}
    database.dispose()

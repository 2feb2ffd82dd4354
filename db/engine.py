"""Opens the database with the settings under which a commit is a promise.

Writing is one at a time on both engines: SQLite knows nothing else, and on PostgreSQL it makes the
sequence of events the sequence of commits, on which everything "as known then" stands.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect

from db.errors import DatabaseUnavailableError
from db.translation import translate

BUSY_MILLISECONDS = 10_000
WRITES = "dabiao_writes"
_WAL_IS_SAFE_FROM = (3, 51, 3)
_WRITERS_LOCK = 0x64616269616F  # "dabiao": the advisory lock that writers hold until they commit


_SWITCHING_SECONDS = 45.0
"""How long a new connection is waited for where there has been one: a standby takes over within half a minute."""

_LOOK_SECONDS = 0.5
_POSTGRESQL_ARGUMENTS = {
    # A host that has vanished says nothing; without these one would wait for it for minutes.
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def journal_settings(version: tuple[int, int, int]) -> tuple[str, str]:
    """The journal mode and synchronous level for a version of SQLite.

    Before 3.51.3 a write-ahead log can lose commits when several connections write and checkpoint.
    """
    return ("WAL", "FULL") if version >= _WAL_IS_SAFE_FROM else ("DELETE", "EXTRA")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    journal, synchronous = journal_settings(sqlite3.sqlite_version_info)
    connection.isolation_level = None  # else the driver begins transactions of its own
    for pragma in (
        f"busy_timeout = {BUSY_MILLISECONDS}",
        f"journal_mode = {journal}",
        f"synchronous = {synchronous}",
        "foreign_keys = ON",
        # Without it INSERT OR REPLACE deletes rows behind the triggers' back.
        "recursive_triggers = ON",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    # Twice in every run of a screen, and nothing to translate: these wait for nobody and touch no file.
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        driver.execute("BEGIN")


def _prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
    cursor.execute("SET synchronous_commit = on")
    cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.execute(select(func.pg_advisory_xact_lock(_WRITERS_LOCK)))


class _PatientConnecting:
    """Connects; where it has succeeded before, it tries for a while: another server may be taking over."""

    def __init__(self) -> None:
        self._succeeded = False

    def __call__(
        self, dialect: Dialect, _record: object, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> DBAPIConnection:
        until = time.monotonic() + (_SWITCHING_SECONDS if self._succeeded else 0)
        while True:
            try:
                made = dialect.connect(*arguments, **named)
            except dialect.loaded_dbapi.OperationalError:
                if time.monotonic() >= until:
                    raise
                time.sleep(_LOOK_SECONDS)
            else:
                self._succeeded = True
                return made


def reading_options(engine: Engine) -> dict[str, Any]:
    """Execution options of a connection that only reads: one snapshot, no writing."""
    if engine.dialect.name == "sqlite":
        return {}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def open_engine(address: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://user@host/name`; connects to nothing yet.

    Raises:
        DatabaseUnavailableError: for an address of neither kind.
    """
    url = _with_driver(address)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=_POSTGRESQL_ARGUMENTS)
        event.listen(engine, "do_connect", _PatientConnecting())
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "handle_error", translate)
    return engine


def _with_driver(address: str) -> URL:
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(address)
    except ArgumentError as error:
        raise DatabaseUnavailableError from error
    match url.get_backend_name():
        case "sqlite":
            return url.set(drivername="sqlite")
        case "postgresql" | "postgres":
            return url.set(drivername="postgresql+psycopg")
        case _:
            raise DatabaseUnavailableError


def make_folder(engine: Engine) -> None:
    """Makes the folder of an SQLite file, where it is missing."""
    path = engine.url.database
    if engine.dialect.name == "sqlite" and path and not path.startswith("file:"):
        Path(path).absolute().parent.mkdir(parents=True, exist_ok=True)

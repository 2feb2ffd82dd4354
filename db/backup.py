"""A consistent copy of a running database in one file, and back.

A backup is always an SQLite file: from SQLite by its backup interface, which waits for nobody; from
PostgreSQL by a transfer out of one snapshot.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import cast

from db.database import Database
from db.errors import BackupExistsError, DatabaseDamagedError, DatabaseUnavailableError
from db.transfer import TableProof, Told

_SQLITE_HEAD = b"SQLite format 3\0"


def back_up(database: Database, file: Path, told: Told) -> None:
    """Writes the database as it is at this moment to a new file, whole or not at all.

    Raises:
        BackupExistsError: the file is there already; no backup is ever overwritten.
        DatabaseUnavailableError: the file cannot be written.
    """
    if file.exists():
        raise BackupExistsError(file=str(file))
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        _write(database, unfinished, told)
        unfinished.rename(file)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnavailableError from error
    finally:
        unfinished.unlink(missing_ok=True)


def restore(file: Path, database: Database, told: Told) -> tuple[TableProof, ...]:
    """Fills an empty database from a backup, upgrading what an earlier version has written.

    Raises:
        DatabaseDamagedError: the file is no sound SQLite file.
        TargetInUseError: the database is not empty.
        TransferDiffersError: what was written reads back differently.
    """
    _refuse_unsound(file)
    with tempfile.TemporaryDirectory() as folder:
        copy = Database(f"sqlite:///{shutil.copy(file, Path(folder) / 'backup.sqlite3')}")
        try:
            copy.upgrade()
            database.upgrade()
            return copy.copy_to(database, told)
        finally:
            copy.dispose()


def _write(database: Database, file: Path, told: Told) -> None:
    if database.is_sqlite:
        with closing(sqlite3.connect(file)) as written, database.driver_connection() as connection:
            cast("sqlite3.Connection", connection).backup(written)
        return
    copy = Database(f"sqlite:///{file}")
    try:
        copy.upgrade()
        database.copy_to(copy, told)
    finally:
        copy.dispose()


def _refuse_unsound(file: Path) -> None:
    try:
        with file.open("rb") as start:
            if start.read(len(_SQLITE_HEAD)) != _SQLITE_HEAD:
                raise DatabaseDamagedError
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            found = opened.execute("PRAGMA integrity_check(1)").fetchone()
    except (OSError, sqlite3.Error) as error:
        raise DatabaseDamagedError from error
    if found != ("ok",):
        raise DatabaseDamagedError

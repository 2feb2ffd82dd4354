"""Turns what the drivers raise into errors a person can act on: the one place that knows their codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import ExceptionContext

from db.errors import (
    ConflictError,
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseNotPreparedError,
    DatabaseReadOnlyError,
    DatabaseSwitchingError,
    DatabaseUnavailableError,
    DiskFullError,
    PermanentRecordError,
)
from indicators.errors import AppError

PERMANENT_RECORD_STATE = "DB001"
"""The SQLSTATE our PostgreSQL triggers raise."""

SUBMISSION_NUMBER = "uq_submissions_plan_form_unit_period_number"
"""The constraint that two people submitting one return at once run into."""

_UNIQUE_VIOLATION = "23505"

_SQLITE = {
    "SQLITE_BUSY": DatabaseBusyError,
    "SQLITE_LOCKED": DatabaseBusyError,
    "SQLITE_READONLY": DatabaseReadOnlyError,
    "SQLITE_FULL": DiskFullError,
    "SQLITE_CANTOPEN": DatabaseUnavailableError,
    "SQLITE_IOERR": DatabaseUnavailableError,
    "SQLITE_CORRUPT": DatabaseDamagedError,
    "SQLITE_NOTADB": DatabaseDamagedError,
    "SQLITE_CONSTRAINT_TRIGGER": PermanentRecordError,
}

_POSTGRESQL = {
    "55P03": DatabaseBusyError,
    "57014": DatabaseBusyError,
    "40P01": DatabaseBusyError,
    "40001": DatabaseBusyError,
    "53300": DatabaseBusyError,
    "25006": DatabaseReadOnlyError,
    "42501": DatabaseReadOnlyError,
    "53100": DiskFullError,
    "42P01": DatabaseNotPreparedError,
    "3D000": DatabaseUnavailableError,
    "XX001": DatabaseDamagedError,
    "XX002": DatabaseDamagedError,
    PERMANENT_RECORD_STATE: PermanentRecordError,
}

# The server ends its connections when it is told to stop, when one of its processes crashed, and when it is gone.
_POSTGRESQL |= dict.fromkeys(("57P01", "57P02", "08003", "08006"), DatabaseSwitchingError)

_POSTGRESQL_CLASSES = {"08": DatabaseUnavailableError, "28": DatabaseUnavailableError, "57": DatabaseUnavailableError}


def _of_sqlite(error: sqlite3.Error) -> type[AppError] | None:
    name = getattr(error, "sqlite_errorname", "")
    if name == "SQLITE_CONSTRAINT_UNIQUE" and "submissions.number" in str(error):
        return ConflictError
    if name == "SQLITE_ERROR" and "no such table" in str(error):
        return DatabaseNotPreparedError
    # Extended codes are the plain code with a suffix: SQLITE_BUSY_SNAPSHOT, SQLITE_IOERR_WRITE …
    return _SQLITE.get(name) or _SQLITE.get("_".join(name.split("_")[:2]))


def _of_postgresql(error: BaseException) -> type[AppError] | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # The driver gives no state when it could not connect or lost the connection.
        return DatabaseUnavailableError if type(error).__name__ == "OperationalError" else None
    if state == _UNIQUE_VIOLATION and SUBMISSION_NUMBER in str(error):
        return ConflictError
    return _POSTGRESQL.get(state) or _POSTGRESQL_CLASSES.get(state[:2])


def translated(error: BaseException) -> AppError | None:
    """The error a person can act on, or None where there is no such reading of it."""
    if isinstance(error, AppError):
        return type(error)(**error.params)
    if isinstance(error, sqlite3.Error):
        kind = _of_sqlite(error)
    elif hasattr(error, "sqlstate"):
        kind = _of_postgresql(error)
    else:
        kind = None
    return kind() if kind is not None else None


def translate(context: ExceptionContext) -> AppError | None:
    """The engine's listener for every error of its connections.

    What a connection says that is tried before it is used is left to the pool, which then makes another one.
    """
    if context.is_pre_ping:
        return None
    better = translated(context.original_exception)
    lost = context.is_disconnect and context.connection is not None and isinstance(better, DatabaseUnavailableError)
    return DatabaseSwitchingError() if lost else better


@contextmanager
def translating(*driver_errors: type[Exception]) -> Iterator[None]:
    """Does the same around calls that go to the driver of an open connection directly."""
    try:
        yield
    except driver_errors as error:
        better = translated(error)
        if better is None:
            raise
        raise (DatabaseSwitchingError() if isinstance(better, DatabaseUnavailableError) else better) from error

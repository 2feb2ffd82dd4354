"""What drivers raise, in words a person can act on; every error has its text in both languages."""

import sqlite3

import psycopg
import pytest
from psycopg import errors as postgresql

from db import errors
from db.translation import PERMANENT_RECORD_STATE, SUBMISSION_NUMBER, translated, translating
from i18n.catalogues import LANGUAGES
from i18n.texts import texts
from indicators.errors import AppError


def sqlite_error(name: str, message: str = "") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorname = name
    return error


class RefusedByTrigger(psycopg.Error):
    sqlstate = PERMANENT_RECORD_STATE


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (sqlite_error("SQLITE_BUSY"), errors.DatabaseBusyError),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), errors.DatabaseBusyError),
        (sqlite_error("SQLITE_LOCKED_SHAREDCACHE"), errors.DatabaseBusyError),
        (sqlite_error("SQLITE_READONLY_DIRECTORY"), errors.DatabaseReadOnlyError),
        (sqlite_error("SQLITE_FULL"), errors.DiskFullError),
        (sqlite_error("SQLITE_CANTOPEN"), errors.DatabaseUnavailableError),
        (sqlite_error("SQLITE_IOERR_FSYNC"), errors.DatabaseUnavailableError),
        (sqlite_error("SQLITE_CORRUPT_INDEX"), errors.DatabaseDamagedError),
        (sqlite_error("SQLITE_NOTADB"), errors.DatabaseDamagedError),
        (sqlite_error("SQLITE_CONSTRAINT_TRIGGER"), errors.PermanentRecordError),
        (
            sqlite_error("SQLITE_CONSTRAINT_UNIQUE", "… failed: submissions.number"),
            errors.ConflictError,
        ),
        (sqlite_error("SQLITE_ERROR", "no such table: facts"), errors.DatabaseNotPreparedError),
        (postgresql.LockNotAvailable(), errors.DatabaseBusyError),
        (postgresql.DeadlockDetected(), errors.DatabaseBusyError),
        (postgresql.TooManyConnections(), errors.DatabaseBusyError),
        (postgresql.ReadOnlySqlTransaction(), errors.DatabaseReadOnlyError),
        (postgresql.DiskFull(), errors.DiskFullError),
        (postgresql.UndefinedTable(), errors.DatabaseNotPreparedError),
        (postgresql.UniqueViolation(SUBMISSION_NUMBER), errors.ConflictError),
        (postgresql.AdminShutdown(), errors.DatabaseSwitchingError),
        (postgresql.InvalidPassword(), errors.DatabaseUnavailableError),
        (postgresql.DataCorrupted(), errors.DatabaseDamagedError),
        (psycopg.OperationalError("connection refused"), errors.DatabaseUnavailableError),
        (RefusedByTrigger(), errors.PermanentRecordError),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else type(value).__name__,
)
def test_a_driver_error_is_named_for_what_it_is(raised: Exception, expected: type[AppError]):
    assert type(translated(raised)) is expected


@pytest.mark.parametrize(
    "raised",
    [
        sqlite_error("SQLITE_ERROR", "near SELECT: syntax error"),
        sqlite_error("SQLITE_CONSTRAINT_FOREIGNKEY"),
        sqlite_error("SQLITE_CONSTRAINT_UNIQUE", "UNIQUE constraint failed: files.sha256"),
        postgresql.UniqueViolation("files_pkey"),
        sqlite3.ProgrammingError("closed"),
        postgresql.SyntaxError(),
        psycopg.ProgrammingError("wrong use"),
        ValueError("something else"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_fault_of_the_program_is_not_dressed_up(raised: Exception):
    assert translated(raised) is None


def test_an_error_of_ours_stays_what_it_is():
    same = translated(errors.UnstorableNumberError(value="NaN", places=6))
    assert isinstance(same, errors.UnstorableNumberError)
    assert same.params == {"value": "NaN", "places": 6}


def test_calls_to_a_driver_are_translated_too():
    with pytest.raises(errors.DiskFullError), translating(psycopg.Error):
        raise postgresql.DiskFull
    with pytest.raises(postgresql.SyntaxError), translating(psycopg.Error):
        raise postgresql.SyntaxError


OURS = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind.__module__ == errors.__name__]
PARAMS = {
    "value": "NaN",
    "places": 6,
    "sha256": "0" * 64,
    "variable": "01",
    "unit": "210202",
    "period": "2018-09",
    "basis": "current",
    "cell": "D6",
    "submission": 7,
    "what": "?",
    "table": "observations",
    "file": "backup.sqlite3",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_every_error_has_a_text(kind: type[AppError], language):
    assert texts(language)(f"errors.{kind.code}", **PARAMS)

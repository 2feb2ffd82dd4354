"""The settings under which a commit is a promise, as the database itself reports them."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from db import engine as engine_module
from db.engine import journal_settings, open_engine
from db.errors import DatabaseUnavailableError


def pragmas(path: Path) -> dict[str, object]:
    engine = open_engine(f"sqlite:///{path}")
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
    with engine.connect() as connection:
        found = {name: connection.scalar(text(f"PRAGMA {name}")) for name in names}
    engine.dispose()
    return found


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), ("DELETE", "EXTRA")),
        ((3, 51, 2), ("DELETE", "EXTRA")),
        ((3, 51, 3), ("WAL", "FULL")),
        ((4, 0, 0), ("WAL", "FULL")),
    ],
)
def test_the_write_ahead_log_is_used_only_where_it_is_safe(version: tuple[int, int, int], expected: tuple[str, str]):
    assert journal_settings(version) == expected


def test_every_connection_has_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    found = pragmas(tmp_path / "dabiao.sqlite3")
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "recursive_triggers": 1,
    }


def test_a_file_left_in_write_ahead_mode_is_brought_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "dabiao.sqlite3"
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 51, 3))
    assert pragmas(path)["journal_mode"] == "wal"
    assert pragmas(path)["synchronous"] == 2
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    assert pragmas(path)["journal_mode"] == "delete"


@pytest.mark.parametrize("address", ["mysql://localhost/dabiao", "dabiao.sqlite3", "", "sqlite:/broken"])
def test_an_address_of_no_known_kind_is_refused(address: str):
    with pytest.raises(DatabaseUnavailableError):
        open_engine(address)


def test_postgresql_is_reached_by_the_driver_that_is_installed():
    for address in ("postgresql://someone@127.0.0.1/dabiao", "postgres://someone@127.0.0.1/dabiao"):
        assert open_engine(address).url.drivername == "postgresql+psycopg"


class RefusedError(Exception):
    """What a driver says of a server that is not there."""


class Driver:
    """A dialect whose server is away for the next `away` attempts."""

    loaded_dbapi = SimpleNamespace(OperationalError=RefusedError)

    def __init__(self) -> None:
        self.away = self.attempts = 0

    def connect(self) -> str:
        self.attempts += 1
        if self.away:
            self.away -= 1
            raise RefusedError
        return "a connection"


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> Driver:
    monkeypatch.setattr(engine_module, "_LOOK_SECONDS", 0)
    return Driver()


def test_a_server_that_was_never_there_is_not_waited_for(driver: Driver):
    driver.away = 1
    with pytest.raises(RefusedError):
        engine_module._PatientConnecting()(driver, None, (), {})
    assert driver.attempts == 1


def test_a_server_that_was_there_is_waited_for(driver: Driver):
    connecting = engine_module._PatientConnecting()
    connecting(driver, None, (), {})
    driver.away = 3
    assert connecting(driver, None, (), {}) == "a connection"
    assert driver.attempts == 5


def test_a_server_that_stays_away_is_not_waited_for_for_ever(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    connecting = engine_module._PatientConnecting()
    connecting(driver, None, (), {})
    monkeypatch.setattr(engine_module, "_SWITCHING_SECONDS", 0.01)
    driver.away = 10**9
    with pytest.raises(RefusedError):
        connecting(driver, None, (), {})

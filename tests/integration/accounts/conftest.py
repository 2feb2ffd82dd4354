"""People with roles, and returns that need no workbook: what is permitted is under test, not reading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db.account_records import Account, AuditRow
from db.audit import AuditFilter
from db.database import Database
from indicators import registry
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from services.accounts.administer_accounts import add_account
from services.accounts.passwords import hasher
from services.returns import submit_return as submitting
from services.returns.submit_return import Upload
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from settings import Settings
from workbooks.reader import ReturnRead

NOW = datetime(2018, 10, 8, 1, 0, tzinfo=UTC)
PASSWORD = "浑河 落日 圆又圆 7"
SEPTEMBER = Period.parse("2018-09")
OWN, OTHER = "210202", "210203"
SYSTEM = Actor("test", "test")


@pytest.fixture(scope="session")
def plan() -> Plan:
    return registry.load_builtin("dalian-2018")


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The installation's defaults, but for what hashing a password costs."""
    return Settings(password_hash_rounds=1, password_hash_memory_kib=8)


@pytest.fixture
def account(database: Database, settings: Settings) -> Callable[..., Account]:
    """account("zhang", Grant(Role.REPORTER, OWN)) makes an account with the password PASSWORD."""

    def made(name: str, *grants: Grant, sample: bool = False) -> Account:
        digest = hasher(settings).hash(PASSWORD)
        with database.transaction() as tx:
            return add_account(tx, SYSTEM, name, f"姓名 {name}", grants, NOW, password_hash=digest, sample=sample)

    return made


@pytest.fixture
def administrator() -> Actor:
    return Actor("boss", "管理员", (Grant(Role.ADMINISTRATOR),), "10.0.0.1")


@pytest.fixture
def trail(database: Database) -> Callable[..., list[AuditRow]]:
    """trail(object="account:zhang") gives the rows that fit, in order."""

    def found(**wanted: object) -> list[AuditRow]:
        with database.reading() as tx:
            return tx.audit.find(AuditFilter(**wanted))[::-1]

    return found


def key_of(unit: str) -> ReturnKey:
    return ReturnKey("F01", unit, SEPTEMBER)


def figures_of(unit: str, value: object = 12) -> tuple[ReportedFigure, ...]:
    observation = Observation("01", unit, SEPTEMBER, Basis.CURRENT, Decimal(str(value)))
    return (ReportedFigure(observation, "F01", "D9", str(value)),)


@pytest.fixture
def upload(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Upload]:
    """upload(unit) is a file that reads as the unit's return for September."""

    def read(_plan: Plan, content: bytes, *_: object) -> ReturnRead:
        unit = content.decode().partition(" ")[0]
        return ReturnRead(key_of(unit), figures_of(unit), ()) if unit else ReturnRead(None, (), ())

    monkeypatch.setattr(submitting, "read_return", read)
    return lambda unit, say="": Upload(f"{unit}.xlsx", f"{unit} {say}".encode())


@pytest.fixture
def stored(database: Database, plan: Plan) -> Callable[..., int]:
    """stored(unit, ReturnState.SUBMITTED, by="wang") puts a return straight into the store; its number."""

    def put(unit: str, state: ReturnState, by: str = "wang", content: bytes | None = None) -> int:
        with database.transaction() as tx:
            digest = tx.files.add(content or f"{unit} {state} {by}".encode(), NOW)
            added = tx.submissions.add(
                plan.head.id, key_of(unit), f"{unit}.xlsx", digest, by, NOW, figures_of(unit), ReturnState.SUBMITTED
            )
            if state is not ReturnState.SUBMITTED:
                tx.submissions.record(added.id, state, "reviewer", NOW)
            return added.id

    return put

"""A database of the 2018 plan with a few returns approved straight into the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from types import MappingProxyType

import pytest

from db.account_records import AuditRow
from db.audit import AuditFilter
from db.database import Database
from indicators import registry
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.rollups import Movement, refresh_rollups

TODAY = date(2018, 10, 20)
Approve = Callable[..., tuple[Movement, ...]]


@pytest.fixture(scope="session")
def plan() -> Plan:
    return registry.load_builtin("dalian-2018")


@pytest.fixture
def approve_in(plan: Plan) -> Approve:
    """As `approve`, with the database to approve in as the first argument."""

    def stored(
        database: Database,
        form: str,
        unit: str,
        period: str,
        values: Mapping[str, object],
        at: datetime = datetime(2018, 10, 8, tzinfo=UTC),
        *,
        restated: Mapping[str, object] = MappingProxyType({}),
    ) -> tuple[Movement, ...]:
        key = ReturnKey(form, unit, Period.parse(period))
        content = f"{form} {unit} {period} {sorted(values.items())} {sorted(restated.items())}".encode()
        figures = [
            ReportedFigure(
                Observation(code, unit, key.period, basis, Decimal(str(value))), form, f"{column}{row}", str(value)
            )
            for column, basis, given in (("D", Basis.CURRENT, values), ("F", Basis.RESTATED, restated))
            for row, (code, value) in enumerate(given.items(), start=9)
        ]
        with database.transaction() as tx:
            submission = tx.submissions.add(
                plan.head.id,
                key,
                file_name=f"{form}_{unit}_{period}.xlsx",
                sha256=tx.files.add(content, at),
                submitted_by="reporter",
                submitted_at=at,
                figures=figures,
                state=ReturnState.SUBMITTED,
            )
            tx.submissions.record(submission.id, ReturnState.APPROVED, "reviewer", at)
            assert submission.sha256 == hashlib.sha256(content).hexdigest()
            return refresh_rollups(tx, plan, {(f.observation.variable, key.period) for f in figures}, at)

    return stored


@pytest.fixture
def approve(database: Database, approve_in: Approve) -> Approve:
    """approve("F01", "210202", "2018-09", {"01": 12}) stores and approves a return of current figures."""
    return partial(approve_in, database)


@pytest.fixture
def all_report(plan: Plan, approve: Approve) -> Callable[[str, Mapping[str, object]], None]:
    """Every unit of F01 reports the same figures for a month."""

    def report(period: str, values: Mapping[str, object], but: tuple[str, ...] = ()) -> None:
        for unit in plan.reporters(plan.form("F01")):
            if unit.code not in but:
                approve("F01", unit.code, period, values)

    return report


@pytest.fixture
def trail(database: Database) -> Callable[..., list[AuditRow]]:
    """trail(object=…) gives the rows that fit, in order."""

    def found(**wanted: object) -> list[AuditRow]:
        with database.reading() as tx:
            return tx.audit.find(AuditFilter(**wanted))[::-1]

    return found

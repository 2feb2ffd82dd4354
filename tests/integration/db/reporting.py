"""Makes returns and uploads them, with as few words as a test can bear."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from db.database import Database, Transaction
from db.records import Submission
from db.report_records import ReportExport
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState

PLAN = "dalian-2018"
SEPTEMBER = Period.month(2018, 9)
OCTOBER = Period.month(2018, 10)
ZHONGSHAN, XIGANG = "210202", "210203"
NOON = datetime(2018, 10, 8, 12, tzinfo=UTC)

_contents = count(1)


def figure(
    value: str | None,
    variable: str = "01",
    unit: str = ZHONGSHAN,
    period: Period = SEPTEMBER,
    basis: Basis = Basis.CURRENT,
) -> ReportedFigure:
    number = None if value is None else Decimal(value)
    status = ObservationStatus.MISSING if value is None else ObservationStatus.NORMAL
    row = 5 + int(variable)
    return ReportedFigure(
        Observation(variable, unit, period, basis, number, status), "F01", f"D{row}", value or "", None
    )


def key(unit: str = ZHONGSHAN, period: Period = SEPTEMBER, form: str = "F01") -> ReturnKey:
    return ReturnKey(form, unit, period)


def upload(
    tx: Transaction,
    *figures: ReportedFigure,
    of: ReturnKey | None = None,
    state: ReturnState = ReturnState.APPROVED,
    hours: float = 0,
    content: bytes | None = None,
    plan: str = PLAN,
) -> Submission:
    """Uploads one return, `hours` after noon of 8 October 2018."""
    at = NOON + timedelta(hours=hours)
    sha256 = tx.files.add(content if content is not None else f"file {next(_contents)}".encode(), at)
    return tx.submissions.add(plan, of or key(), "中山区.xlsx", sha256, "li", at, figures, state)


def uploaded(database: Database, *figures: ReportedFigure, **how: object) -> Submission:
    """The same in a transaction of its own."""
    with database.transaction() as tx:
        return upload(tx, *figures, **how)


def export(**other: Any) -> ReportExport:
    """An export of the year-end summary; what is not given is as below."""
    made = ReportExport(
        id=0, plan_id=PLAN, kind="year-end", period=Period.whole_year(2018), language="zh",
        sections=("overall", "sources"), format="docx", today=date(2018, 10, 20), as_of=None, made_by="zhang",
        made_at=NOON, file_name="报告.docx", sha256="a" * 64, checksum="b" * 64,
        figures={"tech_smes/actual": "3,126"}, parts={"overall": "c" * 64},
    )  # fmt: skip
    return replace(made, **other)


def current(
    database: Database, *wanted: str, period: Period = SEPTEMBER, as_of: datetime | None = None, plan: str = PLAN
):
    """The current figures as (variable, unit) → value, for September 2018."""
    with database.reading() as tx:
        found = tx.observations.values(plan, [(variable, SEPTEMBER) for variable in wanted or ["01"]], as_of=as_of)
    return {(o.variable, o.unit): o.value for o in found}


def index_faults(database: Database, plan: str = PLAN):
    with database.reading() as tx:
        return tx.observations.current_differences(plan)

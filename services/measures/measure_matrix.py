"""Indicators against measures: gaps that no measure covers, and measures that move nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from indicators.measure_standing import Cover, MeasureStanding
from indicators.plan import Indicator, Plan
from indicators.standing import Standing, Status
from services.measures.measures import Register, register
from services.monitoring.monitor import overview
from services.rights.actor import Actor
from services.rights.permission import Action, permits

_GAPS = {Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.NO_PATH, Status.MISSED}


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """An indicator and its measures; `standing` is None for who may not see figures."""

    indicator: Indicator
    standing: Standing | None
    cover: Cover

    @property
    def has_gap(self) -> bool:
        """Whether the indicator is behind."""
        return self.standing is not None and self.standing.status in _GAPS

    @property
    def uncovered(self) -> bool:
        """Whether no measure that counts in it directly is going on or done."""
        return not self.cover.moving


@dataclass(frozen=True, slots=True)
class MeasureMatrix:
    """Columns are the indicators, rows the measures."""

    columns: tuple[MatrixColumn, ...]
    register: Register

    @property
    def idle(self) -> tuple[MeasureStanding, ...]:
        """The measures that move none of the indicators."""
        return tuple(each for each in self.register.standings if not each.measure.moved)

    @property
    def uncovered(self) -> tuple[MatrixColumn, ...]:
        """The indicators that no measure is closing, those behind first."""
        return tuple(sorted((each for each in self.columns if each.uncovered), key=lambda each: not each.has_gap))


def measure_matrix(
    database: Database, plan: Plan, actor: Actor, today: date, as_of: datetime | None = None
) -> MeasureMatrix:
    """The matrix (as known then); how the indicators stand is told to who may see figures."""
    shown = register(database, plan, actor, today, as_of)
    standings: dict[str, Standing] = {}
    if permits(actor, Action.VIEW_FIGURES):
        rows = overview(database, plan, actor, None, today, as_of=as_of).rows
        standings = {row.standing.indicator.code: row.standing for row in rows}
    columns = tuple(
        MatrixColumn(indicator, standings.get(indicator.code), shown.cover(indicator.code))
        for indicator in plan.indicators
    )
    return MeasureMatrix(columns, shown)

"""The reporting units as a map shows them: how each one's returns stand at a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from indicators.periods import Period
from indicators.plan import Form, FormLayout, Plan, ReportingUnit
from indicators.returns import ReturnState
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require
from services.units.completeness import ReturnProgress, completeness

_AT_FAULT = {ReturnState.RETURNED, ReturnState.REOPENED}
_COUNTS = {ReturnState.APPROVED, ReturnState.REOPENED}


@dataclass(frozen=True, slots=True)
class UnitReturns:
    """A unit and its returns that were due by a period's end: of each form the latest one."""

    unit: ReportingUnit
    returns: tuple[ReturnProgress, ...]

    @property
    def approved(self) -> int:
        """How many are approved."""
        return sum(each.state in _COUNTS for each in self.returns)

    @property
    def is_done(self) -> bool:
        """Whether everything is approved."""
        return bool(self.returns) and self.approved == len(self.returns)

    @property
    def is_late(self) -> bool:
        """Whether anything is overdue, or was sent back and waits for the unit."""
        return any(each.state in _AT_FAULT or (each.overdue and each.state is None) for each in self.returns)

    @property
    def is_under_way(self) -> bool:
        """Whether something has come in that is not approved yet."""
        return any(each.state not in {None, *_COUNTS} or each.draft or each.filled for each in self.returns)


def units_at(
    database: Database, plan: Plan, actor: Actor, period: Period, today: date, as_of: datetime | None = None
) -> tuple[UnitReturns, ...]:
    """Every unit that the actor may see, with its returns up to the period (as known then), in the plan's order."""
    require(database, actor, Action.VIEW_RETURNS)
    latest: dict[str, list[ReturnProgress]] = {}
    for form in year_forms(plan):
        shown = completeness(database, plan, actor, form.code, period.year, today, as_of)
        for unit, row in shown.rows:
            due = [each for each in row if each.key.period.closing_month <= period.closing_month]
            if due:
                latest.setdefault(unit.code, []).append(due[-1])
    seen = (unit for unit in plan.units if permits(actor, Action.VIEW_RETURNS, unit.code))
    return tuple(UnitReturns(unit, tuple(latest.get(unit.code, ()))) for unit in seen)


def year_forms(plan: Plan) -> tuple[Form, ...]:
    """The forms of the plan year; the history form is handed in once, before it."""
    return tuple(form for form in plan.forms if form.layout is not FormLayout.HISTORY)

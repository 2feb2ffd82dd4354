"""Which returns of a period are there, and in which state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from db.records import Submission
from indicators.periods import Period
from indicators.plan import Form, Plan, ReportingUnit
from indicators.returns import ReturnKey
from services.groundwork.deadlines import read_deadlines
from services.groundwork.return_states import standing
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return that is due in a period, and the submission by which it stands (None: nothing uploaded yet).

    `draft`: a file was kept after it that is not submitted.
    """

    form: Form
    unit: ReportingUnit
    period: Period
    due: date
    submission: Submission | None
    draft: bool = False


def returns(
    database: Database, plan: Plan, actor: Actor, period: Period, as_of: datetime | None = None
) -> tuple[ReturnRow, ...]:
    """One row per form and unit due in the period that the actor may see, in the plan's order; as known at `as_of`."""
    require(database, actor, Action.VIEW_RETURNS)
    forms = [form for form in plan.forms if form.is_reported_for(period)]
    with database.reading() as tx:
        deadlines = read_deadlines(tx, plan, as_of)
        histories: dict[ReturnKey, list[Submission]] = {}
        for each in reversed(tx.submissions.listing(plan.head.id, periods=[period], as_of=as_of)):
            histories.setdefault(each.key, []).append(each)
    return tuple(
        _row(form, unit, period, deadlines.due(form, period), histories)
        for form in forms
        for unit in plan.reporters(form)
        if permits(actor, Action.VIEW_RETURNS, unit.code)
    )


def _row(
    form: Form, unit: ReportingUnit, period: Period, due: date, histories: Mapping[ReturnKey, Sequence[Submission]]
) -> ReturnRow:
    history = histories.get(ReturnKey(form.code, unit.code, period), ())
    stands = standing(history)
    draft = stands is not None and history[-1] is not stands
    return ReturnRow(form, unit, period, due, stands, draft)

"""How the returns of a plan year came in, form by form, as known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.database import Transaction
from db.records import Submission
from indicators.calendar import Deadlines
from indicators.inputs import form_periods
from indicators.periods import Period
from indicators.plan import Form, FormLayout, Plan
from indicators.returns import ReturnKey, ReturnState
from reports.evidence import FormQuality
from services.groundwork.deadlines import read_deadlines

FIGURE_LAYOUTS = frozenset({FormLayout.INDICATORS, FormLayout.CITY})
"""Forms whose figures the indicators are computed from, period by period."""


def read_quality(
    tx: Transaction, plan: Plan, until: Period, today: date, as_of: datetime | None
) -> tuple[FormQuality, ...]:
    """An entry per form with returns due by `today` for the plan year's periods up to `until`."""
    deadlines = read_deadlines(tx, plan, as_of)
    approved = tx.submissions.approved_keys(plan.head.id, years={plan.head.year}, as_of=as_of)
    found = (
        _of_form(tx, plan, form, _due(form, deadlines, plan.head.year, until, today), deadlines, approved, as_of)
        for form in plan.forms
        if form.layout in FIGURE_LAYOUTS
    )
    return tuple(each for each in found if each.expected)


def _due(form: Form, deadlines: Deadlines, year: int, until: Period, today: date) -> list[Period]:
    return [
        period
        for period in form_periods(form, year)
        if period.closing_month <= until.closing_month and deadlines.due(form, period) <= today
    ]


def _of_form(
    tx: Transaction,
    plan: Plan,
    form: Form,
    periods: list[Period],
    deadlines: Deadlines,
    approved: set[ReturnKey],
    as_of: datetime | None,
) -> FormQuality:
    keys = [ReturnKey(form.code, unit.code, period) for period in periods for unit in plan.reporters(form)]
    sent = _sent(tx.submissions.listing(plan.head.id, form=form.code, periods=periods), as_of)
    zone = ZoneInfo(plan.head.time_zone)
    return FormQuality(
        form=form.code,
        expected=len(keys),
        approved=sum(key in approved for key in keys),
        late=sum(
            sent[key][0].submitted_at.astimezone(zone).date() > deadlines.due(form, key.period)
            for key in keys
            if key in sent
        ),
        corrected=sum(len(sent.get(key, ())) > 1 for key in keys),
        missing=tuple((key.unit, key.period) for key in keys if key not in approved),
    )


def _sent(submissions: tuple[Submission, ...], as_of: datetime | None) -> Mapping[ReturnKey, list[Submission]]:
    """What had been submitted (not only kept as a draft) by the moment, the first first."""
    found: dict[ReturnKey, list[Submission]] = {}
    for each in reversed(submissions):
        if each.state is not ReturnState.DRAFT and (as_of is None or each.submitted_at <= as_of):
            found.setdefault(each.key, []).append(each)
    return found

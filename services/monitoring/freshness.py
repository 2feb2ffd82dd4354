"""Whether what is shown is old: the next month's returns were due, and it is still not complete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from indicators.periods import Frequency, Period, months_of
from indicators.plan import Plan
from indicators.publication import default_period
from services.groundwork.deadlines import read_deadlines
from services.groundwork.points import read_points, years_shown
from services.rights.actor import Actor
from services.rights.permission import Action, require


@dataclass(frozen=True, slots=True)
class Freshness:
    """The latest complete month (None: none yet), the month that follows and its last due date.

    `awaited` and `due` are None once the plan's last month is complete, or where no form is monthly.
    """

    complete: Period | None
    awaited: Period | None
    due: date | None
    is_old: bool


def freshness(database: Database, plan: Plan, actor: Actor, today: date, as_of: datetime | None = None) -> Freshness:
    """How old the figures are today (as known then); they are old from the day after the next month was due."""
    require(database, actor, Action.VIEW_FIGURES)
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
        deadlines = read_deadlines(tx, plan, as_of)
    complete = default_period(plan, points.values()).period
    awaited = next((month for month in months_of(plan.head.year) if complete is None or complete < month), None)
    forms = [form for form in plan.forms if Frequency.MONTHLY in form.frequencies]
    if awaited is None or not forms:
        return Freshness(complete, None, None, is_old=False)
    due = max(deadlines.due(form, awaited) for form in forms)
    return Freshness(complete, awaited, due, is_old=today > due)

"""The plan's today: the real day on the plan's clock, or the day a sample scenario is fixed at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.database import Database, Transaction
from indicators.moments import day_of
from indicators.plan import Plan

FIXED_TODAY = "today"
"""The fact that a sample scenario sets."""


def today(database: Database, plan: Plan, as_of: datetime | None = None) -> date:
    """The day from which schedules and publication dates are judged: looking back, the day of that moment."""
    with database.reading() as tx:
        return judged_on(today_in(tx, plan), plan, as_of)


def today_in(tx: Transaction, plan: Plan) -> date:
    """The plan's today, as an open transaction sees it."""
    return told_today(tx.facts.get(FIXED_TODAY), plan)


def told_today(fixed: str | None, plan: Plan) -> date:
    """The day a sample is fixed at as the database says it, or the real one where it says none."""
    if fixed:
        return date.fromisoformat(fixed)
    return datetime.now(tz=UTC).astimezone(ZoneInfo(plan.head.time_zone)).date()


def judged_on(day: date, plan: Plan, as_of: datetime | None) -> date:
    """The day from which data as known at a moment are judged: that of the moment, or `day` where it is earlier."""
    return day if as_of is None else min(day, day_of(as_of, plan.head.time_zone))


def this_moment(database: Database, plan: Plan) -> datetime:
    """The moment of an action, in UTC: the clock's, on the sample's day where that is fixed."""
    clock = datetime.now(tz=UTC).astimezone(ZoneInfo(plan.head.time_zone))
    return datetime.combine(today(database, plan), clock.timetz()).astimezone(UTC)

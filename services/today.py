"""The plan's today: the real day on the plan's clock, or the day a sample scenario is fixed at."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.database import Database
from indicators.plan import Plan


def today(database: Database, plan: Plan) -> date:
    """The day from which schedules and publication dates are judged."""
    with database.reading() as tx:
        fixed = tx.facts.get("today")
    return date.fromisoformat(fixed) if fixed else datetime.now(tz=UTC).astimezone(ZoneInfo(plan.head.time_zone)).date()

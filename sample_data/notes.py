"""Notes as the sample's reviewer would have written them beside the city's figures."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from db.database import Database
from indicators.periods import Period
from indicators.plan import Plan
from services.monitoring.indicator_notes import note_on_indicator
from services.rights.actor import Actor

_NOTES = (
    (
        "high_tech_output_share",
        Period.month(2018, 3),
        date(2018, 4, 12),
        "长兴岛重点石化企业2—3月停产检修，全市分母偏低，4月复产后逐步恢复。",
    ),
    ("new_high_tech_firms", Period.month(2018, 6), date(2018, 7, 11), "上半年首批证书6月集中下发，当月增量较大。"),
)
_NOON = time(12)


def write_notes(database: Database, plan: Plan, reviewer: Actor) -> None:
    """Writes those that are missing."""
    for code, period, day, text in _NOTES:
        with database.reading() as tx:
            known = tx.indicator_notes.of_indicator(plan.head.id, code)
        if not any(each.period == period for each in known):
            at = datetime.combine(day, _NOON, ZoneInfo(plan.head.time_zone))
            note_on_indicator(database, plan, reviewer, code, period, text, at)

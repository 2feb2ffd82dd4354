"""What the comparison of two moments asks."""

from __future__ import annotations

from datetime import datetime

from services.monitoring.compare_versions import Comparison, compare_versions
from ui.visits.answers import remembered
from ui.visits.visit import Visit


@remembered
def comparison(
    visit: Visit, since: datetime, until: datetime | None, indicator: str | None, unit: str | None
) -> Comparison:
    """What changed between two moments (until None: up to now)."""
    return compare_versions(visit.database, visit.plan, visit.actor, since, until, indicator, unit)

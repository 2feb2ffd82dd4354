"""What the database says about itself: asked anew at the start of every run of a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.database import Database
from indicators.plan import Plan
from services.groundwork.today import FIXED_TODAY, told_today
from services.rights.data_version import STAMP

SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Setting:
    """The plan's today, which sample is loaded, if one, and the stamp of the data (empty before the first change)."""

    today: date
    sample: str | None
    version: str


def setting(database: Database, plan: Plan) -> Setting:
    """All of it by one small look-up."""
    with database.reading() as tx:
        facts = tx.facts.some(FIXED_TODAY, SAMPLE, STAMP)
    return Setting(told_today(facts.get(FIXED_TODAY), plan), facts.get(SAMPLE), facts.get(STAMP, ""))

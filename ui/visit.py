"""Everything a screen must know about who looks at what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.database import Database
from i18n.texts import Language, Texts, texts
from indicators.plan import Plan
from services.actor import Actor


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a screen: the plan and database, the acting user, the day, the language.

    `sample` names the sample data loaded (`october`, `year-end`), None on real data; then `today`
    is fixed, and so is the day of `now`. `version` is the stamp of the data as this run found them.
    """

    database: Database
    database_url: str
    plan: Plan
    actor: Actor
    today: date
    sample: str | None
    version: str
    language: Language

    @property
    def texts(self) -> Texts:
        """The texts of the visit's language."""
        return texts(self.language)

    @property
    def now(self) -> datetime:
        """The moment of an action, in UTC: the clock's, on the sample's day when that is fixed."""
        clock = datetime.now(tz=UTC).astimezone(ZoneInfo(self.plan.head.time_zone))
        return datetime.combine(self.today, clock.timetz()).astimezone(UTC)

    @property
    def scope(self) -> tuple[str, ...]:
        """What a cached answer depends on besides its own arguments: rights, never the person or the session."""
        rights = sorted(f"{grant.role} {grant.unit}" for grant in self.actor.grants)
        return self.database_url, self.plan.head.id, self.version, self.today.isoformat(), *rights

"""Everything a screen must know about who looks at what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from db.database import Database
from i18n.texts import Language, Texts, texts
from indicators.plan import Plan
from services.rights.access_errors import LookingBackError
from services.rights.actor import Actor


@dataclass(frozen=True, slots=True)
class Visit:
    """One run of a screen: the plan and database, the acting user, the day, the language.

    `sample` names the sample data loaded (`october`, `year-end`), None on real data; then `today`
    is fixed, and so is the day of `now`. `version` is the stamp of the data as this run found them.
    `as_of` is the moment as known at which everything is shown, None for now; `today` is then the
    day of that moment: what was late then is what shows. `real_today` stays the day it is.
    """

    database: Database
    database_url: str
    plan: Plan
    actor: Actor
    today: date
    real_today: date
    sample: str | None
    version: str
    language: Language
    as_of: datetime | None = None
    submitted: bool = False

    @property
    def texts(self) -> Texts:
        """The texts of the visit's language."""
        return texts(self.language)

    @property
    def now(self) -> datetime:
        """The moment of an action, in UTC: the clock's, on the sample's day when that is fixed.

        Raises:
            LookingBackError: while the past is shown, in which nothing can be done.
        """
        if self.as_of is not None:
            raise LookingBackError
        return moment_on(self.today, self.plan)

    @property
    def scope(self) -> tuple[str, ...]:
        """What a cached answer depends on besides its own arguments: rights, never the person or the session."""
        rights = sorted(f"{grant.role} {grant.unit}" for grant in self.actor.grants)
        known = self.as_of.isoformat() if self.as_of else "submitted" if self.submitted else ""
        return (
            self.database_url,
            self.plan.head.id,
            self.version,
            self.today.isoformat(),
            self.real_today.isoformat(),
            known,
            self.sample or "",
            *rights,
        )


def moment_on(day: date, plan: Plan) -> datetime:
    """The time it is by the clock, on a day of the plan's calendar."""
    clock = datetime.now(tz=UTC).astimezone(ZoneInfo(plan.head.time_zone))
    return datetime.combine(day, clock.timetz()).astimezone(UTC)

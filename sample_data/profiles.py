"""The invented city behind the sample data, read from `profiles.yaml`: sizes, levels, seasons, events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from indicators.observations import ObservationStatus
from indicators.periods import Period

_FILE = Path(__file__).with_name("profiles.yaml")


class ProfilePart(BaseModel):
    """Base of everything in the profile: frozen, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _period(written: object) -> Period:
    return Period.parse(str(written))


WrittenPeriod = Annotated[Period, BeforeValidator(_period)]


class UnitProfile(ProfilePart):
    """One unit's weights in the city's totals, and its own ratio levels in percent (`share_…`)."""

    new: Decimal
    smes: Decimal
    output: Decimal
    share_output: Decimal
    equipment: Decimal
    share_equipment: Decimal
    institutions: Decimal
    patents: Decimal
    contracts: Decimal
    valid: Decimal


class CityProfile(ProfilePart):
    """The city's own figures by year: 12 months each, or 11 (from February) for 03–06."""

    new: Mapping[int, tuple[int, ...]]
    lapsed: Mapping[int, tuple[int, ...]]
    valid_before: int
    smes_before: int
    smes: Mapping[int, tuple[int, ...]]
    output: Mapping[int, tuple[Decimal, ...]]
    share_output: Mapping[int, tuple[Decimal, ...]]
    equipment: Mapping[int, tuple[Decimal, ...]]
    share_equipment: Mapping[int, tuple[Decimal, ...]]
    institutions: Mapping[int, tuple[int, ...]]
    patents_before: int
    patents: Mapping[int, tuple[int, ...]]
    contracts: Mapping[int, tuple[Decimal, ...]]


class Event(ProfilePart):
    """A unit's increments of some variables are multiplied by `factor` in some months."""

    unit: str
    variables: tuple[str, ...]
    year: int
    months: tuple[int, ...]
    factor: Decimal


class Cancellation(ProfilePart):
    """A unit's year-to-date figure falls by `amount` in one month."""

    unit: str
    variable: str
    year: int
    month: int
    amount: Decimal


class Restatement(ProfilePart):
    """By how much last year's published figures of a unit change on this year's scope."""

    unit: str
    variables: tuple[str, ...]
    factor: Decimal


class SentBack(ProfilePart):
    """An early return that is wrong by `excess`, and was sent back for this reason."""

    unit: str
    variable: str
    excess: Decimal
    reason: str
    comment: str


class ReportingCalendar(ProfilePart):
    """When returns come in.

    `days` is the first and last day of the following month; `holiday_days` has other days for some
    calendar months; the early month's returns come within that month, from some units only, of which
    `waiting_units` are not decided on yet and one was `sent_back`.
    """

    history: Mapping[int, date]
    days: tuple[int, int]
    holiday_days: Mapping[int, tuple[int, int]]
    early_month: WrittenPeriod
    early_days: tuple[int, int]
    early_units: tuple[str, ...]
    waiting_units: tuple[str, ...]
    sent_back: SentBack


class WorkingDays(ProfilePart):
    """The days that are not as their weekday says, by what they are called, and the days of grace before the lock."""

    lock_after_days: int
    holidays: Mapping[str, tuple[date, ...]]
    worked: Mapping[str, tuple[date, ...]]


class Correction(ProfilePart):
    """A return that was wrong by `excess` at first and is corrected by a second submission."""

    unit: str
    period: WrittenPeriod
    variable: str
    excess: Decimal
    first_explanation: str
    corrected_after_days: int
    explanation: str


class Explanation(ProfilePart):
    """What a unit writes beside a figure that a soft check asks about."""

    unit: str
    variables: tuple[str, ...]
    periods: tuple[WrittenPeriod, ...]
    text: str


CityFigure = tuple[Decimal, ObservationStatus]


class CityReturn(ProfilePart):
    """One F02 return; a later one for the same period supersedes it."""

    period: WrittenPeriod
    submitted: datetime
    gdp: CityFigure
    research: CityFigure | None = None
    population: CityFigure | None = None


class Profile(ProfilePart):
    """Everything invented."""

    seed: str
    years: tuple[int, ...]
    units: Mapping[str, UnitProfile]
    city: CityProfile
    events: tuple[Event, ...]
    cancellations: tuple[Cancellation, ...]
    restatements: tuple[Restatement, ...]
    calendar: ReportingCalendar
    working_days: WorkingDays
    corrections: tuple[Correction, ...]
    explanations: tuple[Explanation, ...]
    city_returns: tuple[CityReturn, ...]


@cache
def load_profile() -> Profile:
    """The profile that the project ships."""
    return Profile.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))

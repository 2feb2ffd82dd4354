"""What stands beside the figures of a summary: last year, other people's words, the state of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from indicators.periods import Period
from indicators.year_on_year import Growth


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote about a figure, word for word.

    `kind`: `explanation` stands in the return's 情况说明 column, `comment` was written in its review, `note` by
    a reviewer beside the city's figure of a period (it has no unit, form and submission). `unit`, `form` and
    `variable` are codes (`variable` None: about the whole return); `author` who wrote it.
    """

    kind: Literal["explanation", "comment", "note"]
    text: str
    author: str
    period: Period
    unit: str | None = None
    form: str | None = None
    submission: int | None = None
    variable: str | None = None


@dataclass(frozen=True, slots=True)
class SourceReturn:
    """A submission whose cells entered a figure; moments are UTC."""

    form: str
    unit: str
    period: Period
    submission: int
    file_name: str
    sha256: str
    uploaded_by: str
    uploaded_at: datetime
    approved_by: str | None
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class FormQuality:
    """The returns of one form that were due in the plan year: counts of returns.

    `late` are those whose first submission came after the due day; `corrected` were submitted more than once.
    `missing` names the returns without an approved submission as (unit's code, period).
    """

    form: str
    expected: int
    approved: int
    late: int
    corrected: int
    missing: tuple[tuple[str, Period], ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The growth since the same period of last year, and the returns in which the figures of then stand."""

    growth: Growth
    sources: tuple[SourceReturn, ...]


@dataclass(frozen=True, slots=True)
class WriterWords:
    """What the writer added to a section of the summary; `section` is its key."""

    section: str
    text: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that is not known yet, and the day from which it will be (None: no day is set)."""

    indicator: str
    kind: Literal["publication", "returns"]
    day: date | None

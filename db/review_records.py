"""What the stores of review and calendar return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from indicators.calendar import DayKind, DeadlineException
from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote about a submission, at a cell (`sheet!cell`) or about all of it; maybe a reply."""

    id: int
    submission_id: int
    cell: str | None
    reply_to: int | None
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that is not as its weekday says, and what it is called."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class GrantedException:
    """An exception from a lock, by whom and when it was granted."""

    id: int
    exception: DeadlineException
    granted_by: str
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a due figure first came in filled, in any submission that is no draft."""

    form: str
    unit: str
    period: Period
    variable: str
    figure_period: Period
    at: datetime

"""When returns are due: working days as the administrator keeps them, late, locked, and excepted.

No library knows ahead which weekend days will be worked (调休); the days are data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from indicators.periods import Period
from indicators.plan import Form
from indicators.publication import due_date
from indicators.returns import ReturnKey

_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is that is not as its weekday says: a holiday, or a weekend day that is worked (调休)."""

    HOLIDAY = "holiday"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days that are not as their weekday says."""

    days: Mapping[date, DayKind] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices are open."""
        kind = self.days.get(day)
        return day.weekday() < _SATURDAY if kind is None else kind is DayKind.WORKING

    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class DeadlineException:
    """Lifts the lock until a day (that day included), for a form, a unit, a period; None stands for every one."""

    until: date
    reason: str
    form: str | None = None
    unit: str | None = None
    period: Period | None = None

    def covers(self, key: ReturnKey) -> bool:
        """Whether it is about this return."""
        return self.form in {None, key.form} and self.unit in {None, key.unit} and self.period in {None, key.period}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Due dates, lateness and locks.

    `lock_after_days`: how many days after the due date a return may still come in; None never locks. An
    exception lifts the lock; what comes in then is late all the same.
    """

    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)
    lock_after_days: int | None = None
    exceptions: tuple[DeadlineException, ...] = ()

    def due(self, form: Form, period: Period) -> date:
        """The last day on which a return is in time: the plan's day, or the next working day."""
        return self.calendar.working_day_from(due_date(form, period))

    def last_day(self, form: Form, key: ReturnKey) -> date | None:
        """The last day on which a return is taken at all; None where it is never locked."""
        if self.lock_after_days is None:
            return None
        regular = self.due(form, key.period) + timedelta(days=self.lock_after_days)
        return max([regular, *(each.until for each in self.exceptions if each.covers(key))])

    def is_locked(self, form: Form, key: ReturnKey, today: date) -> bool:
        """Whether it is too late today, with no exception in force."""
        last = self.last_day(form, key)
        return last is not None and today > last

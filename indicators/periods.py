"""Reporting periods: months, quarters and years, their order and their arithmetic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from indicators.errors import UnknownPeriodError

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3


class Frequency(StrEnum):
    """How often something is reported."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: MONTHS_IN_QUARTER, Frequency.YEARLY: MONTHS_IN_YEAR}
_WRITTEN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter or year, written `2018-09`, `2018-Q3`, `2018`.

    `number` counts within the year from 1 (month 1 to 12, quarter 1 to 4, year always 1).
    """

    frequency: Frequency
    year: int
    number: int

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """The month as a period; `month` from 1 to 12."""
        return cls(Frequency.MONTHLY, year, month)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        """The quarter as a period; `quarter` from 1 to 4."""
        return cls(Frequency.QUARTERLY, year, quarter)

    @classmethod
    def whole_year(cls, year: int) -> Period:
        """The year as a period."""
        return cls(Frequency.YEARLY, year, 1)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period written `2018-09`, `2018-Q3` or `2018`.

        Raises:
            UnknownPeriodError: for any other text.
        """
        period = _parsed(text.strip())
        if period is None:
            raise UnknownPeriodError(period=text)
        return period

    def __str__(self) -> str:
        if self.frequency is Frequency.MONTHLY:
            return f"{self.year:04d}-{self.number:02d}"
        if self.frequency is Frequency.QUARTERLY:
            return f"{self.year:04d}-Q{self.number}"
        return f"{self.year:04d}"

    def __lt__(self, other: Period) -> bool:
        """In time: by the closing month, the shorter period first (2018-12, 2018-Q4, 2018)."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.closing_month, _MONTHS[self.frequency]

    @property
    def closing_month(self) -> int:
        """The number, 1 to 12, of the last month inside."""
        return self.number * _MONTHS[self.frequency]

    @property
    def last_day(self) -> date:
        """The last day inside."""
        if self.closing_month == MONTHS_IN_YEAR:
            return date(self.year, MONTHS_IN_YEAR, 31)
        return date(self.year, self.closing_month + 1, 1) - timedelta(days=1)

    @property
    def previous(self) -> Period:
        """The period of the same length just before."""
        if self.number > 1:
            return Period(self.frequency, self.year, self.number - 1)
        return Period(self.frequency, self.year - 1, MONTHS_IN_YEAR // _MONTHS[self.frequency])

    @property
    def next(self) -> Period:
        """The period of the same length just after."""
        if self.number * _MONTHS[self.frequency] < MONTHS_IN_YEAR:
            return Period(self.frequency, self.year, self.number + 1)
        return Period(self.frequency, self.year + 1, 1)

    @property
    def last_year(self) -> Period:
        """The same period one year earlier."""
        return Period(self.frequency, self.year - 1, self.number)


@lru_cache(maxsize=1_024)
def _parsed(text: str) -> Period | None:
    """Remembered: a store reads the few periods of its years from every row of its tables."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    year, quarter, month = match.groups()
    if quarter is not None:
        return Period.quarter(int(year), int(quarter))
    if month is not None:
        return Period.month(int(year), int(month))
    return Period.whole_year(int(year))


def months_of(year: int) -> tuple[Period, ...]:
    """The twelve months of a year, in order."""
    return tuple(Period.month(year, month) for month in range(1, MONTHS_IN_YEAR + 1))


def corresponding(period: Period, frequency: Frequency) -> Period | None:
    """The period of another length that ends with this one (September: the third quarter); None where none does."""
    months = _MONTHS[frequency]
    if period.closing_month % months:
        return None
    return Period(frequency, period.year, period.closing_month // months)

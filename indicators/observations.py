"""A reported figure and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from indicators.periods import Period


class Basis(StrEnum):
    """Which of a form's columns a figure stands in.

    Both bases of last year's period are stored: as it was published then, and restated to this
    year's scope. All three carry the *reported* period: the restated figure in the return of
    2018-09 has period 2018-09 and basis RESTATED.
    """

    CURRENT = "current"
    PUBLISHED = "published"
    RESTATED = "restated"


class ObservationStatus(StrEnum):
    """The SDMX code list CL_OBS_STATUS, as far as this system uses it."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    FORECAST = "F"
    MISSING = "M"
    PROVISIONAL = "P"


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one unit: flows are year-to-date (1 to this month), stocks at period's end.

    `value` is None when the figure is missing (status M) or does not apply; a missing figure is
    never zero.
    """

    variable: str
    unit: str
    period: Period
    basis: Basis
    value: Decimal | None
    status: ObservationStatus = ObservationStatus.NORMAL


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """An observation with the cell it was read from.

    `typed` is the cell's content exactly as typed (before full-width digits, separators and the
    like were normalised); `explanation` is the 情况说明 of its row, None where it is blank.
    """

    observation: Observation
    sheet: str
    cell: str
    typed: str
    explanation: str | None = None

"""What the stores of the city's figures give back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from indicators.periods import Period
from indicators.standing import IndicatorPoint


@dataclass(frozen=True, slots=True)
class MovedFigure:
    """A figure of the city as it was from a moment on, until it moved again."""

    at: datetime
    point: IndicatorPoint


@dataclass(frozen=True, slots=True)
class IndicatorNote:
    """What a reviewer wrote beside an indicator's figure of a period."""

    id: int
    indicator: str
    period: Period
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class LastVisit:
    """When somebody last looked, and when their visit before this one ended (None: this is the first)."""

    seen_at: datetime
    before_at: datetime | None

"""What an outlook is made from: an indicator's complete past years, and its plan year so far.

Only complete figures count: a month that some units have not reported would be held against years
that all of them did. Nor does a year from before a change of scope count: its figures are of something
else, and restated ones reach back one year at most, which is less than a simulation needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.inputs import first_month, periods_of_year
from indicators.periods import MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Indicator, Plan
from indicators.progress import is_flow
from indicators.scope import break_between
from indicators.standing import IndicatorPoint

YEARS_NEEDED = 2
"""24 months: one year to learn the season from, and another to learn how far a year departs from it."""

Curve = tuple[float, ...]
"""A year's values by reporting period, from the first one reported (flows year-to-date)."""


class Motion(StrEnum):
    """How the indicator moves: FLOW adds up from zero each year; a level drifts, RELATIVE to itself or in POINTS."""

    FLOW = "flow"
    RELATIVE = "relative"
    POINTS = "points"


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator's past years and the plan year up to the period the outlook starts from.

    `past` are the complete years directly before the year, the earliest first; `current` the year so
    far, None where a period has no complete figure; `length` how many periods a whole year has.
    `whole` tells whether values are counts; `falls` whether a flow was ever corrected downwards, or a
    level was ever negative: only then can it be so in a simulation. Binary fractions: a simulation
    is no exact figure, and its results are rounded.
    """

    motion: Motion
    past: tuple[Curve, ...]
    current: tuple[float | None, ...]
    length: int
    whole: bool
    falls: bool

    @property
    def has_history(self) -> bool:
        """Whether there is enough to simulate from."""
        return len(self.past) >= YEARS_NEEDED


def course_of(
    plan: Plan, indicator: Indicator, points: Mapping[Period, IndicatorPoint], period: Period
) -> Course | None:
    """The course of an indicator up to a period of its own frequency.

    Args:
        plan: the plan.
        indicator: a monthly or quarterly indicator.
        points: its points by period; flows year-to-date.
        period: the period the outlook starts from.

    Returns:
        None where the period has no complete value. A 1—2月 indicator's year starts with the period
        2018-02, whose value covers both months: it is one step, never February's.
    """
    at = points.get(period)
    if at is None or not _complete(at):
        return None
    first = first_month(plan, indicator) if indicator.frequency is Frequency.MONTHLY else 1
    past = _past(plan, indicator, points, period, first)
    upto = [each for each in periods_of_year(indicator.frequency, period.year)[first - 1 :] if not period < each]
    current = tuple(_value(points.get(each)) for each in upto)
    seen = [value for curve in (*past, current) for value in curve if value is not None]
    return Course(
        motion=_motion(plan, indicator, seen),
        past=past,
        current=current,
        length=len(periods_of_year(indicator.frequency, period.year)) - first + 1,
        whole=_is_count(plan, indicator),
        falls=_falls((*past, current)) if is_flow(plan, indicator) else min(seen) < 0,
    )


def months_known(course: Course, frequency: Frequency) -> int:
    """How many months of history the course rests on: its complete past years and the year so far."""
    periods = {Frequency.MONTHLY: MONTHS_IN_YEAR, Frequency.QUARTERLY: 4}[frequency]
    skipped = periods - course.length
    return (len(course.past) * periods + skipped + len(course.current)) * (MONTHS_IN_YEAR // periods)


def _past(
    plan: Plan, indicator: Indicator, points: Mapping[Period, IndicatorPoint], period: Period, first: int
) -> tuple[Curve, ...]:
    """The complete years directly before; a year with a gap or with figures of an older scope ends them."""
    curves: list[Curve] = []
    year = period.year
    while True:
        year -= 1
        periods = periods_of_year(indicator.frequency, year)[first - 1 :]
        values = [_value(points.get(each)) for each in periods]
        curve = tuple(value for value in values if value is not None)
        if len(curve) < len(values) or break_between(plan, indicator, periods[0], period) is not None:
            return tuple(reversed(curves))
        curves.append(curve)


def _complete(point: IndicatorPoint) -> bool:
    return point.value is not None and point.reported == point.expected


def _value(point: IndicatorPoint | None) -> float | None:
    return float(point.value) if point is not None and point.value is not None and _complete(point) else None


def _motion(plan: Plan, indicator: Indicator, seen: list[float]) -> Motion:
    if is_flow(plan, indicator):
        return Motion.FLOW
    return Motion.POINTS if indicator.is_percentage or min(seen) <= 0 else Motion.RELATIVE


def _is_count(plan: Plan, indicator: Indicator) -> bool:
    formula = indicator.formula
    return formula.denominator is None and plan.variable_by_code[formula.numerator].decimals == 0


def _falls(curves: tuple[tuple[float | None, ...], ...]) -> bool:
    """Whether a year-to-date figure was ever below the one before it."""
    known = [[value for value in curve if value is not None] for curve in curves]
    return any(after < before for curve in known for before, after in zip([0.0, *curve], curve, strict=False))

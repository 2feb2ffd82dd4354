"""How good outlooks would have been: made at every past month, with what was known by then.

The origin rolls through the history month by month. At each, the same simulation is run on the
figures up to that month alone, and held against the figure that came: that of the year's end, or,
in the year still running, of its latest month. Figures are taken as they are known now; what a later
correction did to an outlook of then is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from statistics import median

from indicators.exact import decimal_of
from indicators.inputs import periods_of_year
from indicators.outlook import quantiles, seed_of
from indicators.outlook_course import Course, course_of
from indicators.outlook_simulation import simulate
from indicators.periods import Frequency, Period
from indicators.plan import Indicator, Plan
from indicators.scope import break_between
from indicators.standing import IndicatorPoint

DRAWS = 500
"""Enough for the ends of an 80% interval; there are many of them."""

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Trial:
    """An outlook that would have been made at `origin` for `target`, and what came."""

    origin: Period
    target: Period
    value: Decimal
    low: Decimal
    high: Decimal
    actual: Decimal

    @property
    def held(self) -> bool:
        """Whether the interval held the figure that came."""
        return self.low <= self.actual <= self.high

    @property
    def error(self) -> Decimal:
        """The outlook minus what came."""
        return self.value - self.actual


@dataclass(frozen=True, slots=True)
class Backtest:
    """All trials of one indicator, in time."""

    indicator: str
    trials: tuple[Trial, ...]

    @property
    def held(self) -> int:
        """In how many of them the interval held the figure that came."""
        return sum(trial.held for trial in self.trials)

    @property
    def median_error(self) -> Decimal | None:
        """The median size of the error, in the indicator's unit; None without trials."""
        return median(abs(trial.error) for trial in self.trials) if self.trials else None

    @property
    def median_percent(self) -> Decimal | None:
        """The median size of the error in percent of what came; None where nothing came."""
        sizes = [abs(Fraction(trial.error) / Fraction(trial.actual)) for trial in self.trials if trial.actual]
        return decimal_of(100 * median(sizes)) if sizes else None


def backtest(plan: Plan, indicator: Indicator, points: Mapping[Period, IndicatorPoint], period: Period) -> Backtest:
    """The trials that the history before a period allows.

    Args:
        plan: the plan.
        indicator: the indicator; a yearly one has no trials.
        points: its points by period, as known now.
        period: the period the outlook starts from; nothing after it is used.

    Returns:
        One trial for every period before that had 24 months of complete history of its own, all in one scope.
    """
    if indicator.frequency is Frequency.YEARLY:
        return Backtest(indicator.code, ())
    known = {at: point for at, point in points.items() if not period < at}
    years = sorted({at.year for at in known})
    found = [trial for year in years for trial in _trials_of(plan, indicator, known, year)]
    return Backtest(indicator.code, tuple(found))


def _trials_of(plan: Plan, indicator: Indicator, known: Mapping[Period, IndicatorPoint], year: int) -> list[Trial]:
    """The trials whose origin and target lie in a year: towards its latest known period."""
    periods = periods_of_year(indicator.frequency, year)
    courses = [(at, course) for at in periods if (course := course_of(plan, indicator, known, at)) is not None]
    if not courses:
        return []
    target, whole = courses[-1]
    actual = whole.current[-1]
    return [
        trial
        for origin, course in courses[:-1]
        if break_between(plan, indicator, origin, target) is None
        and (trial := _trial(seed_of(indicator, origin), origin, target, course, actual or 0.0)) is not None
    ]


def _trial(seed: str, origin: Period, target: Period, course: Course, actual: float) -> Trial | None:
    if not course.has_history:
        return None
    foretold = _foretold(course, seed, target.number - origin.number)
    if foretold is None:
        return None
    low, value, high = foretold
    return Trial(origin, target, *(_decimal(each) for each in (value, low, high, actual)))


@lru_cache(maxsize=4096)
def _foretold(course: Course, seed: str, steps: int) -> tuple[float, float, float] | None:
    """Low, median and high some periods ahead; kept, since the past seldom changes and is often looked at."""
    paths = simulate(course, seed, DRAWS)
    return None if paths is None else quantiles(paths[steps - 1])


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}f}")

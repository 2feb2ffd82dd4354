"""Where an indicator is heading by the end of the year, as far as its own past tells.

Two answers, kept apart. The pace: what comes out if the way to the target goes on as it went,
b + (y − b)/w. And, with 24 months of complete history, a simulation: the median of many simulated
year-ends, the interval that holds 80% of them, and the share of them that reach the target. The
outlook never changes a status. Methods and examples are in docs/statistics.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from indicators.aggregation import exact_value
from indicators.exact import decimal_of, fraction_or_none
from indicators.inputs import periods_of_year
from indicators.judging import Reason
from indicators.outlook_course import YEARS_NEEDED, Course, course_of, months_known
from indicators.outlook_simulation import Paths, simulate
from indicators.periods import MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Indicator, Plan
from indicators.progress import is_final
from indicators.scope import break_between
from indicators.standing import IndicatorPoint, Standing, Status

DRAWS = 2000
"""How many ways the rest of the year is drawn: a probability is then off by about one percentage point."""

_LOW, _HIGH = Fraction(1, 10), Fraction(9, 10)
_DIGITS_MORE = 2


class OutlookReason(StrEnum):
    """Why there is no interval and no probability, or no outlook at all.

    CANNOT_BE_KNOWN: no figure of the year can exist yet (and that is not being late). NO_VALUE: no
    figure to start from. INCOMPLETE: some units have not reported it. SHORT_HISTORY: fewer than 24
    months of complete history, so only the pace. SCOPE_CHANGED: fewer, because what is measured has changed.
    YEAR_OVER: the year's final figure is there.
    OUTSIDE_PLAN_YEAR: the target is not this year's.
    """

    CANNOT_BE_KNOWN = "cannot_be_known"
    NO_VALUE = "no_value"
    INCOMPLETE = "incomplete"
    SHORT_HISTORY = "short_history"
    SCOPE_CHANGED = "scope_changed"
    YEAR_OVER = "year_over"
    OUTSIDE_PLAN_YEAR = "outside_plan_year"


@dataclass(frozen=True, slots=True)
class OutlookPoint:
    """A period still to come: the median of what was simulated for it, and the 80% interval."""

    period: Period
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Outlook:
    """An indicator's year-end as seen from a period, in its own unit, rounded two digits beyond its own.

    `value`, `low`, `high` and `probability` (0 to 1, of meeting the target) are there together, or
    only `value`, which then is the `pace`, or none of them; `reason` says why. `fan` are the periods
    still to come; `months` the months of complete history.
    """

    indicator: str
    period: Period
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    probability: Decimal | None = None
    pace: Decimal | None = None
    reason: OutlookReason | None = None
    fan: tuple[OutlookPoint, ...] = ()
    months: int = 0

    @property
    def has_interval(self) -> bool:
        """Whether it was simulated: neither the pace alone nor a year that is over."""
        return bool(self.fan)


def outlook(plan: Plan, standing: Standing, points: Mapping[Period, IndicatorPoint]) -> Outlook:
    """The outlook from where an indicator stands.

    Args:
        plan: the plan.
        standing: where the indicator stands at the period (`status.standing`).
        points: the indicator's points by period, the plan year's and those of the years before;
            points after the standing's period are not looked at.

    Returns:
        The same for the same figures, on every platform. The probability never rises with a higher
        target (a lower one, where lower is better), and the value lies within the interval.
    """
    indicator, period = standing.indicator, standing.period
    why = _why_none(plan, standing)
    if why is not None:
        return Outlook(indicator.code, period, reason=why)
    if period.closing_month == MONTHS_IN_YEAR:
        return _known(standing)
    pace = _rounded(_pace(standing), indicator)
    course = course_of(plan, indicator, points, period)
    if course is None:
        return Outlook(indicator.code, period, reason=OutlookReason.INCOMPLETE)
    months = months_known(course, indicator.frequency)
    paths = simulated(course, seed_of(indicator, period)) if course.has_history else None
    if paths is None:
        return Outlook(
            indicator.code, period, value=pace, pace=pace, reason=_why_short(plan, indicator, period), months=months
        )
    fan = _fan(indicator, period, paths)
    reached = _reached(indicator, paths[-1])
    end = fan[-1]
    return Outlook(indicator.code, period, end.value, end.low, end.high, reached, pace, None, fan, months)


def seed_of(indicator: Indicator, period: Period) -> str:
    """The seed of an indicator's simulation: its code and the period it starts from."""
    return f"{indicator.code} {period}"


@lru_cache(maxsize=64)
def simulated(course: Course, seed: str, draws: int = DRAWS) -> Paths | None:
    """As `simulate`; kept, since the figures seldom change and are often looked at."""
    return simulate(course, seed, draws)


def quantiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Low end of the 80% interval, median, high end, of sorted values: each one of the values."""
    last = len(values) - 1
    low, middle, high = (values[round(last * share)] for share in (_LOW, Fraction(1, 2), _HIGH))
    return low, middle, high


def _why_none(plan: Plan, standing: Standing) -> OutlookReason | None:
    if standing.period.year != plan.head.year:
        return OutlookReason.OUTSIDE_PLAN_YEAR
    if standing.indicator.frequency is Frequency.YEARLY and not is_final(standing.point):
        return OutlookReason.CANNOT_BE_KNOWN
    if standing.point.value is None:
        no_month_yet = standing.reason == Reason.STARTS_IN_FEBRUARY
        return OutlookReason.CANNOT_BE_KNOWN if no_month_yet else OutlookReason.NO_VALUE
    incomplete = standing.status is Status.INCOMPLETE or standing.point.reported < standing.point.expected
    return OutlookReason.INCOMPLETE if incomplete else None


def _why_short(plan: Plan, indicator: Indicator, period: Period) -> OutlookReason:
    """Whether it is a change of scope that leaves too little history."""
    since = Period(period.frequency, period.year - YEARS_NEEDED, 1)
    broken = break_between(plan, indicator, since, period) is not None
    return OutlookReason.SCOPE_CHANGED if broken else OutlookReason.SHORT_HISTORY


def _known(standing: Standing) -> Outlook:
    """The year is over: the figure itself, certain once it is final."""
    indicator, point = standing.indicator, standing.point
    value = _rounded(exact_value(indicator, point), indicator)
    over = OutlookReason.YEAR_OVER
    if not is_final(point):
        return Outlook(indicator.code, standing.period, value=value, reason=over)
    met = Decimal(int(standing.status is Status.ACHIEVED))
    return Outlook(indicator.code, standing.period, value, value, value, met, reason=over)


def _pace(standing: Standing) -> Fraction | None:
    """The value b + (y − b)/w; None without a baseline or a planned share."""
    actual = exact_value(standing.indicator, standing.point)
    base, share = fraction_or_none(standing.baseline), fraction_or_none(standing.proof.planned_share)
    if actual is None or base is None or not share:
        return None
    return base + (actual - base) / share


def _reached(indicator: Indicator, values: Sequence[float]) -> Decimal:
    """The share of the sorted values that meet the target."""
    target = float(indicator.target.value)
    higher_is_better = indicator.direction == 1
    count = len(values) - bisect_left(values, target) if higher_is_better else bisect_right(values, target)
    return decimal_of(Fraction(count, len(values)))


def _fan(indicator: Indicator, period: Period, paths: Paths) -> tuple[OutlookPoint, ...]:
    to_come = [each for each in periods_of_year(period.frequency, period.year) if period < each]
    found = []
    for at, values in zip(to_come, paths, strict=True):
        low, middle, high = (_shown(value, indicator) for value in quantiles(values))
        found.append(OutlookPoint(at, middle, low, high))
    return tuple(found)


def _rounded(value: Fraction | None, indicator: Indicator) -> Decimal | None:
    return None if value is None else _cut(decimal_of(value), indicator)


def _shown(value: float, indicator: Indicator) -> Decimal:
    return _cut(decimal_of(Fraction(value)), indicator)


def _cut(value: Decimal, indicator: Indicator) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-indicator.decimals - _DIGITS_MORE), rounding=ROUND_HALF_UP)

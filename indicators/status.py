"""Where an indicator stands: its status with proof and reason, and every figure shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from indicators import progress
from indicators.aggregation import exact_value
from indicators.availability import by_calendar, by_coverage, no_data
from indicators.exact import decimal_of, decimal_or_none, fraction_or_none
from indicators.judging import Judgement, Situation
from indicators.paths import YEARS_FOR_SEASON, SeasonalShares, planned_share
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Indicator, Plan
from indicators.proof import smallest_flips
from indicators.scope import break_between
from indicators.standing import Flip, IndicatorPoint, Standing, StatusProof

_PERCENT = 100


def standing(
    plan: Plan,
    indicator: Indicator,
    point: IndicatorPoint,
    baseline: Decimal | Fraction | None,
    seasonal_shares: SeasonalShares | None,
    today: date,
) -> Standing:
    """Where the indicator stands at the point's period, as known from approved figures today.

    Args:
        plan: the plan.
        indicator: the indicator.
        point: its value (`aggregation.point`).
        baseline: b as seen from the point's period, from `progress.baseline`.
        seasonal_shares: from `paths.seasonal_shares`, likewise; used only where the path is seasonal.
        today: the date on which it is asked; what the calendar allows depends on it.

    Returns:
        The standing; baseline, planned value, pace and required rate only within the plan year. All
        comparisons are made on unrounded values.
    """
    situation = _situation(plan, indicator, point, fraction_or_none(baseline), seasonal_shares)
    actual = exact_value(indicator, point)
    judgement, flips = _judged(plan, situation, point, actual, today)
    return _described(situation, point, actual, judgement, flips)


def _described(
    situation: Situation,
    point: IndicatorPoint,
    actual: Fraction | None,
    judgement: Judgement,
    flips: tuple[Flip, ...],
) -> Standing:
    indicator = situation.indicator
    way = situation.baseline, situation.share
    left = progress.periods_left(point.period) if situation.in_plan_year else 0
    return Standing(
        indicator=indicator,
        period=point.period,
        point=point,
        baseline=decimal_or_none(situation.baseline),
        attainment=_of(actual, partial(progress.attainment, indicator), _PERCENT),
        gap=_of(actual, partial(progress.gap, indicator)),
        planned=decimal_or_none(progress.planned_value(indicator, *way)),
        pace=_of(actual, partial(progress.pace, indicator, *way)),
        schedule_difference=_of(actual, partial(progress.schedule_difference, indicator, *way), _PERCENT),
        required_rate=_of(actual, partial(progress.required_rate, indicator, left)),
        at_year_end=situation.at_end,
        status=judgement.status,
        reason=judgement.reason,
        proof=_proof(judgement, situation.share, flips),
    )


def _situation(
    plan: Plan, indicator: Indicator, point: IndicatorPoint, base: Fraction | None, seasonal: SeasonalShares | None
) -> Situation:
    in_year = point.period.year == plan.head.year
    share = planned_share(indicator, point.period, seasonal) if in_year else None
    return Situation(
        indicator=indicator,
        in_plan_year=in_year,
        baseline=base if in_year else None,
        share=share,
        at_end=in_year and point.period.closing_month == MONTHS_IN_YEAR,
        final=progress.is_final(point),
        scope_changed=_scope_changed(plan, indicator, point.period, base, share),
    )


def _scope_changed(
    plan: Plan, indicator: Indicator, period: Period, base: Fraction | None, share: Fraction | None
) -> bool:
    """Whether what is missing, baseline or season, lies on the other side of a change of scope."""
    if base is None:
        since = progress.baseline_period(plan, indicator)
    elif share is None:
        since = Period(period.frequency, plan.head.year - YEARS_FOR_SEASON, 1)
    else:
        return False
    return break_between(plan, indicator, since, period) is not None


def _judged(
    plan: Plan, situation: Situation, point: IndicatorPoint, actual: Fraction | None, today: date
) -> tuple[Judgement, tuple[Flip, ...]]:
    early = by_calendar(plan, situation.indicator, point, today)
    if early is not None:
        return early, ()
    if actual is None:
        return no_data(plan, situation.indicator, point, today), ()
    partly = by_coverage(situation.indicator, point)
    if partly is not None:
        return partly, ()
    return situation.judge(actual), smallest_flips(situation, actual)


def _proof(judgement: Judgement, share: Fraction | None, flips: tuple[Flip, ...]) -> StatusProof:
    return StatusProof(
        quantity=judgement.quantity,
        value=decimal_or_none(judgement.value),
        threshold=decimal_or_none(judgement.threshold),
        planned_share=decimal_or_none(share),
        flips=flips,
    )


def _of(actual: Fraction | None, formula: Callable[[Fraction], Fraction | None], factor: int = 1) -> Decimal | None:
    """A formula of the actual value, where both exist."""
    result = None if actual is None else formula(actual)
    return None if result is None else decimal_of(result * factor)

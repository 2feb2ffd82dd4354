"""What is said about a standing in few words: status, amounts, gap, target, reason."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from i18n.texts import Texts
from indicators.digits import decimals_apart, display_decimals
from indicators.inputs import input_period
from indicators.periods import Period
from indicators.plan import Indicator, Plan, ScopeChange
from indicators.publication import publication_date, returns_due
from indicators.standing import Standing, Status

MOST_RATE_DECIMALS = 2
LONGEST_BRIEF_UNIT = 6
_HUNDRED = Decimal(100)


def status_word(status: Status, texts: Texts, *, at_year_end: bool = False) -> str:
    """The word of a status; a target met reads 已达到 during the year and 已完成 at its end."""
    ending = ".at_year_end" if status is Status.ACHIEVED and at_year_end else ""
    return texts(f"statuses.word.{status.value}{ending}")


def amount(indicator: Indicator, value: Decimal, texts: Texts, decimals: int | None = None) -> str:
    """A value with its unit: 141 家, 62.4%."""
    number = texts.number(value, indicator.decimals if decimals is None else decimals)
    if indicator.is_percentage:
        return texts("statuses.amount.percent", number=number)
    return texts("statuses.amount", number=number, unit=texts.unit(indicator.unit))


def difference(indicator: Indicator, value: Decimal, texts: Texts, decimals: int | None = None) -> str:
    """An unsigned difference with its unit: 9 家, 2.6 个百分点."""
    number = texts.number(abs(value), indicator.decimals if decimals is None else decimals)
    return texts("statuses.amount", number=number, unit=difference_unit(indicator, texts))


def difference_unit(indicator: Indicator, texts: Texts) -> str:
    """The unit of differences: percentage points for percentages."""
    return texts("statuses.points") if indicator.is_percentage else texts.unit(indicator.unit)


def actual_words(standing: Standing, texts: Texts) -> str:
    """The actual value without its unit, a dash where there is none."""
    return texts.number(standing.point.value, display_decimals(standing))


def planned_words(standing: Standing, texts: Texts) -> str:
    """The value planned by now; a fraction of a firm only where there is one."""
    planned, decimals = standing.planned, standing.indicator.decimals
    if planned is None or planned == round(planned, decimals):
        return texts.number(planned, decimals)
    return texts.number(planned, max(1, decimals))


def target_words(indicator: Indicator, texts: Texts) -> str:
    """≥150, ≥3,000, ≥65."""
    return f"{indicator.target.comparator.value}{texts.plain(indicator.target.value)}"


def percent_words(value: Decimal | None, texts: Texts) -> str:
    """An attainment in percent with one decimal, more where 99.97 would read 100.0."""
    if value is None:
        return texts.number(None)
    return f"{texts.number(value, decimals_apart(value, (_HUNDRED,), 1))}%"


def attainment_words(standing: Standing, texts: Texts) -> str:
    """The attainment; a dash for an incomplete sum, which is not held against the target."""
    return percent_words(None if standing.status is Status.INCOMPLETE else standing.attainment, texts)


def gap_words(standing: Standing, texts: Texts, *, brief: bool = False) -> str | None:
    """差 9 家, 超 126 家, 差 2.6 个百分点; None while there is no value.

    `brief` is for a table that names the unit beside: a long unit is left out.
    """
    gap, indicator = standing.gap, standing.indicator
    if gap is None:
        return None
    if gap == 0:
        return texts("statuses.gap.none")
    decimals = display_decimals(standing)
    told = difference(indicator, gap, texts, decimals)
    if brief and len(difference_unit(indicator, texts)) > LONGEST_BRIEF_UNIT:
        told = texts.number(abs(gap), decimals)
    short, over = ("short", "over") if indicator.direction == 1 else ("above", "below")
    return texts(f"statuses.gap.{short if gap > 0 else over}", amount=told)


def gap_or_reason(standing: Standing, plan: Plan, texts: Texts) -> str:
    """The gap in brief; of an incomplete sum, and where there is no value, the reason instead."""
    incomplete = standing.status is Status.INCOMPLETE
    gap = None if incomplete else gap_words(standing, texts, brief=True)
    return gap or brief_reason(standing, plan, texts) or texts.number(None)


def rate_decimals(indicator: Indicator) -> int:
    """Decimals of a change per month: one more than the value has, two at most unless it has more."""
    return max(indicator.decimals, min(indicator.decimals + 1, MOST_RATE_DECIMALS))


def reason_words(standing: Standing, plan: Plan, texts: Texts) -> str | None:
    """The sentence that says more about a status, None where there is nothing more to say."""
    return _reason("reason", standing, plan, texts)


def brief_reason(standing: Standing, plan: Plan, texts: Texts) -> str | None:
    """The same in a few words, for a table's cell."""
    return _reason("brief", standing, plan, texts)


def units_listed(codes: Sequence[str], plan: Plan, texts: Texts) -> str:
    """The names of reporting units, one after the other."""
    return texts("statuses.separator").join(texts.unit_name(plan.unit(code)) for code in codes)


def _reason(kind: str, standing: Standing, plan: Plan, texts: Texts) -> str | None:
    if standing.reason is None:
        return None
    point, indicator = standing.point, standing.indicator
    units = units_listed(point.missing, plan, texts)
    return texts(
        f"statuses.{kind}.{standing.reason}",
        period=texts.period(_reported_period(plan, standing)),
        date=_published(indicator, point.period, texts),
        due=texts.date(returns_due(plan, indicator, point.period)),
        reported=point.reported,
        expected=point.expected,
        missing=len(point.missing),
        units=units,
    )


def _reported_period(plan: Plan, standing: Standing) -> Period:
    variable = plan.variable_by_code[standing.indicator.formula.numerator]
    return input_period(variable, standing.point.period)


def _published(indicator: Indicator, period: Period, texts: Texts) -> str:
    day = publication_date(indicator, period)
    return texts.period(Period.month(day.year, day.month)) if day else texts.number(None)


def refused_words(change: ScopeChange, texts: Texts) -> str:
    """Why nothing is compared: since when the scope is another one."""
    return texts("screens.scope.refused", since=texts.period(change.first))

"""Whether there is a figure to judge: not due by the calendar, missing, or not complete."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil

from indicators.judging import Judgement, Quantity, Reason
from indicators.plan import Indicator, Plan
from indicators.progress import is_final
from indicators.publication import exists_in, publication_date, returns_due
from indicators.standing import IndicatorPoint, Status


def by_calendar(plan: Plan, indicator: Indicator, point: IndicatorPoint, today: date) -> Judgement | None:
    """`not_due` where no final value can exist yet, `no_data` where its publication is late, else None.

    A period that is still running is not due only while nothing has been reported for it; what is
    there is judged as any other month. An indicator with a publication date is not due until its
    final value arrives, whatever estimate there is, and late after that day.
    """
    if not exists_in(plan, indicator, point.period):
        return Judgement(Status.NOT_DUE, Quantity.CALENDAR, Reason.STARTS_IN_FEBRUARY)
    published = publication_date(indicator, point.period)
    if published is not None:
        return None if is_final(point) else _by_publication(published, today)
    if point.reported == 0 and today <= point.period.last_day:
        return Judgement(Status.NOT_DUE, Quantity.CALENDAR, Reason.PERIOD_RUNNING)
    return None


def no_data(plan: Plan, indicator: Indicator, point: IndicatorPoint, today: date) -> Judgement:
    """The judgement of a point without value."""
    return Judgement(Status.NO_DATA, Quantity.DATA, _why_no_data(plan, indicator, point, today))


def by_coverage(indicator: Indicator, point: IndicatorPoint) -> Judgement | None:
    """`incomplete` where fewer units have reported than the indicator's threshold asks for, else None."""
    needed = ceil(Fraction(indicator.coverage_threshold) * point.expected)
    if point.reported >= needed:
        return None
    counted = Fraction(point.reported), Fraction(needed)
    return Judgement(Status.INCOMPLETE, Quantity.COVERAGE, Reason.UNITS_MISSING, *counted)


def _by_publication(published: date, today: date) -> Judgement:
    if today <= published:
        return Judgement(Status.NOT_DUE, Quantity.PUBLICATION, Reason.AWAITING_PUBLICATION)
    return Judgement(Status.NO_DATA, Quantity.PUBLICATION, Reason.LATE)


def _why_no_data(plan: Plan, indicator: Indicator, point: IndicatorPoint, today: date) -> Reason:
    if point.expected == 0:
        return Reason.NOT_APPLICABLE
    if point.reported == 0:
        late = today > returns_due(plan, indicator, point.period)
        return Reason.RETURNS_OVERDUE if late else Reason.RETURNS_AWAITED
    return Reason.DENOMINATOR_MISSING if point.denominator is None else Reason.ZERO_DENOMINATOR

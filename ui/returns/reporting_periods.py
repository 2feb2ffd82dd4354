"""Which periods the screens offer: of a form, and of the list of returns."""

from __future__ import annotations

from datetime import date

from indicators.periods import MONTHS_IN_QUARTER, MONTHS_IN_YEAR, Frequency, Period, months_of
from indicators.plan import Form, FormLayout, Plan

YEARS_OF_HISTORY = 3
"""How many years before the plan year the history form is offered for."""


def periods_of_form(plan: Plan, form: Form, today: date) -> tuple[Period, ...]:
    """The periods for which a form can be filled in, latest first; never empty.

    The history form is for the years before the plan year. Other forms are for the periods of the
    plan year that have begun (the first of each length always, and the first for which the form is used at
    all where none has begun), and yearly ones also for the years before: a plan needs last year's population.
    """
    before = tuple(Period.whole_year(plan.head.year - back) for back in range(1, YEARS_OF_HISTORY + 1))
    if form.layout is FormLayout.HISTORY:
        return before
    of_year = (each for frequency in form.frequencies for each in _of_year(frequency, plan.head.year))
    used = [each for each in of_year if form.is_reported_for(each)]
    offered = [each for each in used if each.number == 1 or _begun(each, today)] or used[:1]
    if Frequency.YEARLY in form.frequencies:
        offered.extend(before)
    return tuple(sorted(offered, reverse=True))


def periods_of_returns(plan: Plan, today: date) -> tuple[Period, ...]:
    """Every period of any form, latest first."""
    found = {period for form in plan.forms for period in periods_of_form(plan, form, today)}
    return tuple(sorted(found, reverse=True))


def last_ended(periods: tuple[Period, ...], today: date) -> Period:
    """The latest of the periods that is over, the earliest where none is."""
    return next((period for period in periods if period.last_day < today), periods[-1])


def _of_year(frequency: Frequency, year: int) -> tuple[Period, ...]:
    match frequency:
        case Frequency.MONTHLY:
            return months_of(year)
        case Frequency.QUARTERLY:
            return tuple(Period.quarter(year, number + 1) for number in range(MONTHS_IN_YEAR // MONTHS_IN_QUARTER))
        case Frequency.YEARLY:
            return (Period.whole_year(year),)


def _begun(period: Period, today: date) -> bool:
    return period.previous.last_day < today

"""Which returns the sample consists of, when each comes in, and what its cells hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from indicators.observations import Basis, ObservationStatus
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Form, FormLayout, Plan
from indicators.returns import ReturnKey
from sample_data.chance import swing
from sample_data.listing import list_returns
from sample_data.parts import Decision, SampleReturn, Slot
from sample_data.profiles import CityReturn, Correction, ReportingCalendar
from sample_data.simulation import Simulation

_OPENING = 8 * 60 + 30
_WORKING_MINUTES = 9 * 60
_SATURDAY = 5

Scenario = Literal["october", "year-end"]
"""How far the sample's year has come."""

TODAY: Mapping[Scenario, date] = MappingProxyType({"october": date(2018, 10, 20), "year-end": date(2019, 1, 20)})
"""The day that each scenario takes as today."""


def sample_returns(plan: Plan, simulation: Simulation, scenario: Scenario) -> tuple[SampleReturn, ...]:
    """All returns of figures and lists of a scenario, in the order in which they come in."""
    zone, monthly = ZoneInfo(plan.head.time_zone), _form(plan, FormLayout.INDICATORS)
    made = [*_history(plan, simulation, zone), *_monthly(plan, simulation, scenario, zone)]
    made += list_returns(plan, simulation, [one for one in made if one.key.form == monthly.code])
    made += [one for one in _city(plan, simulation, zone) if one.submitted_at.date() <= TODAY[scenario]]
    return tuple(sorted(made, key=lambda one: (one.submitted_at, one.key.form, one.key.unit)))


def _form(plan: Plan, layout: FormLayout) -> Form:
    return next(form for form in plan.forms if form.layout is layout)


def moment_of(day: date, zone: ZoneInfo, *key: object) -> datetime:
    """A minute of the working day that follows from the key."""
    share = (swing(*key) + 1) / 2
    minutes = _OPENING + int(share * _WORKING_MINUTES)
    return datetime.combine(day, time(minutes // 60, minutes % 60), zone)


def _history(plan: Plan, simulation: Simulation, zone: ZoneInfo) -> Iterator[SampleReturn]:
    """One historical workbook for each unit and year before the plan's."""
    form = _form(plan, FormLayout.HISTORY)
    for year, day in simulation.profile.calendar.history.items():
        for unit in plan.reporters(form):
            figures = {
                (variable, Basis.CURRENT, month): value
                for variable in form.variables
                for month in (Period.month(year, number) for number in range(1, MONTHS_IN_YEAR + 1))
                if (value := simulation.value(variable, unit.code, month)) is not None
            }
            key = ReturnKey(form.code, unit.code, Period.whole_year(year))
            yield SampleReturn(key, moment_of(day, zone, "history", unit.code, year), figures)


def _monthly(plan: Plan, simulation: Simulation, scenario: Scenario, zone: ZoneInfo) -> Iterator[SampleReturn]:
    """The plan year's monthly returns, and the corrected ones a second time."""
    form = _form(plan, FormLayout.INDICATORS)
    calendar = simulation.profile.calendar
    for number in range(1, MONTHS_IN_YEAR + 1):
        month = Period.month(plan.head.year, number)
        early = scenario == "october" and month == calendar.early_month
        if scenario == "october" and calendar.early_month < month:
            return
        for unit in plan.reporters(form):
            if early and unit.code not in calendar.early_units:
                continue
            day = _reporting_day(calendar, month, unit.code, early=early)
            made = _month_return(form, simulation, unit.code, month, moment_of(day, zone, "monthly", unit.code, month))
            if early:
                yield _as_decided(made, calendar)
            else:
                yield from _with_correction(made, simulation.profile.corrections)


def _reporting_day(calendar: ReportingCalendar, month: Period, unit: str, *, early: bool) -> date:
    """The working day on which a unit reports a month."""
    if early:
        first, last = calendar.early_days
        opening = month.last_day.replace(day=1)
    else:
        opening = month.last_day + timedelta(days=1)
        first, last = calendar.holiday_days.get(opening.month, calendar.days)
    share = (swing("day", unit, month) + 1) / 2
    day = opening + timedelta(days=first - 1 + int(share * (last - first + 1)))
    weekend = max(0, day.weekday() - _SATURDAY + 1)
    return day - timedelta(days=weekend)


def _month_return(form: Form, simulation: Simulation, unit: str, month: Period, submitted_at: datetime) -> SampleReturn:
    figures: dict[Slot, Decimal] = {}
    for variable in form.variables:
        columns = {
            Basis.CURRENT: simulation.value(variable, unit, month),
            Basis.PUBLISHED: simulation.published(variable, unit, month),
            Basis.RESTATED: simulation.restated(variable, unit, month),
        }
        figures |= {(variable, basis, month): value for basis, value in columns.items() if value is not None}
    explanations = {
        variable: written.text
        for written in simulation.profile.explanations
        if written.unit == unit and month in written.periods
        for variable in written.variables
    }
    return SampleReturn(ReturnKey(form.code, unit, month), submitted_at, figures, {}, explanations)


def _with_correction(right: SampleReturn, corrections: tuple[Correction, ...]) -> Iterator[SampleReturn]:
    """The return, or the wrong one first and the right one some days later."""
    for correction in corrections:
        if (correction.unit, correction.period) == (right.key.unit, right.key.period):
            slot = (correction.variable, Basis.CURRENT, right.key.period)
            yield replace(
                right,
                figures={**right.figures, slot: right.figures[slot] + correction.excess},
                explanations={**right.explanations, correction.variable: correction.first_explanation},
            )
            yield replace(
                right,
                submitted_at=right.submitted_at + timedelta(days=correction.corrected_after_days),
                explanations={**right.explanations, correction.variable: correction.explanation},
            )
            return
    yield right


def _as_decided(made: SampleReturn, calendar: ReportingCalendar) -> SampleReturn:
    """An early return as it stands on the sample's day: some wait, one is wrong and was sent back."""
    sent_back = calendar.sent_back
    if made.key.unit == sent_back.unit:
        slot = (sent_back.variable, Basis.CURRENT, made.key.period)
        figures = {**made.figures, slot: made.figures[slot] + sent_back.excess}
        return replace(made, figures=figures, decision=Decision.RETURNED, reason=sent_back.reason)
    waits = made.key.unit in calendar.waiting_units
    return replace(made, decision=Decision.WAITING if waits else Decision.APPROVED)


def _city(plan: Plan, simulation: Simulation, zone: ZoneInfo) -> Iterator[SampleReturn]:
    """The city-wide returns, the later of a period superseding the earlier."""
    form = _form(plan, FormLayout.CITY)
    unit = plan.reporters(form)[0]
    for one in simulation.profile.city_returns:
        reported = _city_figures(one)
        yield SampleReturn(
            key=ReturnKey(form.code, unit.code, one.period),
            submitted_at=one.submitted.replace(tzinfo=zone),
            figures={(variable, Basis.CURRENT, one.period): value for variable, (value, _) in reported.items()},
            statuses={variable: status for variable, (_, status) in reported.items()},
        )


def _city_figures(one: CityReturn) -> dict[str, tuple[Decimal, ObservationStatus]]:
    given = {"21": one.gdp, "22": one.research, "23": one.population}
    return {variable: figure for variable, figure in given.items() if figure is not None}

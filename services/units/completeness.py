"""Who has reported what, how completely and when: units against periods.

Judged by the cells that came in filled, never by a click: a return is complete when every figure that is
due has come in, in time when the last of them did so by the due date. What a reviewer sends back later
has come in all the same; how the return stands is told beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.database import Database
from db.records import Submission
from db.review_records import Arrival
from indicators.calendar import Deadlines
from indicators.inputs import form_periods
from indicators.periods import Period, months_of
from indicators.plan import Form, FormLayout, Plan, ReportingUnit
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.deadlines import read_deadlines
from services.groundwork.return_states import standing
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require


@dataclass(frozen=True, slots=True)
class ReturnProgress:
    """One return: how it stands, how many of its due figures are filled, when the last of them came in.

    `draft`: a file is kept that was not submitted. `late`: it was completed after the due date, or is not
    complete though that is over. `locked`: it is not taken any more.
    """

    key: ReturnKey
    state: ReturnState | None
    submission: Submission | None
    draft: bool
    filled: int
    asked: int
    completed_at: datetime | None
    due: date
    late: bool
    overdue: bool
    locked: bool


@dataclass(frozen=True, slots=True)
class Completeness:
    """A form's returns: one row for each unit, one return for each period (in time)."""

    form: Form
    periods: tuple[Period, ...]
    due: tuple[date, ...]
    rows: tuple[tuple[ReportingUnit, tuple[ReturnProgress, ...]], ...]

    @property
    def returns(self) -> tuple[ReturnProgress, ...]:
        """All of them."""
        return tuple(each for _, row in self.rows for each in row)


_Arrivals = Mapping[ReturnKey, Mapping[tuple[str, Period], datetime]]


def completeness(
    database: Database,
    plan: Plan,
    actor: Actor,
    form: str,
    year: int,
    today: date,
    as_of: datetime | None = None,
    *,
    unit: str | None = None,
) -> Completeness:
    """The returns of a form for the periods of a year that have begun, for the units the actor may see.

    As known at `as_of` (default: now); `today` is the day from which it is judged what is late. Of one `unit`
    where told.

    Raises:
        UnknownFormError: the plan has no such form.
    """
    require(database, actor, Action.VIEW_RETURNS)
    asked = plan.form(form)
    periods = _periods(asked, year, today)
    chosen = [each for each in plan.reporters(asked) if unit in {None, each.code}]
    units = [each for each in chosen if permits(actor, Action.VIEW_RETURNS, each.code)]
    with database.reading() as tx:
        deadlines = read_deadlines(tx, plan, as_of)
        submissions = tx.submissions.listing(plan.head.id, form=asked.code, unit=unit, periods=periods, as_of=as_of)
        store = tx.measures if asked.layout is FormLayout.MEASURES else tx.observations
        arrivals = _by_return(store.arrivals(plan.head.id, asked.code, {year}, unit, as_of))
    histories: dict[ReturnKey, list[Submission]] = {}
    for submission in reversed(submissions):
        histories.setdefault(submission.key, []).append(submission)
    judge = _Judge(plan, deadlines, histories, arrivals, today)
    rows = tuple(
        (each, tuple(judge.progress(asked, ReturnKey(asked.code, each.code, period)) for period in periods))
        for each in units
    )
    return Completeness(asked, periods, tuple(deadlines.due(asked, period) for period in periods), rows)


def _by_return(arrivals: Iterable[Arrival]) -> _Arrivals:
    found: dict[ReturnKey, dict[tuple[str, Period], datetime]] = {}
    for each in arrivals:
        key = ReturnKey(each.form, each.unit, each.period)
        found.setdefault(key, {})[each.variable, each.figure_period] = each.at
    return found


def _periods(form: Form, year: int, today: date) -> tuple[Period, ...]:
    """The periods of a year that have begun; the first always, so that there is something to show."""
    used = [period for period in form_periods(form, year) if form.is_reported_for(period)]
    begun = [each for each in used if each.number == 1 or each.previous.last_day < today]
    return tuple(begun or used[:1])


@dataclass(frozen=True, slots=True)
class _Judge:
    """Puts together what is known about one return."""

    plan: Plan
    deadlines: Deadlines
    histories: Mapping[ReturnKey, list[Submission]]
    arrivals: _Arrivals
    today: date

    def progress(self, form: Form, key: ReturnKey) -> ReturnProgress:
        history = self.histories.get(key, [])
        stands = standing(history)
        asked = _due_figures(self.plan, form, key)
        came = self.arrivals.get(key, {}) if form.listing is None else _list_arrival(key, history)
        filled = [came[figure] for figure in asked if figure in came]
        complete = max(filled) if len(filled) == len(asked) and filled else None
        due = self.deadlines.due(form, key.period)
        day = complete.astimezone(ZoneInfo(self.plan.head.time_zone)).date() if complete else self.today
        return ReturnProgress(
            key=key,
            state=stands.state if stands else None,
            submission=stands,
            draft=bool(history) and history[-1].state is ReturnState.DRAFT,
            filled=len(filled),
            asked=len(asked),
            completed_at=complete,
            due=due,
            late=complete is not None and day > due,
            overdue=complete is None and day > due,
            locked=complete is None and self.deadlines.is_locked(form, key, self.today),
        )


def _due_figures(plan: Plan, form: Form, key: ReturnKey) -> list[tuple[str, Period]]:
    """What a return has to bring: its period's figures (a historical form: its months'), or its unit's measures."""
    period = key.period
    if form.layout is FormLayout.MEASURES:
        return [(measure.code, period) for measure in plan.measures_of(key.unit)]
    if form.listing is not None:
        return [(form.code, period)]  # a list is one thing: it has come, or it has not
    due = plan.variables_due(form, period)
    return [(variable.code, each) for variable in due for each in _figure_periods(form, variable.first_month, period)]


def _list_arrival(key: ReturnKey, history: Sequence[Submission]) -> Mapping[tuple[str, Period], datetime]:
    """A list has come with its first submission that is no draft, however many rows it has."""
    sent = [each.submitted_at for each in history if each.state is not ReturnState.DRAFT]
    return {(key.form, key.period): min(sent)} if sent else {}


def _figure_periods(form: Form, first_month: int, period: Period) -> Iterable[Period]:
    if form.layout is not FormLayout.HISTORY:
        return [period]
    return [month for month in months_of(period.year) if month.number >= first_month]

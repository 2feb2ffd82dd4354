"""How good the figures are: what is complete, what was explained, changed after approval, restated or unsettled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from statistics import median

from db.database import Database, Transaction
from db.records import CountedFigure
from indicators.inputs import period_of
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Frequency, Period
from indicators.plan import Indicator, Plan, ReportingUnit
from indicators.returns import ReturnKey
from indicators.standing import IndicatorPoint
from services.groundwork.points import read_points
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require
from services.units.completeness import ReturnProgress, completeness

_PERCENT = 100
_SETTLED = {ObservationStatus.NORMAL, ObservationStatus.MISSING}


@dataclass(frozen=True, slots=True)
class Month:
    """One unit's month over all monthly forms; `may_open`: the actor takes part in this unit's returns."""

    unit: ReportingUnit
    period: Period
    returns: tuple[ReturnProgress, ...]
    may_open: bool

    @property
    def asked(self) -> int:
        """Figures due."""
        return sum(each.asked for each in self.returns)

    @property
    def filled(self) -> int:
        """Figures that have come in."""
        return sum(each.filled for each in self.returns)

    @property
    def late(self) -> bool:
        """Whether a return came, or is still missing, after its due date."""
        return any(each.late or each.overdue for each in self.returns)


@dataclass(frozen=True, slots=True)
class Revision:
    """An approved figure that a later approval of the same return changed; None is no value."""

    key: ReturnKey
    variable: str
    period: Period
    before: Decimal | None
    after: Decimal | None
    at: datetime
    submission_id: int
    cell: str

    @property
    def percent(self) -> Decimal | None:
        """By how many percent of the value before; None where either is missing or that was zero."""
        if self.before is None or self.after is None or not self.before:
            return None
        return (self.after - self.before) / abs(self.before) * _PERCENT


@dataclass(frozen=True, slots=True)
class UnitRevisions:
    """How often a unit's approved figures changed; sizes are of percent changes without sign, None where unknown."""

    unit: ReportingUnit
    changed: int
    returns: int
    median_percent: Decimal | None
    largest: Revision | None


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of last year's same period that this year's return gives differently on the comparable basis."""

    key: ReturnKey
    variable: str
    period: Period
    published: Decimal
    restated: Decimal
    submission_id: int
    explanation: str | None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A run of an indicator's points that are incomplete, rest on a carried figure or are not final, all alike."""

    indicator: Indicator
    first: Period
    last: Period
    point: IndicatorPoint


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Everything the page shows, of the units the actor may see; `unsettled` for who may see the city's figures."""

    months: tuple[tuple[ReportingUnit, tuple[Month, ...]], ...]
    explained: tuple[CountedFigure, ...]
    revisions: tuple[Revision, ...]
    by_unit: tuple[UnitRevisions, ...]
    restated: tuple[Restatement, ...]
    unsettled: tuple[Unsettled, ...]
    has_figures: bool


def data_quality(
    database: Database, plan: Plan, actor: Actor, today: date, as_of: datetime | None = None
) -> DataQuality:
    """The quality of the plan year's figures, as known at `as_of` (default: now); raises NotAllowedError."""
    require(database, actor, Action.VIEW_RETURNS)
    forms = [form for form in plan.forms if Frequency.MONTHLY in form.frequencies]
    shown = [completeness(database, plan, actor, form.code, plan.head.year, today, as_of) for form in forms]
    years = {plan.head.year}
    with database.reading() as tx:
        explained = tx.quality.explained(plan.head.id, years, as_of)
        revised = _revisions(tx, plan, years, as_of)
        restated = list(_restated(tx.quality.of_last_year(plan.head.id, years, as_of)))
        points = tuple(read_points(tx, plan, years, as_of).values())

    def seen(key: ReturnKey) -> bool:
        return permits(actor, Action.VIEW_RETURNS, key.unit)

    order = _order(plan)
    revisions = sorted((each for each in revised if seen(each.key)), key=lambda each: each.at, reverse=True)
    returns = [each for form in shown for each in form.returns]
    return DataQuality(
        months=tuple(_months(plan, actor, returns)),
        explained=tuple(sorted((each for each in explained if seen(each.key)), key=lambda each: order(each.key))),
        revisions=tuple(revisions),
        by_unit=tuple(_by_unit(plan, revisions)),
        restated=tuple(sorted((each for each in restated if seen(each.key)), key=lambda each: order(each.key))),
        unsettled=tuple(_unsettled(plan, points)) if permits(actor, Action.VIEW_FIGURES) else (),
        has_figures=any(point.reported for point in points),
    )


def _order(plan: Plan) -> Callable[[ReturnKey], tuple[int, int, str]]:
    """The latest period first, then the units in the plan's order."""
    units = {unit.code: place for place, unit in enumerate(plan.units)}
    return lambda key: (-(key.period.year * 100 + key.period.closing_month), units.get(key.unit, -1), key.form)


def _months(
    plan: Plan, actor: Actor, returns: Iterable[ReturnProgress]
) -> Iterable[tuple[ReportingUnit, tuple[Month, ...]]]:
    found: dict[str, dict[Period, list[ReturnProgress]]] = defaultdict(lambda: defaultdict(list))
    for each in returns:
        if each.key.period.frequency is Frequency.MONTHLY:
            found[each.key.unit][each.key.period].append(each)
    for unit in plan.units:
        months = found.get(unit.code)
        if months:
            part = permits(actor, Action.COMMENT_ON_RETURN, unit.code)
            yield unit, tuple(Month(unit, period, tuple(months[period]), part) for period in sorted(months))


def _revisions(tx: Transaction, plan: Plan, years: set[int], as_of: datetime | None) -> list[Revision]:
    by_return: dict[ReturnKey, list[tuple[int, datetime]]] = defaultdict(list)
    for approval in tx.quality.approvals(plan.head.id, years, as_of):
        by_return[approval.key].append((approval.submission_id, approval.at))
    again = {key: approved for key, approved in by_return.items() if len(approved) > 1}
    figures: dict[int, dict[tuple[str, Period], CountedFigure]] = defaultdict(dict)
    for each in tx.quality.figures({number for approved in again.values() for number, _ in approved}):
        figures[each.submission_id][each.figure.observation.variable, each.figure.observation.period] = each
    return [
        revision
        for key, approved in again.items()
        for (earlier, _), (later, at) in pairwise(approved)
        for revision in _changes(key, figures[earlier], figures[later], later, at)
    ]


def _changes(
    key: ReturnKey,
    earlier: dict[tuple[str, Period], CountedFigure],
    later: dict[tuple[str, Period], CountedFigure],
    submission_id: int,
    at: datetime,
) -> Iterable[Revision]:
    for variable, period in sorted(earlier.keys() | later.keys(), key=lambda pair: (pair[1], pair[0])):
        old, new = earlier.get((variable, period)), later.get((variable, period))
        before = old.figure.observation.value if old else None
        after = new.figure.observation.value if new else None
        shown = new or old
        if before != after and shown is not None:
            cell = f"{shown.figure.sheet}!{shown.figure.cell}"
            yield Revision(key, variable, period, before, after, at, submission_id, cell)


def _by_unit(plan: Plan, revisions: Sequence[Revision]) -> Iterable[UnitRevisions]:
    for unit in plan.units:
        own = [each for each in revisions if each.key.unit == unit.code]
        sizes = [(abs(each.percent), place) for place, each in enumerate(own) if each.percent is not None]
        if own:
            yield UnitRevisions(
                unit=unit,
                changed=len(own),
                returns=len({each.key for each in own}),
                median_percent=median([size for size, _ in sizes]) if sizes else None,
                largest=own[max(sizes)[1]] if sizes else None,
            )


def _restated(figures: Iterable[CountedFigure]) -> Iterable[Restatement]:
    pairs: dict[tuple[ReturnKey, str, Period], dict[Basis, CountedFigure]] = defaultdict(dict)
    for each in figures:
        seen = each.figure.observation
        pairs[each.key, seen.variable, seen.period][seen.basis] = each
    for (key, variable, period), both in pairs.items():
        published, restated = both.get(Basis.PUBLISHED), both.get(Basis.RESTATED)
        if published is None or restated is None:
            continue
        before, after = published.figure.observation.value, restated.figure.observation.value
        if before is not None and after is not None and before != after:
            said = restated.figure.explanation
            yield Restatement(key, variable, period, before, after, restated.submission_id, said)


def _unsettled(plan: Plan, points: Sequence[IndicatorPoint]) -> Iterable[Unsettled]:
    def alike(point: IndicatorPoint) -> tuple[object, ...]:
        return point.missing, point.status, point.carried_from

    for indicator in plan.indicators:
        own = [
            each
            for each in points
            if each.indicator == indicator.code
            and each.period == period_of(indicator, each.period)
            and each.reported
            and (each.reported < each.expected or each.carried_from is not None or each.status not in _SETTLED)
        ]
        runs: list[list[IndicatorPoint]] = []
        for each in own:
            last = runs[-1][-1] if runs else None
            if last is not None and alike(last) == alike(each) and last.period == each.period.previous:
                runs[-1].append(each)
            else:
                runs.append([each])
        for run in runs:
            yield Unsettled(indicator, run[0].period, run[-1].period, run[-1])

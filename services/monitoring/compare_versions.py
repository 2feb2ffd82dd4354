"""What changed between two moments: which of the city's figures, by how much, and because of which cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from db.database import Database, Transaction
from db.records import ChangedFigure
from indicators.aggregation import Figures, figures_of, inputs, point
from indicators.errors import MomentsOutOfOrderError
from indicators.exact import decimal_of
from indicators.observations import Observation
from indicators.periods import Period
from indicators.plan import Indicator, Plan, ReportingUnit
from indicators.revision import contributions, parts
from indicators.standing import IndicatorPoint
from services.groundwork.rollups import affected
from services.rights.actor import Actor
from services.rights.permission import Action, require


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's part in the change of a figure; None where it cannot be said (the figure is new, or gone)."""

    unit: ReportingUnit
    contribution: Decimal | None
    cells: tuple[ChangedFigure, ...]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of the city that is not what it was; `units` in the plan's order, their parts add up to `difference`."""

    indicator: Indicator
    before: IndicatorPoint
    after: IndicatorPoint
    units: tuple[UnitChange, ...]

    @property
    def period(self) -> Period:
        """The figure's period."""
        return self.after.period

    @property
    def difference(self) -> Decimal | None:
        """After − before; None where either is missing."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def appeared(self) -> bool:
        """Whether there was no figure before."""
        return self.before.value is None and self.after.value is not None

    @property
    def cells(self) -> tuple[ChangedFigure, ...]:
        """All cells behind the change."""
        return tuple(cell for unit in self.units for cell in unit.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from `since` to `until` (None: now), by indicator in the plan's order, the latest period first."""

    since: datetime
    until: datetime | None
    figures: tuple[FigureChange, ...]

    @property
    def revised(self) -> tuple[FigureChange, ...]:
        """Those that were there before."""
        return tuple(each for each in self.figures if not each.appeared)

    @property
    def appeared(self) -> tuple[FigureChange, ...]:
        """Those that were not."""
        return tuple(each for each in self.figures if each.appeared)


def compare_versions(
    database: Database,
    plan: Plan,
    actor: Actor,
    since: datetime,
    until: datetime | None = None,
    indicator: str | None = None,
    unit: str | None = None,
) -> Comparison:
    """The figures that changed, of one indicator or because of one unit's returns where told.

    Raises:
        MomentsOutOfOrderError: `until` is before `since`.
        UnknownIndicatorError, UnknownUnitError: the plan has no such indicator or unit.
    """
    require(database, actor, Action.VIEW_FIGURES)
    if until is not None and until < since:
        raise MomentsOutOfOrderError(since=since.isoformat(), until=until.isoformat())
    chosen = plan.indicators if indicator is None else (plan.indicator(indicator),)
    code = None if unit is None else plan.unit(unit).code
    variables = {each for one in chosen for each in (one.formula.numerator, one.formula.denominator) if each}
    with database.reading() as tx:
        changed = tx.revisions.changed(plan.head.id, since, until, variables)
        found = _figure_changes(tx, plan, chosen, changed, until)
    if code is not None:
        found = [each for each in found if any(part.unit.code == code for part in each.units)]
    order = [each.code for each in plan.indicators]
    found.sort(key=lambda each: each.period, reverse=True)
    found.sort(key=lambda each: order.index(each.indicator.code))
    return Comparison(since, until, tuple(found))


def _figure_changes(
    tx: Transaction,
    plan: Plan,
    chosen: Sequence[Indicator],
    changed: Sequence[ChangedFigure],
    until: datetime | None,
) -> list[FigureChange]:
    by_input: dict[tuple[str, Period], list[ChangedFigure]] = {}
    for cell in changed:
        by_input.setdefault((cell.seen.variable, cell.seen.period), []).append(cell)
    pairs = [pair for pair in affected(plan, by_input.keys()) if pair[0] in chosen]
    needed = {each for indicator, period in pairs for each in inputs(plan, indicator, period)}
    after = figures_of(tx.observations.values(plan.head.id, needed, as_of=until))
    before = _as_before(after, changed)
    found = (_figure_change(plan, indicator, period, before, after, by_input) for indicator, period in pairs)
    return [each for each in found if _differs(each)]


def _as_before(after: Figures, changed: Iterable[ChangedFigure]) -> Figures:
    """The figures before: those after, with what changed put back."""
    figures: dict[tuple[str, str, Period], Observation] = dict(after)
    for cell in changed:
        key = cell.seen.variable, cell.seen.unit, cell.seen.period
        if cell.before is None:
            figures.pop(key, None)
        else:
            figures[key] = cell.before.figure.observation
    return figures


def _figure_change(
    plan: Plan,
    indicator: Indicator,
    period: Period,
    before: Figures,
    after: Figures,
    by_input: Mapping[tuple[str, Period], Sequence[ChangedFigure]],
) -> FigureChange:
    old, new = point(plan, indicator, period, before), point(plan, indicator, period, after)
    shares = contributions(
        indicator, parts(plan, indicator, new.period, before), parts(plan, indicator, new.period, after)
    )
    known = old.value is not None and new.value is not None
    cells = [cell for each in inputs(plan, indicator, period) for cell in by_input.get(each, ())]
    moved = {cell.seen.unit for cell in cells}
    units = tuple(
        UnitChange(
            unit,
            decimal_of(shares.get(unit.code, Fraction(0))) if known else None,
            tuple(cell for cell in cells if cell.seen.unit == unit.code),
        )
        for unit in plan.units
        if unit.code in moved
    )
    return FigureChange(indicator, old, new, units)


def _differs(change: FigureChange) -> bool:
    old, new = change.before, change.after
    if old.value is None and new.value is None:
        return False
    return (old.numerator, old.denominator, old.missing, old.status) != (
        new.numerator,
        new.denominator,
        new.missing,
        new.status,
    )

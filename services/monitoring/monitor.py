"""What leaders see: all indicators against their targets at a period, and one indicator in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from db.database import Database, Transaction
from db.figure_records import IndicatorNote
from indicators.aggregation import Figures, Increment
from indicators.backtest import Backtest
from indicators.decomposition import GapShare, gap_shares
from indicators.inputs import has_paired_units, period_of
from indicators.outlook import Outlook
from indicators.paths import planned_path
from indicators.periods import Period, months_of
from indicators.plan import Indicator, Plan
from indicators.plan_scope import ScopeChange
from indicators.publication import DefaultPeriod, PartialMonth, default_period
from indicators.scope import break_between
from indicators.standing import IndicatorPoint, Standing
from indicators.unit_targets import OwnTargets, own_targets
from indicators.year_on_year import UNKNOWN, Growth
from services.groundwork.points import Points, points_of, read_points, series_of, standing_at, years_shown
from services.monitoring.growth import read_growth
from services.monitoring.indicator_notes import notes_of_year
from services.monitoring.outlooks import backtest_of, outlook_of
from services.monitoring.ratio_change import unit_pairs
from services.monitoring.revisions import Revision, revisions
from services.monitoring.submitted_figures import NOTHING_AWAITED, Awaiting, lay_over
from services.monitoring.unit_figures import (
    NetChange,
    UnitRow,
    months_of_flow,
    net_change,
    read_unit_figures,
    unit_rows,
)
from services.monitoring.units_behind import NOBODY, UnitsBehind, units_behind
from services.rights.actor import Actor
from services.rights.permission import Action, require


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One indicator: where it stands and is heading, its points of the plan year, the change in its last period."""

    standing: Standing
    series: tuple[IndicatorPoint, ...]
    change: Decimal | None
    outlook: Outlook
    behind: UnitsBehind = NOBODY


@dataclass(frozen=True, slots=True)
class Overview:
    """All indicators at a period, in the notice's order.

    `default_period` is the latest complete month (None while there is none); `partial` a later month
    that some units have reported; `periods` those with any figure, latest first; `sample` the name of
    the sample scenario, None for real data.
    """

    period: Period
    default_period: Period | None
    partial: PartialMonth | None
    periods: tuple[Period, ...]
    rows: tuple[OverviewRow, ...]
    sample: str | None
    awaiting: Awaiting = NOTHING_AWAITED


@dataclass(frozen=True, slots=True)
class IndicatorDetail:
    """One indicator in full; `months` are empty unless it is a flow, `net_change` None without a companion.

    `net_change` is the change of scope since the year before, where there is one. `gap` are the units'
    exact shares of actual minus target, empty unless the indicator is a ratio of the same units' figures;
    `targets` the units' own, where the plan gives any; `revisions` and `notes` those of the year's periods
    up to the one shown; `growth` is against last year, of the city and by unit code.
    """

    standing: Standing
    change: Decimal | None
    series: tuple[IndicatorPoint, ...]
    last_year: tuple[IndicatorPoint, ...]
    planned_path: tuple[tuple[Period, Decimal], ...]
    months: tuple[Increment, ...]
    units: tuple[UnitRow, ...]
    net_change: NetChange | ScopeChange | None
    sample: str | None
    outlook: Outlook
    backtest: Backtest
    gap: tuple[GapShare, ...]
    targets: OwnTargets | None
    revisions: tuple[Revision, ...]
    notes: tuple[IndicatorNote, ...]
    growth: Growth = UNKNOWN
    unit_growth: Mapping[str, Growth] = field(default_factory=dict)
    awaiting: Awaiting = NOTHING_AWAITED


def overview(
    database: Database,
    plan: Plan,
    actor: Actor,
    period: Period | None,
    today: date,
    as_of: datetime | None = None,
    *,
    submitted: bool = False,
) -> Overview:
    """All indicators at a period; without one, at the latest complete month (else the latest begun one).

    `submitted` counts in what waits for approval; `awaiting` tells which figures that touches. Which
    months are complete is told from what is approved all the same.
    """
    require(database, actor, Action.VIEW_FIGURES)
    if submitted:
        require(database, actor, Action.VIEW_SUBMITTED_FIGURES)
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
        shown = default_period(plan, points.values())
        points, awaiting = lay_over(tx, plan, points) if submitted else (points, NOTHING_AWAITED)
        at = period or _first_shown(plan, shown)
        standings = [standing_at(plan, indicator, points, at, today) for indicator in plan.indicators]
        behind = units_behind(tx, plan, standings, as_of)
        sample = tx.facts.get("sample")
    return Overview(
        period=at,
        default_period=shown.period,
        partial=shown.partial,
        periods=_periods_with_figures(plan, points),
        rows=tuple(_row(plan, each, points, behind) for each in standings),
        sample=sample,
        awaiting=awaiting,
    )


def indicator_detail(
    database: Database,
    plan: Plan,
    actor: Actor,
    code: str,
    period: Period,
    today: date,
    as_of: datetime | None = None,
    *,
    submitted: bool = False,
) -> IndicatorDetail:
    """One indicator at a period, with its year, last year, plan, months and reporting units.

    `submitted` counts in what waits for approval; revisions and notes are of what is approved.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    require(database, actor, Action.VIEW_FIGURES)
    if submitted:
        require(database, actor, Action.VIEW_SUBMITTED_FIGURES)
    indicator = plan.indicator(code)
    with database.reading() as tx:
        known = _read(tx, plan, indicator, period, as_of, submitted=submitted)
    return _detail(plan, indicator, standing_at(plan, indicator, known.points, period, today), known)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is read from the database about one indicator."""

    points: Points
    figures: Figures
    sample: str | None
    beside: tuple[tuple[Revision, ...], tuple[IndicatorNote, ...]]
    growth: tuple[Growth, Mapping[str, Growth]]
    awaiting: Awaiting


def _read(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None, *, submitted: bool
) -> _Known:
    points = read_points(tx, plan, years_shown(plan), as_of)
    points, awaiting = lay_over(tx, plan, points) if submitted else (points, NOTHING_AWAITED)
    return _Known(
        points=points,
        awaiting=awaiting,
        figures=read_unit_figures(tx, plan, indicator, period, as_of),
        sample=tx.facts.get("sample"),
        beside=_beside(tx, plan, indicator, period, as_of),
        growth=read_growth(tx, plan, indicator, period, as_of),
    )


def _detail(plan: Plan, indicator: Indicator, standing: Standing, known: _Known) -> IndicatorDetail:
    points, figures = known.points, known.figures
    units = unit_rows(plan, indicator, standing.point, figures)
    return IndicatorDetail(
        standing=standing,
        change=_change(plan, points, standing),
        series=series_of(points, indicator, plan.head.year),
        last_year=series_of(points, indicator, plan.head.year - 1),
        planned_path=planned_path(plan, indicator, points_of(points, indicator)),
        months=months_of_flow(plan, indicator, figures),
        units=units,
        net_change=net_change(plan, indicator, standing.period, figures),
        sample=known.sample,
        outlook=outlook_of(plan, standing, points),
        backtest=backtest_of(plan, standing, points),
        gap=_gap(plan, indicator, standing.period, figures),
        targets=own_targets(plan, indicator, {row.unit.code: row.value for row in units}),
        revisions=known.beside[0],
        notes=known.beside[1],
        growth=known.growth[0],
        unit_growth=known.growth[1],
        awaiting=known.awaiting,
    )


def _beside(
    tx: Transaction, plan: Plan, indicator: Indicator, period: Period, as_of: datetime | None
) -> tuple[tuple[Revision, ...], tuple[IndicatorNote, ...]]:
    """Revisions and notes of the year's periods up to the one shown."""
    at = period_of(indicator, period)
    revised = revisions(tx, plan, indicator, at.year, as_of)
    return (
        tuple(each for each in revised if not at < each.period),
        notes_of_year(tx, plan, indicator.code, at, as_of),
    )


def _gap(plan: Plan, indicator: Indicator, period: Period, figures: Figures) -> tuple[GapShare, ...]:
    if not has_paired_units(indicator):
        return ()
    return gap_shares(indicator, unit_pairs(plan, indicator, period, figures))


def _row(plan: Plan, standing: Standing, points: Points, behind: Mapping[str, UnitsBehind]) -> OverviewRow:
    indicator = standing.indicator
    return OverviewRow(
        standing=standing,
        series=series_of(points, indicator, standing.period.year),
        change=_change(plan, points, standing),
        outlook=outlook_of(plan, standing, points),
        behind=behind.get(indicator.code, NOBODY),
    )


def _change(plan: Plan, points: Points, standing: Standing) -> Decimal | None:
    """Value minus that of the period before in the same year.

    None where either is missing or incomplete, and where the scope has changed in between.
    """
    here = standing.point
    before = points.get((here.indicator, here.period.previous))
    if before is None or before.value is None or here.value is None or here.period.number == 1:
        return None
    if break_between(plan, standing.indicator, before.period, here.period) is not None:
        return None
    if (before.missing, before.expected) != (here.missing, here.expected):
        return None  # other units reported: the difference would say more about them than about time
    return here.value - before.value


def _first_shown(plan: Plan, shown: DefaultPeriod) -> Period:
    if shown.period is not None:
        return shown.period
    return shown.partial.period if shown.partial is not None else Period.month(plan.head.year, 1)


def _periods_with_figures(plan: Plan, points: Points) -> tuple[Period, ...]:
    """The months of the plan year for which any unit has an approved figure, latest first."""
    monthly = {period for (_, period), each in points.items() if each.reported and period in months_of(plan.head.year)}
    return tuple(sorted(monthly, reverse=True))

"""Outlooks and their back-tests, for screens, command line and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from indicators.backtest import Backtest, backtest
from indicators.outlook import Outlook, outlook
from indicators.periods import Period
from indicators.plan import Plan
from indicators.publication import default_period
from indicators.standing import Standing
from services.groundwork.points import Points, points_of, read_points, standing_at, years_shown
from services.rights.actor import Actor
from services.rights.permission import Action, require


@dataclass(frozen=True, slots=True)
class TriedOutlook:
    """An indicator's outlook beside how good outlooks have been."""

    standing: Standing
    outlook: Outlook
    backtest: Backtest


def tried_outlooks(
    database: Database, plan: Plan, actor: Actor, period: Period | None, today: date, as_of: datetime | None = None
) -> tuple[TriedOutlook, ...]:
    """Every indicator's outlook and back-test at a period; without one, at the latest complete month."""
    require(database, actor, Action.VIEW_FIGURES)
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
    at = period or default_period(plan, points.values()).period or Period.month(plan.head.year, 1)
    standings = [standing_at(plan, indicator, points, at, today) for indicator in plan.indicators]
    return tuple(
        TriedOutlook(each, outlook_of(plan, each, points), backtest_of(plan, each, points)) for each in standings
    )


def outlook_of(plan: Plan, standing: Standing, points: Points) -> Outlook:
    """The outlook from a standing, out of the points that were read."""
    return outlook(plan, standing, points_of(points, standing.indicator))


def backtest_of(plan: Plan, standing: Standing, points: Points) -> Backtest:
    """The trials before a standing, out of the points that were read."""
    return backtest(plan, standing.indicator, points_of(points, standing.indicator), standing.period)

"""What has changed since somebody last looked: figures that were corrected, statuses that turned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from db.database import Database
from db.figure_records import LastVisit
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from indicators.publication import default_period
from indicators.standing import IndicatorPoint, Standing
from services.groundwork.points import Points, read_points, standing_at
from services.rights.actor import Actor
from services.rights.permission import Action, require

A_VISIT_ENDS = timedelta(minutes=30)
"""Who looks again later than this after the last look has come anew."""

NOTED_EVERY = timedelta(minutes=5)
"""Who asks again sooner than this is told the same, and nothing is written."""


@dataclass(frozen=True, slots=True)
class MovedStatus:
    """An indicator that stands elsewhere than at the period that was shown then."""

    before: Standing
    now: Standing


@dataclass(frozen=True, slots=True)
class CorrectedFigure:
    """A period that was complete then and is now, with another value."""

    indicator: Indicator
    period: Period
    before: Decimal
    now: Decimal


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything since a visit; `before` is the latest complete month of then, `now` that of today."""

    since: datetime
    before: Period | None
    now: Period | None
    statuses: tuple[MovedStatus, ...]
    figures: tuple[CorrectedFigure, ...]


def begin_visit(database: Database, plan: Plan, actor: Actor, now: datetime) -> datetime | None:
    """Notes that the actor looks; gives the moment at which their visit before this one ended.

    A look within half an hour of the last one belongs to the same visit. None at the first visit.
    """
    require(database, actor, Action.VIEW_FIGURES)
    with database.reading() as tx:
        last = tx.last_visits.get(plan.head.id, actor.name)
    if last is not None and now < last.seen_at + NOTED_EVERY:
        return last.before_at
    before = None if last is None else last.before_at
    if last is not None and now > last.seen_at + A_VISIT_ENDS:
        before = last.seen_at
    with database.transaction() as tx:
        tx.last_visits.set(plan.head.id, actor.name, LastVisit(now, before))
    return before


def changes_since(database: Database, plan: Plan, actor: Actor, since: datetime, today: date) -> Changes:
    """What was approved after a moment, as far as it changed what was shown at that moment."""
    require(database, actor, Action.VIEW_FIGURES)
    years = (plan.head.year - 1, plan.head.year)
    with database.reading() as tx:
        then, now = read_points(tx, plan, years, since), read_points(tx, plan, years)
    before, after = (default_period(plan, points.values()).period for points in (then, now))
    on = since.astimezone(ZoneInfo(plan.head.time_zone)).date()
    return Changes(
        since=since,
        before=before,
        now=after,
        statuses=_turned(plan, (then, before, on), (now, after, today)),
        figures=_corrected(plan, then, now, before),
    )


_Known = tuple[Points, Period | None, date]
"""What was known, the month shown, and the day."""


def _turned(plan: Plan, then: _Known, now: _Known) -> tuple[MovedStatus, ...]:
    (points, period, on), (points_now, period_now, today) = then, now
    if period is None or period_now is None:
        return ()
    pairs = (
        MovedStatus(
            standing_at(plan, indicator, points, period, on),
            standing_at(plan, indicator, points_now, period_now, today),
        )
        for indicator in plan.indicators
    )
    return tuple(pair for pair in pairs if pair.before.status is not pair.now.status)


def _corrected(plan: Plan, then: Points, now: Points, shown: Period | None) -> tuple[CorrectedFigure, ...]:
    return tuple(
        CorrectedFigure(indicator, period, before.value, after.value)
        for indicator in plan.indicators
        for (code, period), before in sorted(then.items(), key=lambda item: item[0][1])
        if code == indicator.code and period.year == plan.head.year and (shown is None or not shown < period)
        for after in [now.get((code, period))]
        if after is not None and _complete(before) and _complete(after)
        if before.value is not None and after.value is not None and before.value != after.value
    )


def _complete(point: IndicatorPoint) -> bool:
    return point.reported == point.expected

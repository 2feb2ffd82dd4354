"""One reporting unit in full: its returns, its part in every indicator, what it explained, what it has to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.database import Database, Transaction
from db.records import CountedFigure
from db.review_records import Comment
from indicators.aggregation import Figures, Increment, increments, point
from indicators.inputs import expected_units, has_paired_units, period_of, periods_of_year
from indicators.periods import MONTHS_IN_YEAR, Frequency, Period
from indicators.plan import Form, Indicator, Plan, ReportingUnit
from indicators.progress import is_flow
from indicators.returns import ReturnState
from indicators.scope import unit_break
from indicators.standing import IndicatorPoint, Standing
from services.groundwork.points import read_points, standing_at, years_shown
from services.monitoring.unit_figures import UnitRow, read_unit_figures, unit_row, unit_rows
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require
from services.units.completeness import ReturnProgress, completeness
from services.units.remind import Reminder, reminder_of
from services.units.unit_returns import year_forms


@dataclass(frozen=True, slots=True)
class Contribution:
    """A unit's part in one indicator.

    `rank` is its place by value among the `ranked` units that reported (1 is the best; None where it
    did not report); `months` are its own monthly figures from January on: of a flow what each month
    added (a 1—2月 sum stands at February), else the level or ratio at the month's end; None is missing, or a month
    in which the scope changed.
    `target` is the unit's own one, where the plan gives it.
    """

    indicator: Indicator
    row: UnitRow
    rank: int | None
    ranked: int
    months: tuple[Decimal | None, ...]
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class OpenComment:
    """A comment on a return that is not approved."""

    progress: ReturnProgress
    comment: Comment


@dataclass(frozen=True, slots=True)
class UnitProfile:
    """Everything the unit's page shows.

    `leads` are the indicators for which the unit is responsible. `takes_part`: the actor may see why
    returns came back and what was written about them; else `comments` are empty.
    """

    unit: ReportingUnit
    period: Period
    returns: tuple[tuple[Form, tuple[ReturnProgress, ...]], ...]
    contributions: tuple[Contribution, ...]
    leads: tuple[Standing, ...]
    explained: tuple[CountedFigure, ...]
    to_do: Reminder
    comments: tuple[OpenComment, ...]
    takes_part: bool


def unit_profile(
    database: Database,
    plan: Plan,
    actor: Actor,
    unit_code: str,
    period: Period,
    today: date,
    as_of: datetime | None = None,
) -> UnitProfile:
    """The unit at a period of the plan year, as known at `as_of` (default: now).

    Raises:
        UnknownUnitError: the plan has no such unit.
        NotAllowedError: for who may not see this unit's returns.
    """
    unit = plan.unit(unit_code)
    require(database, actor, Action.VIEW_RETURNS, unit.code)
    forms = [form for form in year_forms(plan) if unit.kind in form.reported_by]
    returns = tuple((form, _row_of(database, plan, actor, form, unit, today, as_of)) for form in forms)
    takes_part = permits(actor, Action.COMMENT_ON_RETURN, unit.code)
    every = [each for _, row in returns for each in row]
    with database.reading() as tx:
        points = read_points(tx, plan, years_shown(plan), as_of)
        contributions = tuple(_contributions(tx, plan, unit, period, as_of))
        all_explained = tx.quality.explained(plan.head.id, {plan.head.year}, as_of)
        explained = [each for each in all_explained if each.key.unit == unit.code]
        comments = _comments(tx, every, as_of) if takes_part else ()
    own = [each for each in plan.indicators if each.lead == unit.code]
    return UnitProfile(
        unit=unit,
        period=period,
        returns=returns,
        contributions=contributions,
        leads=tuple(standing_at(plan, indicator, points, period, today) for indicator in own),
        explained=tuple(sorted(explained, key=lambda each: each.key.period, reverse=True)),
        to_do=reminder_of(unit, [each for each in every if each.key.period.previous.last_day < today], "", today),
        comments=comments,
        takes_part=takes_part,
    )


def _row_of(
    database: Database,
    plan: Plan,
    actor: Actor,
    form: Form,
    unit: ReportingUnit,
    today: date,
    as_of: datetime | None,
) -> tuple[ReturnProgress, ...]:
    shown = completeness(database, plan, actor, form.code, plan.head.year, today, as_of, unit=unit.code)
    return shown.rows[0][1] if shown.rows else ()


def _contributions(
    tx: Transaction, plan: Plan, unit: ReportingUnit, period: Period, as_of: datetime | None
) -> Sequence[Contribution]:
    found = []
    for indicator in plan.indicators:
        if indicator.frequency is not Frequency.MONTHLY or unit not in expected_units(plan, indicator):
            continue
        figures = read_unit_figures(tx, plan, indicator, period, as_of)
        here = point(plan, indicator, period_of(indicator, period), figures)
        rows = unit_rows(plan, indicator, here, figures)
        own = next(row for row in rows if row.unit == unit)
        values = [row.value for row in rows if row.value is not None]
        found.append(
            Contribution(
                indicator=indicator,
                row=own,
                rank=_rank(own.value, values, indicator.direction),
                ranked=len(values),
                months=_months(plan, indicator, unit, here, figures),
                target=next((each.value for each in indicator.unit_targets if each.unit == unit.code), None),
            )
        )
    return found


def _rank(own: Decimal | None, values: Sequence[Decimal], direction: int) -> int | None:
    """1 plus the number of better values: equal values share a place."""
    return None if own is None else 1 + sum(direction * (value - own) > 0 for value in values)


def _months(
    plan: Plan, indicator: Indicator, unit: ReportingUnit, here: IndicatorPoint, figures: Figures
) -> tuple[Decimal | None, ...]:
    months = [each for each in periods_of_year(Frequency.MONTHLY, here.period.year) if not here.period < each]
    if is_flow(plan, indicator) and not has_paired_units(indicator):
        added = increments(plan, indicator.formula.numerator, [unit.code], here.period.year, figures)
        by_month = {each.period: each.value for each in added if not _is_broken(plan, indicator, unit, each)}
        return tuple(by_month.get(month) for month in months)
    return tuple(unit_row(plan, indicator, unit, month, figures, None).value for month in months[:MONTHS_IN_YEAR])


def _is_broken(plan: Plan, indicator: Indicator, unit: ReportingUnit, added: Increment) -> bool:
    """Whether a year-to-date figure counts something else than the one it is subtracted from."""
    if added.starts == 1:
        return False
    return unit_break(plan, indicator, unit.code, added.period.previous, added.period) is not None


def _comments(tx: Transaction, returns: Sequence[ReturnProgress], as_of: datetime | None) -> tuple[OpenComment, ...]:
    """What was written (by then) about returns that are not approved yet, the newest first."""
    open_ = {each.submission.id: each for each in returns if each.submission and each.state is not ReturnState.APPROVED}
    found = tx.comments.of_submissions(set(open_), as_of)
    return tuple(OpenComment(open_[each.submission_id], each) for each in reversed(found))

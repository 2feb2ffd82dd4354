"""The approved name lists of a period: what became of their rows since an earlier one, gross and net side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.database import Database
from db.list_changes import ComparedLists
from indicators.list_changes import ListChange
from indicators.periods import Period
from indicators.plan import Form, Plan
from services.lists.list_flows import Flow, compared_lists, flow_of
from services.lists.list_year import YearChange, year_change
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """Which rows are asked for.

    `compared_with`: the earlier period (None: the last before). `unit`, `change`: only these. `search`: a part of a
    name, or a code. `page` counts from 0.
    """

    form: str
    period: Period
    compared_with: Period | None = None
    unit: str | None = None
    change: ListChange | None = None
    search: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class ListView:
    """The lists of a period in numbers; `lists` are those that were counted, so that their rows can be asked for."""

    form: Form
    period: Period
    earlier: tuple[Period, ...]
    compared_with: Period | None
    flows: tuple[Flow, ...]
    missing: tuple[str, ...]
    year: YearChange | None
    counted: Mapping[ListChange, int]
    lists: ComparedLists


def list_periods(
    database: Database, plan: Plan, actor: Actor, form: str, as_of: datetime | None = None
) -> tuple[Period, ...]:
    """The periods for which the actor may see an approved list, the latest first."""
    require(database, actor, Action.VIEW_LISTS)
    with database.reading() as tx:
        lists = tx.lists.current(plan.head.id, form, as_of=as_of)
    seen = {each.period for each in lists if permits(actor, Action.VIEW_LISTS, each.unit)}
    return tuple(sorted(seen, reverse=True))


def latest_complete(
    database: Database, plan: Plan, actor: Actor, form: str, as_of: datetime | None = None
) -> Period | None:
    """The latest period for which every unit's list is approved, of the units the actor may see."""
    require(database, actor, Action.VIEW_LISTS)
    expected = {unit.code for unit in plan.reporters(plan.list_form(form))}
    mine = {code for code in expected if permits(actor, Action.VIEW_LISTS, code)}
    with database.reading() as tx:
        lists = tx.lists.current(plan.head.id, form, as_of=as_of)
    have: dict[Period, set[str]] = {}
    for each in lists:
        have.setdefault(each.period, set()).add(each.unit)
    return max((period for period, units in have.items() if mine <= units), default=None)


def view_lists(
    database: Database, plan: Plan, actor: Actor, asked: ListQuestion, as_of: datetime | None = None
) -> ListView:
    """The lists of the units the actor may see, as they are approved (as known at `as_of`), in numbers.

    Raises:
        UnknownFormError: the plan has no such form, or it is no list.
        NotAllowedError: when the actor may see no lists, or not those of the unit asked for.
    """
    require(database, actor, Action.VIEW_LISTS, asked.unit)
    form = plan.list_form(asked.form)
    with database.reading() as tx:
        counting = tx.lists.current(plan.head.id, form.code, as_of=as_of)
        mine = units_shown(plan, actor, form, asked.unit)
        earlier = sorted({each.period for each in counting if each.period < asked.period and each.unit in mine})
        latest_first = tuple(reversed(earlier))
        against = asked.compared_with if asked.compared_with in earlier else next(iter(latest_first), None)
        lists = compared_lists(counting, form.listing_of, asked.period, against)
        shown = {unit: lists.now[unit] for unit in mine if unit in lists.now}
        flows = tuple(flow_of(tx, lists, unit) for unit in shown)
        return ListView(
            form=form,
            period=asked.period,
            earlier=latest_first,
            compared_with=against,
            flows=flows,
            missing=tuple(unit for unit in mine if unit not in shown),
            year=year_change(tx, plan, form.listing_of, asked.period, shown, as_of),
            counted={each: count for each in ListChange if (count := sum(flow.changes.get(each, 0) for flow in flows))},
            lists=lists,
        )


def units_shown(plan: Plan, actor: Actor, form: Form, unit: str | None) -> list[str]:
    """The units whose rows are shown, in the plan's order; to know a move, the others are looked into as well."""
    reporters = (each.code for each in plan.reporters(form))
    return [code for code in reporters if unit in {None, code} and permits(actor, Action.VIEW_LISTS, code)]

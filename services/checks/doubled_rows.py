"""Rows of a unit's name lists that other units list too: who has them, and who had them first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from db.database import Transaction
from db.list_records import SharedRow
from db.records import Submission
from indicators.plan import Form, Plan, ReportingUnit
from indicators.plan_lists import ListField
from indicators.returns import ReturnKey
from services.checks.listed_counts import list_forms, said, said_elsewhere

MOST_DOUBLED = 50
"""Of one list; more are counted and not shown."""


@dataclass(frozen=True, slots=True)
class Doubled:
    """A row that another unit's list of the same period has too; `first` listed it first, at `since`."""

    cell: str
    row: SharedRow
    unit: ReportingUnit
    first: ReportingUnit | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class ListBesides:
    """A list against the other units' lists; `found` None where the unit's own has not come; `count` all doubled."""

    form: Form
    found: tuple[Doubled, ...] | None
    count: int = 0


def lists_besides(tx: Transaction, plan: Plan, asked: Submission, as_of: datetime | None) -> tuple[ListBesides, ...]:
    """The return's own list, or the unit's lists that its figures are counted from."""
    variables = set(plan.form(asked.key.form).variables)
    wanted = [
        form
        for form in list_forms(plan)
        if form.code == asked.key.form or variables & {count.variable for count in form.listing_of.counts}
    ]
    return tuple(_one_list(tx, plan, form, asked, as_of) for form in wanted)


def _one_list(tx: Transaction, plan: Plan, form: Form, asked: Submission, as_of: datetime | None) -> ListBesides:
    key = ReturnKey(form.code, asked.key.unit, asked.key.period)
    own = asked if form.code == asked.key.form else said(tx, plan, key, as_of)
    if own is None:
        return ListBesides(form, None)
    others = {each.id: unit for unit, each in said_elsewhere(tx, plan, key, as_of).items()}
    by_name = ListField.NAME in form.listing_of.identity
    shared = tx.list_rows.shared(own.id, list(others), by_name=by_name)
    shown = shared[:MOST_DOUBLED]
    first = _first(tx, plan, form, {each.code for each in shown}, as_of)
    return ListBesides(
        form,
        tuple(
            Doubled(
                f"{form.listing_of.letter(ListField.CODE)}{row.row}",
                row,
                plan.unit(others[row.submission_id]),
                *first.get(row.code, (None, None)),
            )
            for row in shown
        ),
        len(shared),
    )


def _first(
    tx: Transaction, plan: Plan, form: Form, codes: set[str], as_of: datetime | None
) -> Mapping[str, tuple[ReportingUnit, datetime]]:
    """By code, whose list had it first, and since when."""
    known = (
        each for each in tx.lists.first_listed(plan.head.id, form.code, codes) if as_of is None or each.at <= as_of
    )
    latest_first = sorted(known, key=lambda each: each.at, reverse=True)
    return {
        each.code: (plan.unit(each.unit), each.at.astimezone(ZoneInfo(plan.head.time_zone))) for each in latest_first
    }

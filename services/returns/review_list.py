"""What a reviewer sees of a name list: how many rows of which kind, against the return, and what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from db.database import Transaction
from db.records import Submission
from indicators.list_changes import ListChange
from indicators.name_lists import NameList, listed_counts
from indicators.periods import Period
from indicators.plan import Form, Plan
from indicators.plan_lists import ListDescription, ListField
from indicators.problems import Problem
from services.checks.list_context import list_context
from services.checks.list_verdict import list_problems
from services.lists.list_flows import Flow, KnownRow, compared_lists, flow_of, known_rows

MOST_SHOWN = 100
"""A page must not draw thousands of rows; the list itself is the uploaded workbook."""


@dataclass(frozen=True, slots=True)
class CountedVariable:
    """A variable as the list gives it, and as the unit's return of the same period says (None: not there)."""

    code: str
    listed: Decimal
    reported: Decimal | None


@dataclass(frozen=True, slots=True)
class ReviewedList:
    """A list in short.

    `flow` and the first `MOST_SHOWN` rows of `changed` compare it with the unit's last approved list before it, of
    the period `compared_with` (None: there is none).
    """

    size: int
    kinds: tuple[tuple[str, int], ...]
    counts: tuple[CountedVariable, ...]
    compared_with: Period | None
    flow: Flow | None
    changed: tuple[KnownRow, ...]
    doubts: tuple[Problem, ...]


def reviewed_list(
    tx: Transaction, plan: Plan, form: Form, asked: Submission, today: date, as_of: datetime | None = None
) -> ReviewedList | None:
    """The list that a submission brought; None where it is another form's."""
    listed = tx.lists.of_submission(asked.id) if form.listing is not None else None
    if listed is None or form.listing is None:
        return None
    context = list_context(tx, plan, form, asked.key, listed, as_of)
    compared_with, flow, changed = _compared(tx, plan, form.listing, asked, as_of)
    counted = listed_counts(form.listing, listed, asked.key.period)
    return ReviewedList(
        size=len(listed),
        kinds=_kinds(form.listing, listed),
        counts=tuple(CountedVariable(code, value, context.reported.get(code)) for code, value in counted.items()),
        compared_with=compared_with,
        flow=flow,
        changed=tuple(changed),
        doubts=list_problems(tx, plan, form, asked.key.period, listed, context, today, as_of)[0],
    )


def _kinds(listing: ListDescription, listed: NameList) -> tuple[tuple[str, int], ...]:
    counted = Counter(listed.texts(ListField.KIND))
    return tuple((kind, counted[kind]) for kind in listing.kinds)


def _compared(
    tx: Transaction, plan: Plan, listing: ListDescription, asked: Submission, as_of: datetime | None
) -> tuple[Period | None, Flow | None, Sequence[KnownRow]]:
    unit, period = asked.key.unit, asked.key.period
    counting = tx.lists.current(plan.head.id, asked.key.form, as_of=as_of)
    before = [each.period for each in counting if each.unit == unit and each.period < period]
    if not before:
        return None, None, ()
    found = compared_lists(counting, listing, period, before[-1])
    lists = replace(found, now={**found.now, unit: asked.id})
    changed = set(ListChange) - {ListChange.KEPT}
    rows = tx.list_changes.rows(lists, unit, changed, count=MOST_SHOWN)
    return before[-1], flow_of(tx, lists, unit), known_rows(tx, lists, listing, period, rows)

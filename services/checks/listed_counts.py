"""What a unit's name lists say its figures should be; a list that has not come in says nothing."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from db.database import Transaction
from db.records import Submission
from indicators.name_lists import listed_counts as counts_of
from indicators.plan import Form, Plan
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.return_states import standing

STANDING = frozenset({ReturnState.SUBMITTED, ReturnState.APPROVED, ReturnState.REOPENED})
"""In these states a return says something: what was sent back, or is a draft, does not."""


def list_forms(plan: Plan) -> tuple[Form, ...]:
    """The plan's name lists."""
    return tuple(form for form in plan.forms if form.listing is not None)


def listed_counts(tx: Transaction, plan: Plan, key: ReturnKey, as_of: datetime | None = None) -> dict[str, Decimal]:
    """By variable, the counts from the unit's lists of the same period, as they stand (submitted or approved)."""
    found: dict[str, Decimal] = {}
    asked = set(plan.form(key.form).variables)
    for form in list_forms(plan):
        if form.listing is None or not asked & {count.variable for count in form.listing.counts}:
            continue
        stands = said(tx, plan, ReturnKey(form.code, key.unit, key.period), as_of)
        listed = tx.lists.of_submission(stands.id) if stands is not None else None
        if listed is not None:
            found |= counts_of(form.listing, listed, key.period)
    return found


def said(tx: Transaction, plan: Plan, key: ReturnKey, as_of: datetime | None = None) -> Submission | None:
    """The submission by which a return stands (stood), where it is submitted or approved."""
    stands = tx.submissions.standing(plan.head.id, key, as_of)
    return stands if stands is not None and stands.state in STANDING else None


def said_elsewhere(tx: Transaction, plan: Plan, key: ReturnKey, as_of: datetime | None = None) -> dict[str, Submission]:
    """By unit, the submissions by which the other units' returns of the same form and period stand (stood)."""
    histories: dict[str, list[Submission]] = {}
    for each in reversed(tx.submissions.listing(plan.head.id, form=key.form, periods=[key.period], as_of=as_of)):
        histories.setdefault(each.key.unit, []).append(each)
    stand = {unit: standing(history) for unit, history in histories.items() if unit != key.unit}
    return {unit: each for unit, each in stand.items() if each is not None and each.state in STANDING}

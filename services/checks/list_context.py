"""What a unit's name list is held against: other units' lists, its own last one, and its return's figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from db.database import Transaction
from indicators.list_checks import Elsewhere, ListContext
from indicators.name_lists import NameList, RowKey, row_keys
from indicators.observations import Basis
from indicators.plan import Form, Plan
from indicators.plan_lists import ListDescription, ListField
from indicators.returns import ReturnKey
from services.checks.listed_counts import said, said_elsewhere


def list_context(
    tx: Transaction, plan: Plan, form: Form, key: ReturnKey, listed: NameList, as_of: datetime | None = None
) -> ListContext:
    """Everything the checks of a list ask for, as it is known now (then)."""
    if form.listing is None:
        return ListContext()
    return ListContext(
        elsewhere=_elsewhere(tx, plan, form.listing, key, listed, as_of),
        before=_before(tx, plan, form.listing, key, as_of),
        reported=_reported(tx, plan, form.listing, key, as_of),
    )


def _elsewhere(
    tx: Transaction, plan: Plan, listing: ListDescription, key: ReturnKey, listed: NameList, as_of: datetime | None
) -> Mapping[RowKey, list[Elsewhere]]:
    others = said_elsewhere(tx, plan, key, as_of)
    mine = set(row_keys(listed, listing))
    found: dict[RowKey, list[str]] = {}
    codes: set[str] = set()
    listed_codes = {code for code in listed.texts(ListField.CODE) if code}
    for each in tx.lists.keys([submission.id for submission in others.values()], listed_codes):
        known = _key(listing, each.code, each.name_key)
        if known in mine:
            found.setdefault(known, []).append(next(u for u, s in others.items() if s.id == each.submission_id))
            codes.add(each.code)
    first = _first(tx, plan, key, codes, as_of)
    place = listing.identity.index(ListField.CODE) if ListField.CODE in listing.identity else 0
    return {
        known: [
            Elsewhere(plan.unit(unit).name, *first.get(known if isinstance(known, str) else known[place], ("", "")))
            for unit in units
        ]
        for known, units in found.items()
    }


def _key(listing: ListDescription, code: str, name_key: str) -> RowKey:
    parts = {ListField.CODE: code, ListField.NAME: name_key}
    key = tuple(parts[each] for each in listing.identity)
    return key[0] if len(key) == 1 else key


def _first(
    tx: Transaction, plan: Plan, key: ReturnKey, codes: set[str], as_of: datetime | None
) -> Mapping[str, tuple[str, str]]:
    """By code, the unit whose list had it first, and since when; a list not sent yet is later than all."""
    zone = ZoneInfo(plan.head.time_zone)
    known = (each for each in tx.lists.first_listed(plan.head.id, key.form, codes) if as_of is None or each.at <= as_of)
    found = sorted(known, key=lambda each: each.at, reverse=True)
    return {each.code: (plan.unit(each.unit).name, each.at.astimezone(zone).date().isoformat()) for each in found}


def _before(
    tx: Transaction, plan: Plan, listing: ListDescription, key: ReturnKey, as_of: datetime | None
) -> Mapping[RowKey, date]:
    """The dates in the unit's last approved list, by key."""
    if listing.renewed_kind is None:
        return {}
    lists = [each for each in tx.lists.current(plan.head.id, key.form, as_of=as_of) if each.unit == key.unit]
    earlier = [each for each in lists if each.period < key.period]
    before = tx.lists.of_submission(earlier[-1].submission_id) if earlier else None
    if before is None:
        return {}
    keys = row_keys(before, listing)
    return {known: day for known, day in zip(keys, before.days, strict=True) if day is not None}


def _reported(
    tx: Transaction, plan: Plan, listing: ListDescription, key: ReturnKey, as_of: datetime | None
) -> Mapping[str, Decimal]:
    """The figures of the unit's return for the same period that a list's counts are held against."""
    found: dict[str, Decimal] = {}
    for count in listing.counts:
        form = plan.form_of(count.variable, key.period.frequency)
        stands = said(tx, plan, ReturnKey(form.code, key.unit, key.period), as_of)
        figures = tx.observations.of_submission(stands.id) if stands is not None else []
        for figure in figures:
            seen = figure.observation
            if seen.variable == count.variable and seen.basis is Basis.CURRENT and seen.value is not None:
                found[count.variable] = seen.value
    return found

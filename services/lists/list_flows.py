"""What became of the rows of the lists that count, told by the database: no list is read to see some of its rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from db.database import Transaction
from db.list_changes import ComparedLists
from db.list_records import ChangeCount, ChangedRow, CurrentList
from indicators.list_changes import Changed, ListChange, Lists, changes
from indicators.name_lists import Entry, RowKey, entry_key, last_expired
from indicators.periods import Period
from indicators.plan_lists import ListDescription, ListField

LEAVES = frozenset({ListChange.EXPIRED, ListChange.LEFT, ListChange.MOVED_OUT})


@dataclass(frozen=True, slots=True)
class Flow:
    """How many rows a unit had before and has now, and how many of each change lie between.

    `before` is None where there is no earlier list to compare with; then there are no changes. `readmitted` are
    those of the renewed that had been out of the list: now = before + entered + readmitted − gone.
    """

    unit: str
    before: int | None
    now: int
    changes: Mapping[ListChange, int] = field(default_factory=dict)
    readmitted: int = 0

    @property
    def net(self) -> int | None:
        """Now − before."""
        return None if self.before is None else self.now - self.before


def compared_lists(
    lists: Sequence[CurrentList], listing: ListDescription, period: Period, before: Period | None
) -> ComparedLists:
    """The lists of two periods among those that count; `before` None: there is nothing to compare with."""

    def of(at: Period | None) -> dict[str, int]:
        return {each.unit: each.submission_id for each in lists if each.period == at}

    return ComparedLists(
        now=of(period),
        before=of(before) if before is not None else {},
        by_name=ListField.NAME in listing.identity,
        last=period.last_day,
        renewed_kind=listing.renewed_kind,
        expired=None if listing.valid_years is None else last_expired(period.last_day, listing.valid_years),
    )


def flow_of(tx: Transaction, lists: ComparedLists, unit: str) -> Flow:
    """What came and went in a unit's list."""
    counted = tx.list_changes.counted(lists, unit)
    changed: dict[ListChange, int] = {}
    for each in counted:
        if each.change is not None:
            changed[each.change] = changed.get(each.change, 0) + each.count
    readmitted = sum(each.count for each in counted if each.returns)
    return Flow(unit, _before(lists, unit, counted), _now(counted), changed, readmitted)


def _now(counted: Collection[ChangeCount]) -> int:
    return sum(each.count for each in counted if each.change not in LEAVES)


def _before(lists: ComparedLists, unit: str, counted: Collection[ChangeCount]) -> int | None:
    """The rows that were there: those that still are, renewed ones among them, and those that are gone."""
    if unit not in lists.before:
        return None
    stayed = LEAVES | {ListChange.KEPT, ListChange.RENEWED}
    return sum(each.count for each in counted if each.change in stayed and not each.returns)


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row with what became of it and where it stood before; `doubled`: the other units that have it too."""

    changed: ChangedRow
    before: Entry | None
    other: str | None
    doubled: tuple[str, ...]


def known_rows(
    tx: Transaction, lists: ComparedLists, listing: ListDescription, period: Period, rows: Sequence[ChangedRow]
) -> tuple[KnownRow, ...]:
    """Rows with where they came from or went to, and who else has them: looked up by their codes in all the lists."""
    codes = {row.entry.code for row in rows}
    now, before = _holders(tx, lists.now, listing, codes), _holders(tx, lists.before, listing, codes)
    found = {(each.unit, each.key): each for each in changes(listing, before, now, period)}
    return tuple(_known(row, listing, now, found) for row in rows)


def _known(
    row: ChangedRow, listing: ListDescription, now: Lists, found: Mapping[tuple[str, RowKey], Changed]
) -> KnownRow:
    key = entry_key(row.entry, listing)
    changed = found.get((row.unit, key))
    return KnownRow(
        row,
        changed.before if changed is not None else None,
        changed.other if changed is not None else None,
        tuple(unit for unit, entries in now.items() if key in entries and unit != row.unit),
    )


def _holders(
    tx: Transaction, lists: Mapping[str, int], listing: ListDescription, codes: Collection[str]
) -> dict[str, dict[RowKey, Entry]]:
    """The rows with these codes, by unit; a unit whose list has none of them is there all the same."""
    units = {number: unit for unit, number in lists.items()}
    found: dict[str, dict[RowKey, Entry]] = {unit: {} for unit in lists}
    for number, entry in tx.list_changes.with_codes(list(units), codes):
        found[units[number]][entry_key(entry, listing)] = entry
    return found

"""What became of a list's rows between two periods: new, renewed, moved, expired and left are kept apart.

A renewal is never new, and what moved to another district is neither new there nor lost here. Whatever
came and went adds up: rows now = rows before + those that entered − those that left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.name_lists import Entry, RowKey, is_valid
from indicators.periods import Period
from indicators.plan_lists import ListDescription


class ListChange(StrEnum):
    """What became of a row of one unit's list.

    NEW: in no list before, and certified for the first time. RENEWED: a certificate issued anew, whether the row
    stood in the list before or had been out of it. MOVED_IN, MOVED_OUT: in another unit's list before, now.
    DOUBLE: entered, while another unit that had it before still has it. EXPIRED: gone, and its certificate is not
    valid any more. LEFT: gone otherwise. KEPT: as before.
    """

    NEW = "new"
    RENEWED = "renewed"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    DOUBLE = "double"
    EXPIRED = "expired"
    LEFT = "left"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Changed:
    """A row and what became of it; `other` is the unit it moved from or to.

    `before` is None where it entered the list, `now` where it left it.
    """

    unit: str
    key: RowKey
    change: ListChange
    before: Entry | None
    now: Entry | None
    other: str | None = None


Rows = Mapping[RowKey, Entry]
Lists = Mapping[str, Rows]
"""By unit, each list's rows by key."""


def changes(description: ListDescription, before: Lists, now: Lists, period: Period) -> Iterator[Changed]:
    """What became of every row of the units that have both lists.

    Args:
        description: how the lists are made.
        before: the earlier lists.
        now: the later ones.
        period: of the later ones; certificates are judged at its end.
    """
    moves = _Moves(before, now)
    for unit in now:
        if unit in before:
            yield from _entered(description, unit, before[unit], now[unit], moves)
            yield from _gone(description, unit, before[unit], now[unit], moves, period)


class _Moves:
    """Who had a row before, and who has it now."""

    def __init__(self, before: Lists, now: Lists) -> None:
        self._before, self._now = before, now
        self._held, self._holds = _holders(before), _holders(now)

    def origin(self, key: RowKey) -> tuple[bool, str | None]:
        """Whether anybody had the row before, and of them one that has given it up."""
        holders = self._held.get(key, ())
        return bool(holders), next((unit for unit in holders if key not in self._now.get(unit, {})), None)

    def destination(self, key: RowKey) -> str | None:
        """One that has the row now and had it not before."""
        return next((unit for unit in self._holds.get(key, ()) if key not in self._before.get(unit, {})), None)


def _holders(lists: Lists) -> dict[RowKey, tuple[str, ...]]:
    found: dict[RowKey, tuple[str, ...]] = {}
    for unit, rows in lists.items():
        for key in rows:
            found[key] = (*found.get(key, ()), unit)
    return found


def _entered(description: ListDescription, unit: str, before: Rows, now: Rows, moves: _Moves) -> Iterator[Changed]:
    for key, entry in now.items():
        was = before.get(key)
        if was is not None:
            renewed = was.day is not None and entry.day is not None and was.day < entry.day
            yield Changed(unit, key, ListChange.RENEWED if renewed else ListChange.KEPT, was, entry)
            continue
        known, origin = moves.origin(key)
        if known:
            yield Changed(unit, key, ListChange.MOVED_IN if origin else ListChange.DOUBLE, None, entry, origin)
        else:
            renewed = description.renewed_kind is not None and entry.kind == description.renewed_kind
            yield Changed(unit, key, ListChange.RENEWED if renewed else ListChange.NEW, None, entry)


def _gone(
    description: ListDescription, unit: str, before: Rows, now: Rows, moves: _Moves, period: Period
) -> Iterator[Changed]:
    for key, was in before.items():
        if key in now:
            continue
        destination = moves.destination(key)
        if destination is not None:
            yield Changed(unit, key, ListChange.MOVED_OUT, was, None, destination)
        else:
            expired = was.day is not None and not is_valid(was.day, period.last_day, description.valid_years)
            yield Changed(unit, key, ListChange.EXPIRED if expired else ListChange.LEFT, was, None)

"""What became of lists' rows between two periods, told by the database: counted, and read a page at a time.

The rules are those of `indicators/list_changes.py`, written as conditions on rows; the tests hold the one
against the other. Each unit is asked about by itself, so that its two lists are all that is gone through.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.selectable import NamedFromClause

from db.list_records import ChangeCount, ChangedRow, Sought
from db.tables_lists import LIST_ENTRIES
from indicators.list_changes import ListChange
from indicators.name_lists import Entry

_KEPT = ListChange.KEPT.value
_READMITTED = "readmitted"
"""Renewed, and had been out of the list."""


@dataclass(frozen=True, slots=True)
class ComparedLists:
    """Two periods' lists, as submissions by unit; `by_name`: a row is known by code and name, else by its code.

    `renewed_kind` says of a row that it was certified anew; a row gone from the list has expired where it was issued
    by `expired` (None: never) or after `last`.
    """

    now: Mapping[str, int]
    before: Mapping[str, int]
    by_name: bool
    last: date
    renewed_kind: str | None = None
    expired: date | None = None


class ListChangeStore:
    """Tells what became of rows. `unit` always has a list now; where it has none before, nothing became of its rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counted(self, lists: ComparedLists, unit: str, search: Sought | None = None) -> list[ChangeCount]:
        """How many of a unit's rows of which change, None where there is nothing to compare with."""
        rows = _rows(lists, unit, search).subquery()
        query = select(rows.c.change, func.count()).group_by(rows.c.change)
        found = (tuple(row) for row in self._connection.execute(query))
        return [ChangeCount(_change(change), change == _READMITTED, count) for change, count in found]

    def rows(
        self,
        lists: ComparedLists,
        unit: str,
        changes: Collection[ListChange | None],
        search: Sought | None = None,
        *,
        start: int = 0,
        count: int,
    ) -> list[ChangedRow]:
        """Rows of a unit with one of the changes, in the order of the sheets (of those that are gone, the last one)."""
        rows = _rows(lists, unit, search).subquery()
        named = [each.value for each in changes if each is not None]
        chosen = rows.c.change.in_([*named, _READMITTED] if ListChange.RENEWED in changes else named)
        query = (
            select(rows)
            .where(or_(chosen, rows.c.change.is_(None)) if None in changes else chosen)
            .order_by(rows.c.row, rows.c.gone)
            .offset(start)
            .limit(count)
        )
        return [_row(unit, row) for row in self._connection.execute(query)]

    def with_codes(self, submission_ids: Collection[int], codes: Collection[str]) -> list[tuple[int, Entry]]:
        """The rows with one of the codes in these submissions' lists."""
        e = LIST_ENTRIES.c
        query = select(e.submission_id, *_columns(LIST_ENTRIES)).where(
            e.code.in_(codes), e.submission_id.in_(submission_ids)
        )
        return [(row.submission_id, _entry(row)) for row in self._connection.execute(query.order_by(e.row))]

    def dated(self, submission_id: int, *, after: date | None, until: date, kind: str | None) -> int:
        """How many rows of a list are dated after a day and until another, of all kinds or of one."""
        e = LIST_ENTRIES.c
        query = select(func.count()).where(
            e.submission_id == submission_id,
            e.day <= until,
            e.day > after if after is not None else true(),
            e.kind == kind if kind is not None else true(),
        )
        return int(self._connection.scalar(query) or 0)


def _rows(lists: ComparedLists, unit: str, search: Sought | None) -> Select[Any]:
    """A unit's rows now with their change, and those that are gone since."""
    now = LIST_ENTRIES.alias("now")
    before = lists.before.get(unit)
    here = [now.c.submission_id == lists.now[unit], *_known(lists, now), *_sought(now, search)]
    if before is None:
        return select(*_columns(now), null().label("change"), literal(0).label("gone")).where(*here)
    entered = _entered(lists, unit, before, now)
    standing = select(*_columns(now), entered.label("change"), literal(0).label("gone")).where(*here)
    was = LIST_ENTRIES.alias("was")
    left = (
        select(*_columns(was), _left(lists, unit, was).label("change"), literal(1).label("gone"))
        .where(was.c.submission_id == before, *_known(lists, was), *_sought(was, search))
        .where(~_held(lists, was, lists.now[unit]))
    )
    return select(union_all(standing, left).subquery())


def _entered(lists: ComparedLists, unit: str, before: int, now: NamedFromClause[Any]) -> ColumnElement[Any]:
    """What became of a row that stands in the list."""
    was = LIST_ENTRIES.alias("own_before")
    issued = (
        select(func.max(was.c.day))
        .where(was.c.submission_id == before, *_same(lists, was, now))
        .correlate(now)
        .scalar_subquery()
    )
    anew = now.c.kind == lists.renewed_kind if lists.renewed_kind is not None else literal(0) == 1
    others = {code: number for code, number in lists.before.items() if code != unit}
    held, given_up = (
        _elsewhere(lists, now, others, lists.now, name, only) for name, only in (("held", False), ("given", True))
    )
    return case(
        (issued >= now.c.day, _KEPT),
        (issued < now.c.day, ListChange.RENEWED.value),
        (_held(lists, now, before), _KEPT),
        (held, case((given_up, ListChange.MOVED_IN.value), else_=ListChange.DOUBLE.value)),
        (anew, _READMITTED),
        else_=ListChange.NEW.value,
    )


def _left(lists: ComparedLists, unit: str, was: NamedFromClause[Any]) -> ColumnElement[Any]:
    """What became of a row that is gone from the list."""
    others = {code: number for code, number in lists.now.items() if code != unit}
    over = was.c.day > lists.last
    if lists.expired is not None:
        over = or_(over, was.c.day <= lists.expired)
    return case(
        (_elsewhere(lists, was, others, lists.before, "taken", True), ListChange.MOVED_OUT.value),
        (over, ListChange.EXPIRED.value),
        else_=ListChange.LEFT.value,
    )


def _elsewhere(
    lists: ComparedLists,
    row: NamedFromClause[Any],
    units: Mapping[str, int],
    others: Mapping[str, int],
    name: str,
    only: bool,
) -> ColumnElement[bool]:
    """Whether another unit's list has the row; `only`: one whose list among the `others` has it not."""
    if not units:
        return literal(0) == 1
    there, beside = LIST_ENTRIES.alias(name), LIST_ENTRIES.alias(f"{name}_beside")
    conditions = [there.c.submission_id.in_(units.values()), *_same(lists, there, row)]
    pairs = {number: others[code] for code, number in units.items() if code in others}
    if only and pairs:
        counterpart = case(pairs, value=there.c.submission_id)
        conditions.append(
            ~exists(select(beside.c.row).where(beside.c.submission_id == counterpart, *_same(lists, beside, there)))
        )
    return exists(select(there.c.row).where(*conditions))


def _held(lists: ComparedLists, row: NamedFromClause[Any], submission_id: int) -> ColumnElement[bool]:
    """Whether a submission's list has the row."""
    other = LIST_ENTRIES.alias(f"{row.name}_in_{submission_id}")
    return exists(select(other.c.row).where(other.c.submission_id == submission_id, *_same(lists, other, row)))


def _same(lists: ComparedLists, one: NamedFromClause[Any], other: NamedFromClause[Any]) -> list[ColumnElement[bool]]:
    same = [one.c.code == other.c.code]
    return [*same, one.c.name_key == other.c.name_key] if lists.by_name else same


def _known(lists: ComparedLists, row: NamedFromClause[Any]) -> list[ColumnElement[bool]]:
    known = [row.c.code != ""]
    return [*known, row.c.name_key != ""] if lists.by_name else known


def _sought(row: NamedFromClause[Any], search: Sought | None) -> list[ColumnElement[bool]]:
    if search is None:
        return []
    name, code = search.name_key, search.code
    return [or_(row.c.name_key.contains(name, autoescape=True), row.c.code.contains(code, autoescape=True))]


def _columns(row: FromClause) -> list[ColumnElement[Any]]:
    return [row.c[name] for name in ("row", "name", "code", "certificate", "day", "kind", "host")]


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.row, row.name, row.code, row.certificate, row.day, row.kind, row.host)


def _row(unit: str, row: Row[Any]) -> ChangedRow:
    return ChangedRow(unit, _change(row.change), _entry(row), bool(row.gone))


def _change(value: str | None) -> ListChange | None:
    if value is None:
        return None
    return ListChange.RENEWED if value == _READMITTED else ListChange(value)

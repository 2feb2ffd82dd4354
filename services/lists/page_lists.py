"""The rows of the approved lists of a period, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.database import Database, Transaction
from db.list_changes import ComparedLists
from db.list_records import ChangedRow, Sought
from indicators.firm_names import code_key, name_key
from indicators.list_changes import ListChange
from indicators.name_lists import Entry, years_later
from indicators.plan import Plan
from indicators.plan_lists import ListDescription
from services.lists.list_flows import Flow, KnownRow, known_rows
from services.lists.view_lists import ListQuestion, ListView, units_shown
from services.rights.actor import Actor
from services.rights.permission import Action, require

ROWS_OF_A_PAGE = 50

ROWS_AT_ONCE = 2_000
"""The size of a page for who reads all of them, into a file."""

_UNCHANGED: frozenset[ListChange | None] = frozenset({None, ListChange.KEPT})
_CHANGED: frozenset[ListChange | None] = frozenset(ListChange) - _UNCHANGED


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row and what became of it; `change` None where there is no earlier list to compare with.

    `expires`: the first day on which the certificate is not valid any more. `doubled`: the other units whose lists of
    this period have it too.
    """

    unit: str
    entry: Entry
    change: ListChange | None
    other: str | None
    expires: date | None
    doubled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the `total` rows that were asked for."""

    rows: tuple[ListedRow, ...]
    total: int


def list_page(
    database: Database,
    plan: Plan,
    actor: Actor,
    asked: ListQuestion,
    view: ListView,
    size: int = ROWS_OF_A_PAGE,
) -> ListPage:
    """One page of the rows behind a view; what changed stands before what did not: that is what one looks for.

    Raises:
        NotAllowedError: as `view_lists`.
    """
    require(database, actor, Action.VIEW_LISTS, asked.unit)
    mine = [unit for unit in units_shown(plan, actor, view.form, asked.unit) if unit in view.lists.now]
    listing = view.form.listing_of
    with database.reading() as tx:
        sections = list(_sections(tx, view, mine, asked))
        rows = _rows(tx, view.lists, sections, asked, size)
        known = known_rows(tx, view.lists, listing, view.period, rows)
    return ListPage(tuple(_listed(each, listing) for each in known), sum(each.size for each in sections))


@dataclass(frozen=True, slots=True)
class _Section:
    """Some of a unit's rows that stand together: those that changed, or those that did not."""

    unit: str
    changes: frozenset[ListChange | None]
    size: int


def _sections(tx: Transaction, view: ListView, units: Sequence[str], asked: ListQuestion) -> Iterator[_Section]:
    """The rows asked for, in the order they are shown."""
    sought = _sought(asked)
    flows = {flow.unit: flow for flow in view.flows}
    sizes = {
        unit: _sizes_of(flows[unit]) if sought is None and unit in flows else _sizes(tx, view.lists, unit, sought)
        for unit in units
    }
    for kinds in (_CHANGED, _UNCHANGED):
        wanted = kinds if asked.change is None else kinds & {asked.change}
        for unit in units:
            size = sum(sizes[unit].get(each, 0) for each in wanted)
            if size:
                yield _Section(unit, frozenset(wanted), size)


def _sizes_of(flow: Flow) -> Mapping[ListChange | None, int]:
    return {None: flow.now} if flow.before is None else dict(flow.changes.items())


def _sizes(tx: Transaction, lists: ComparedLists, unit: str, sought: Sought | None) -> Mapping[ListChange | None, int]:
    found: dict[ListChange | None, int] = {}
    for each in tx.list_changes.counted(lists, unit, sought):
        found[each.change] = found.get(each.change, 0) + each.count
    return found


def _sought(asked: ListQuestion) -> Sought | None:
    return Sought(name_key(asked.search), code_key(asked.search)) if asked.search.strip() else None


def _rows(
    tx: Transaction, lists: ComparedLists, sections: Iterable[_Section], asked: ListQuestion, size: int
) -> list[ChangedRow]:
    """The rows of the page, out of the sections that it touches."""
    skipped, rows = asked.page * size, list[ChangedRow]()
    for each in sections:
        if skipped >= each.size:
            skipped -= each.size
            continue
        missing = size - len(rows)
        if not missing:
            break
        rows += tx.list_changes.rows(lists, each.unit, each.changes, _sought(asked), start=skipped, count=missing)
        skipped = 0
    return rows


def _listed(row: KnownRow, listing: ListDescription) -> ListedRow:
    entry, years = row.changed.entry, listing.valid_years
    expires = years_later(entry.day, years) if entry.day is not None and years is not None else None
    return ListedRow(row.changed.unit, entry, row.changed.change, row.other, expires, row.doubled)

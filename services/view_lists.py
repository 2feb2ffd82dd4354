"""The approved name lists of a period: what became of their rows since an earlier one, gross and net side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from db.database import Database, Transaction
from db.list_records import CurrentList
from indicators.aggregation import figures_of
from indicators.firm_names import code_key, name_key
from indicators.list_changes import Changed, ListChange, Lists
from indicators.name_lists import Entry, counted_entries, years_later
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Form, Plan
from indicators.plan_lists import ListCount, ListDescription
from services.actor import Actor
from services.list_flows import Flow, flows, read_lists
from services.permission import Action, permits, require

ROWS_OF_A_PAGE = 50


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
class YearChange:
    """A year's change gross and net, of the units in both: newly certified since January, and the stock's change."""

    gross: Decimal
    gross_variable: str
    net: Decimal | None
    net_variable: str | None
    since: Period


@dataclass(frozen=True, slots=True)
class ListView:
    """What the page of lists shows; `rows` are one page of `total`."""

    form: Form
    period: Period
    earlier: tuple[Period, ...]
    compared_with: Period | None
    flows: tuple[Flow, ...]
    missing: tuple[str, ...]
    year: YearChange | None
    counted: Mapping[ListChange, int]
    rows: tuple[ListedRow, ...]
    total: int


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
    """The lists of the units the actor may see, as they are approved (as known at `as_of`).

    Raises:
        UnknownFormError: the plan has no such form, or it is no list.
        NotAllowedError: when the actor may see no lists, or not those of the unit asked for.
    """
    require(database, actor, Action.VIEW_LISTS, asked.unit)
    form = plan.list_form(asked.form)
    with database.reading() as tx:
        return _Viewing(tx, plan, actor, form, form.listing_of, as_of).view(asked)


@dataclass(frozen=True, slots=True)
class _Viewing:
    tx: Transaction
    plan: Plan
    actor: Actor
    form: Form
    listing: ListDescription
    as_of: datetime | None

    def view(self, asked: ListQuestion) -> ListView:
        lists = self.tx.lists.current(self.plan.head.id, self.form.code, as_of=self.as_of)
        mine = self._mine(asked.unit)
        earlier = tuple(
            sorted({each.period for each in lists if each.period < asked.period and each.unit in mine}, reverse=True)
        )
        against = asked.compared_with if asked.compared_with in earlier else next(iter(earlier), None)
        now, before = self._read(lists, asked.period), self._read(lists, against) if against else {}
        found, changed = flows(self.listing, before, now, asked.period)
        rows = [row for row in self._rows(changed, now, before) if row.unit in mine]
        counted: dict[ListChange, int] = {}
        for row in rows:
            if row.change is not None:
                counted[row.change] = counted.get(row.change, 0) + 1
        chosen = [row for row in rows if _fits(row, asked)]
        start = asked.page * ROWS_OF_A_PAGE
        return ListView(
            form=self.form,
            period=asked.period,
            earlier=earlier,
            compared_with=against,
            flows=tuple(sorted((flow for flow in found if flow.unit in mine), key=lambda flow: mine.index(flow.unit))),
            missing=tuple(unit for unit in mine if unit not in now),
            year=self._year(asked.period, {unit: rows for unit, rows in now.items() if unit in mine}),
            counted=counted,
            rows=tuple(chosen[start : start + ROWS_OF_A_PAGE]),
            total=len(chosen),
        )

    def _mine(self, unit: str | None) -> list[str]:
        """The units whose rows are shown, in the plan's order; to know a move, the others are read as well."""
        reporters = (each.code for each in self.plan.reporters(self.form))
        return [code for code in reporters if unit in {None, code} and permits(self.actor, Action.VIEW_LISTS, code)]

    def _read(self, lists: Sequence[CurrentList], period: Period) -> Lists:
        of_period = {each.unit: each.submission_id for each in lists if each.period == period}
        return read_lists(self.tx, self.listing, of_period)

    def _rows(self, changed: Sequence[Changed], now: Lists, before: Lists) -> list[ListedRow]:
        holders: dict[object, list[str]] = {}
        for unit, rows in now.items():
            for key in rows:
                holders.setdefault(key, []).append(unit)
        compared = [
            self._row(each.unit, each.now or each.before, each.change, each.other, holders.get(each.key, []))
            for each in changed
        ]
        alone = [
            self._row(unit, entry, None, None, holders[key])
            for unit, rows in now.items()
            if unit not in before
            for key, entry in rows.items()
        ]
        order = {unit.code: place for place, unit in enumerate(self.plan.units)}
        # What changed stands before what did not: that is what one looks for.
        return sorted(
            (row for row in (*compared, *alone) if row is not None),
            key=lambda row: (row.change in {None, ListChange.KEPT}, order[row.unit], row.entry.row),
        )

    def _row(
        self, unit: str, entry: Entry | None, change: ListChange | None, other: str | None, holders: Sequence[str]
    ) -> ListedRow | None:
        if entry is None:
            return None
        years = self.listing.valid_years
        expires = years_later(entry.day, years) if entry.day is not None and years is not None else None
        return ListedRow(unit, entry, change, other, expires, tuple(each for each in holders if each != unit))

    def _year(self, period: Period, now: Lists) -> YearChange | None:
        """Gross from the lists; net from them and the stock approved for the end of the year before."""
        gross = next((count for count in self.listing.counts if count.within == "year"), None)
        stock = next((count for count in self.listing.counts if count.within == "validity"), None)
        if gross is None or not now:
            return None
        since = Period.month(period.year - 1, MONTHS_IN_YEAR)
        return YearChange(
            gross=sum(
                (counted_entries(gross, self.listing, rows.values(), period) for rows in now.values()), Decimal(0)
            ),
            gross_variable=gross.variable,
            net=self._net(stock, now, period, since) if stock else None,
            net_variable=stock.variable if stock else None,
            since=since,
        )

    def _net(self, stock: ListCount, now: Lists, period: Period, since: Period) -> Decimal | None:
        wanted = self.tx.observations.values(self.plan.head.id, {(stock.variable, since)}, as_of=self.as_of)
        known = {unit: figure.value for (_, unit, _), figure in figures_of(wanted).items() if figure.value is not None}
        if not all(unit in known for unit in now):
            return None
        return sum(
            (counted_entries(stock, self.listing, rows.values(), period) - known[unit] for unit, rows in now.items()),
            Decimal(0),
        )


def _fits(row: ListedRow, asked: ListQuestion) -> bool:
    if asked.change is not None and row.change is not asked.change:
        return False
    if not asked.search.strip():
        return True
    return name_key(asked.search) in name_key(row.entry.name) or code_key(asked.search) in row.entry.code

"""A year's change in name lists, gross and net side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from db.database import Transaction
from indicators.aggregation import figures_of
from indicators.name_lists import last_expired
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Plan
from indicators.plan_lists import ListCount, ListDescription
from indicators.plan_scope import ScopeChange
from indicators.scope import figure_break


@dataclass(frozen=True, slots=True)
class YearChange:
    """A year's change gross and net, of the units in both: newly certified since January, and the stock's change.

    `net` is None where the stock before is not known, or counted something else: then `refused` is the change of scope.
    """

    gross: Decimal
    gross_variable: str
    net: Decimal | None
    net_variable: str | None
    since: Period
    refused: ScopeChange | None = None


def year_change(
    tx: Transaction,
    plan: Plan,
    listing: ListDescription,
    period: Period,
    now: Mapping[str, int],
    as_of: datetime | None,
) -> YearChange | None:
    """Gross from the lists; net from them and the stock approved for the end of the year before."""
    gross = next((count for count in listing.counts if count.within == "year"), None)
    stock = next((count for count in listing.counts if count.within == "validity"), None)
    if gross is None or not now:
        return None
    since = Period.month(period.year - 1, MONTHS_IN_YEAR)
    newly = sum(
        tx.list_changes.dated(each, after=since.last_day, until=period.last_day, kind=gross.kind)
        for each in now.values()
    )
    change = YearChange(Decimal(newly), gross.variable, None, None, since)
    if stock is None:
        return change
    broken = (figure_break(plan, stock.variable, unit, since, period) for unit in now)
    refused = next((each for each in broken if each is not None), None)
    net = _net(tx, plan, listing, stock, now, period, since, as_of) if refused is None else None
    return replace(change, net=net, net_variable=stock.variable, refused=refused)


def _net(
    tx: Transaction,
    plan: Plan,
    listing: ListDescription,
    stock: ListCount,
    now: Mapping[str, int],
    period: Period,
    since: Period,
    as_of: datetime | None,
) -> Decimal | None:
    wanted = tx.observations.values(plan.head.id, {(stock.variable, since)}, as_of=as_of)
    known = {unit: figure.value for (_, unit, _), figure in figures_of(wanted).items() if figure.value is not None}
    if not all(unit in known for unit in now):
        return None
    last = period.last_day
    after = last_expired(last, listing.valid_years) if listing.valid_years is not None else None
    return sum(
        (
            tx.list_changes.dated(each, after=after, until=last, kind=stock.kind) - known[unit]
            for unit, each in now.items()
        ),
        Decimal(0),
    )

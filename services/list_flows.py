"""Reads the lists of two periods, and what became of their rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from db.database import Transaction
from indicators.list_changes import Changed, ListChange, Lists, changes, rows_of
from indicators.periods import Period
from indicators.plan_lists import ListDescription

ENTERS = frozenset({ListChange.NEW, ListChange.MOVED_IN, ListChange.DOUBLE})
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


def read_lists(tx: Transaction, description: ListDescription, submissions: Mapping[str, int]) -> Lists:
    """By unit, the rows of the list that a submission brought."""
    found = {unit: tx.lists.of_submission(number) for unit, number in submissions.items()}
    return {unit: rows_of(listed, description) for unit, listed in found.items() if listed is not None}


def flows(
    description: ListDescription, before: Lists, now: Lists, period: Period
) -> tuple[tuple[Flow, ...], Sequence[Changed]]:
    """Each unit's flow, in the order of `now`, and every row of the units that have both lists."""
    changed = list(changes(description, before, now, period))
    counted: dict[str, Counter[ListChange]] = {unit: Counter() for unit in now}
    readmitted: Counter[str] = Counter()
    for each in changed:
        counted[each.unit][each.change] += 1
        readmitted[each.unit] += each.change is ListChange.RENEWED and each.before is None
    return tuple(
        Flow(unit, len(before[unit]) if unit in before else None, len(rows), counted[unit], readmitted[unit])
        for unit, rows in now.items()
    ), changed

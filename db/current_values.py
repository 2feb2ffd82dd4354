"""The current-value index: for every figure, the submission that gives it now.

The figure of the return approved last wins, among the submissions that count. The index is kept in
the transaction of the approval, follows from the permanent tables alone, and can be rebuilt and
compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    union,
)

from db.in_force import APPROVAL, SUBMISSION, approvals_among, approvals_of, counts
from db.records import CurrentValue
from db.tables import CURRENT_VALUES, OBSERVATIONS
from indicators.observations import Basis

FIGURE = ("variable", "period", "basis", "unit")
_Giver = tuple[str, str, int]
"""Basis, unit and submission, of a variable and period that are known."""

_COLUMNS = ("plan", *FIGURE, "submission_id")


def _figures_of(submission_ids: Collection[int]) -> Select[Any]:
    """The figures that any of the submissions gives."""
    given = OBSERVATIONS.alias("given")
    return select(*(given.c[part] for part in FIGURE)).where(given.c.submission_id.in_(submission_ids)).distinct()


def _rivals_of(submission_ids: Collection[int]) -> Select[Any]:
    """All submissions that give a figure that any of these gives, they themselves among them."""
    given, rival = OBSERVATIONS.alias("given"), OBSERVATIONS.alias("rival")
    same = and_(*(given.c[part] == rival.c[part] for part in FIGURE))
    query = select(rival.c.submission_id).join_from(given, rival, same)
    return query.where(given.c.submission_id.in_(submission_ids)).distinct()


def _winners(plan_id: str, only: ColumnElement[bool] | None = None) -> Select[Any]:
    """Rows of the index as they follow from observations and approvals."""
    figure = [OBSERVATIONS.c[part] for part in FIGURE]
    place = func.row_number().over(partition_by=figure, order_by=APPROVAL.c.sequence.desc()).label("place")
    ranked = select(SUBMISSION.c.plan, *figure, OBSERVATIONS.c.submission_id, place).where(
        OBSERVATIONS.c.submission_id == SUBMISSION.c.id, counts(plan_id)
    )
    if only is not None:
        ranked = ranked.where(only)
    found = ranked.subquery()
    return select(*(found.c[name] for name in _COLUMNS)).where(found.c.place == 1)


def _among(table: Table, figures: Select[Any]) -> ColumnElement[bool]:
    return tuple_(*(table.c[part] for part in FIGURE)).in_(figures)


def _entries(plan_id: str, figures: Select[Any]) -> tuple[ColumnElement[bool], ...]:
    return CURRENT_VALUES.c.plan == plan_id, _among(CURRENT_VALUES, figures)


class CurrentValueIndex:
    """Keeps and checks the index; the observations' store reads it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def refresh(self, plan_id: str, submission_ids: Collection[int]) -> None:
        """Decides anew every figure that any of the submissions gives."""
        figures = _figures_of(submission_ids)
        self._connection.execute(delete(CURRENT_VALUES).where(*_entries(plan_id, figures)))
        rivals = set(self._connection.scalars(_rivals_of(submission_ids)))
        counting = SUBMISSION.c.id.in_(approvals_among(self._connection, plan_id, rivals))
        self._store(_winners(plan_id, and_(counting, _among(OBSERVATIONS, figures))))

    def approved_last(self, plan_id: str, submission_id: int, replaced: Collection[int]) -> None:
        """A submission has just been approved, and so gives all its figures now.

        Only those that it leaves out, and that the `replaced` submissions of its return gave, are to be decided anew.
        """
        given, own = _figures_of([submission_id]), OBSERVATIONS.c
        self._connection.execute(delete(CURRENT_VALUES).where(*_entries(plan_id, given)))
        rows = select(literal(plan_id), *(own[part] for part in FIGURE), own.submission_id)
        self._store(rows.where(own.submission_id == submission_id))
        left_out = select(own.variable).where(own.submission_id.in_(replaced), ~_among(OBSERVATIONS, given))
        if self._connection.execute(left_out.limit(1)).first() is not None:
            self.refresh(plan_id, replaced)

    def rebuild(self, plan_id: str) -> None:
        """Throws the plan's index away and makes it again from the permanent tables."""
        self._connection.execute(delete(CURRENT_VALUES).where(CURRENT_VALUES.c.plan == plan_id))
        self._store(_winners(plan_id))

    def differences(self, plan_id: str) -> set[CurrentValue]:
        """Entries that are in the index but do not follow from the permanent tables, or the reverse.

        Computed another way than the index is made, one variable and period at a time, so that it
        needs little memory at any size.
        """
        approvals = approvals_of(self._connection, plan_id)
        o, c = OBSERVATIONS.c, CURRENT_VALUES.c
        parts = union(select(o.variable, o.period), select(c.variable, c.period).where(c.plan == plan_id))
        found: set[CurrentValue] = set()
        for part in self._connection.execute(parts).all():
            kept = self._givers(CURRENT_VALUES, c.plan == plan_id, c.variable == part.variable, c.period == part.period)
            given = self._givers(OBSERVATIONS, o.variable == part.variable, o.period == part.period)
            for basis, unit, submission_id in set(kept) ^ _due(given, approvals):
                found.add(CurrentValue(part.variable, part.period, Basis(basis), unit, submission_id))
        return found

    def _givers(self, table: Table, *conditions: ColumnElement[bool]) -> list[_Giver]:
        query = select(table.c.basis, table.c.unit, table.c.submission_id).where(*conditions)
        return [(basis, unit, submission_id) for basis, unit, submission_id in self._connection.execute(query)]

    def _store(self, rows: Select[Any]) -> None:
        self._connection.execute(insert(CURRENT_VALUES).from_select(_COLUMNS, rows))


def _due(given: Iterable[_Giver], approvals: Mapping[int, int]) -> set[_Giver]:
    """Of the submissions that count and give a figure, the one approved last."""
    best: dict[tuple[str, str], _Giver] = {}
    for giver in given:
        basis, unit, submission_id = giver
        if submission_id not in approvals:
            continue
        leader = best.setdefault((basis, unit), giver)
        if approvals[leader[2]] < approvals[submission_id]:
            best[basis, unit] = giver
    return set(best.values())

"""Which submission of a return counts, now or at a point in the sequence of events.

A submission counts when its last event is an approval and no other submission of the same return
was approved later. Reopening is passed over: what was approved feeds the figures until its
correction is approved. Written as conditions on single rows, so that a query pays for the rows it
touches, not for all there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select
from sqlalchemy.sql.selectable import FromClause, NamedFromClause

from db.tables import SUBMISSION_EVENTS, SUBMISSIONS
from indicators.returns import ReturnState

SUBMISSION = SUBMISSIONS.alias("in_force")
APPROVAL = SUBMISSION_EVENTS.alias("approval")
_OTHER, _OTHER_APPROVAL = SUBMISSIONS.alias("other"), SUBMISSION_EVENTS.alias("other_approval")

MOST_VALUES = 5_000
"""How many values a statement is given at most; SQLite takes 32,766."""

OUT_OF_ORDER = 1_000
"""So many events at most may stand between two whose clocks are in the other order than they."""

_Value = TypeVar("_Value", int, str)
RETURN = ("plan", "form", "unit", "period")
"""The columns that together name a return."""


def sequence_at(connection: Connection, as_of: datetime | None) -> int | None:
    """The number of the last event recorded by a moment (0: none yet); None for no moment.

    All events up to that number count as known then, also one whose clock was ahead: the order is
    that of the sequence, not of the clocks. Sought from the event with the latest clock onwards, past events
    that were written later with an earlier clock, as long as each is within OUT_OF_ORDER events of the one before
    (decision 0040): one look-up and a few rows, however long the history.
    """
    if as_of is None:
        return None
    e = SUBMISSION_EVENTS.c
    by_clock = select(e.sequence).where(e.at <= as_of).order_by(e.at.desc(), e.sequence.desc()).limit(1)
    found, last = connection.scalar(by_clock), 0
    while found:
        last = found
        soon_after = (e.sequence > last, e.sequence <= last + OUT_OF_ORDER, e.at <= as_of)
        found = connection.scalar(select(func.max(e.sequence)).where(*soon_after))
    return last


@cache
def _events_after(event: str) -> NamedFromClause[Any]:
    # Making an alias with its columns takes longer than SQLite takes to answer by it.
    return SUBMISSION_EVENTS.alias(f"{event}_later")


def is_last(
    event: NamedFromClause[Any], upto: int | None, passing_over: ReturnState | None = None
) -> ColumnElement[bool]:
    """The event is its submission's last (within the events up to a sequence number), those of one state aside."""
    later = _events_after(event.name)
    after = [later.c.submission_id == event.c.submission_id, later.c.sequence > event.c.sequence]
    conditions: list[ColumnElement[bool]] = []
    if upto is not None:
        after.append(later.c.sequence <= upto)
        conditions.append(event.c.sequence <= upto)
    if passing_over is not None:
        after.append(later.c.state != passing_over.value)
        conditions.append(event.c.state != passing_over.value)
    return and_(*conditions, ~exists(select(later.c.sequence).where(*after)))


def was_there(upto: int) -> ColumnElement[bool]:
    """A submission had an event by a sequence number. To be used in a query over SUBMISSIONS."""
    event = SUBMISSION_EVENTS.alias("first_heard_of")
    return exists(select(event.c.sequence).where(event.c.submission_id == SUBMISSIONS.c.id, event.c.sequence <= upto))


def _superseded(upto: int | None) -> ColumnElement[bool]:
    return exists(
        select(_OTHER_APPROVAL.c.sequence)
        .join_from(_OTHER, _OTHER_APPROVAL, _OTHER_APPROVAL.c.submission_id == _OTHER.c.id)
        .where(
            *(_OTHER.c[part] == SUBMISSION.c[part] for part in RETURN),
            _OTHER_APPROVAL.c.sequence > APPROVAL.c.sequence,
            _OTHER_APPROVAL.c.state == ReturnState.APPROVED.value,
            is_last(_OTHER_APPROVAL, upto, ReturnState.REOPENED),
        )
    )


def approved_by(submission: FromClause, upto: int | None = None) -> ColumnElement[bool]:
    """The submission stands approved (or reopened) by its event APPROVAL, whether or not another was approved later."""
    return and_(
        APPROVAL.c.submission_id == submission.c.id,
        APPROVAL.c.state == ReturnState.APPROVED.value,
        is_last(APPROVAL, upto, ReturnState.REOPENED),
    )


def counts(plan_id: str, upto: int | None = None) -> ColumnElement[bool]:
    """SUBMISSION counts by its event APPROVAL. To be used in a query over both."""
    return and_(SUBMISSION.c.plan == plan_id, approved_by(SUBMISSION, upto), ~_superseded(upto))


def in_parts(values: Sequence[_Value]) -> Iterator[Sequence[_Value]]:
    """In their order, as many at a time as a statement is given."""
    for start in range(0, len(values), MOST_VALUES):
        yield values[start : start + MOST_VALUES]


def approvals_among(
    connection: Connection, plan_id: str, submission_ids: Collection[int], upto: int | None = None
) -> dict[int, int]:
    """Those of the submissions that count, with the sequence number of their approval.

    The numbers are handed over, not a subquery: otherwise SQLite, which knows no statistics, goes
    through all submissions of the plan.
    """
    found = dict[int, int]()
    for some in in_parts(sorted(submission_ids)):
        query = select(SUBMISSION.c.id, APPROVAL.c.sequence).where(SUBMISSION.c.id.in_(some), counts(plan_id, upto))
        found.update((row.id, row.sequence) for row in connection.execute(query))
    return found


def approvals_of(connection: Connection, plan_id: str) -> dict[int, int]:
    """All submissions of the plan that count, with the sequence number of their approval."""
    query = select(SUBMISSION.c.id, APPROVAL.c.sequence).where(counts(plan_id))
    return {row.id: row.sequence for row in connection.execute(query)}

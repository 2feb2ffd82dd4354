"""Many approved returns at once: history taken over from elsewhere, or a database made large on purpose.

The rows are those that submitting and approving one by one would have left, the numbers of the events
included; only the way is another: the driver's tuples on SQLite, COPY on PostgreSQL, and the indexes
made once at the end. The caller's transaction holds it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, func, select

from db.bulk import insert_rows
from db.columns import storable
from db.current_values import CurrentValueIndex
from db.observations import figure_rows
from db.tables import OBSERVATIONS, SUBMISSION_EVENTS, SUBMISSIONS
from db.waiting import WaitingIndex
from indicators.observations import ReportedFigure
from indicators.returns import ReturnKey, ReturnState

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class ApprovedReturn:
    """One submission with its approval; its file must have been stored."""

    key: ReturnKey
    number: int
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: datetime
    approved_by: str
    approved_at: datetime
    figures: Sequence[ReportedFigure]


def load_approved(connection: Connection, plan_id: str, returns: Iterable[ApprovedReturn]) -> int:
    """Adds the returns in their order; how many. Roll-ups are the caller's to rebuild.

    Raises:
        UnstorableNumberError: when a value cannot be kept exactly.
        DuplicateFigureError: when a return gives a figure twice.
    """
    submission_id: int = connection.scalar(select(func.coalesce(func.max(SUBMISSIONS.c.id), 0))) or 0
    sequence: int = connection.scalar(select(func.coalesce(func.max(SUBMISSION_EVENTS.c.sequence), 0))) or 0
    first = submission_id
    for some in _portions(returns):
        rows: tuple[list[tuple[Any, ...]], ...] = ([], [], [])
        for each in some:
            submission_id += 1
            rows[0].append(_submission(connection, submission_id, plan_id, each))
            rows[1].extend(_events(connection, submission_id, sequence, each))
            rows[2].extend(figure_rows(submission_id, each.figures))
            sequence += 2
        for table, given in zip((SUBMISSIONS, SUBMISSION_EVENTS, OBSERVATIONS), rows, strict=True):
            insert_rows(connection, table, given)
    if connection.dialect.name == "postgresql":
        counter = func.pg_get_serial_sequence(SUBMISSIONS.name, "id")
        connection.execute(select(func.setval(counter, max(submission_id, 1), submission_id > 0)))
    CurrentValueIndex(connection).rebuild(plan_id)
    WaitingIndex(connection).rebuild(plan_id)
    return submission_id - first


def _portions(returns: Iterable[ApprovedReturn]) -> Iterator[list[ApprovedReturn]]:
    given = iter(returns)
    while some := list(islice(given, _AT_ONCE)):
        yield some


def _submission(connection: Connection, submission_id: int, plan_id: str, each: ApprovedReturn) -> tuple[Any, ...]:
    key = each.key
    sent = (storable(each.file_name), each.sha256, storable(each.submitted_by), _moment(connection, each.submitted_at))
    return (submission_id, plan_id, key.form, key.unit, str(key.period), key.period.year, each.number, *sent)


def _events(connection: Connection, submission_id: int, last: int, each: ApprovedReturn) -> Iterator[tuple[Any, ...]]:
    told = (
        (ReturnState.SUBMITTED, each.submitted_by, each.submitted_at),
        (ReturnState.APPROVED, each.approved_by, each.approved_at),
    )
    for number, (state, actor, at) in enumerate(told, start=1):
        yield last + number, submission_id, state.value, storable(actor), _moment(connection, at), None


def _moment(connection: Connection, at: datetime) -> datetime | str:
    """In the driver's form: what `Moment` does, without a statement to bind it in."""
    in_utc = at.astimezone(UTC)
    if connection.dialect.name == "sqlite":
        return in_utc.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return in_utc

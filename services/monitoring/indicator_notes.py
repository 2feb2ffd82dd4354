"""What reviewers write beside an indicator's figure of a period: shown with its chart, and printed with it."""

from __future__ import annotations

from datetime import datetime

from db.database import Database, Transaction
from db.figure_records import IndicatorNote
from indicators.inputs import period_of
from indicators.periods import Period
from indicators.plan import Plan
from services.monitoring.figure_errors import EmptyNoteError, NoteTooLongError
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require

LONGEST_NOTE = 300


def note_on_indicator(
    database: Database, plan: Plan, actor: Actor, code: str, period: Period, text: str, now: datetime
) -> None:
    """Adds a note to an indicator's period; it is never changed afterwards, only followed by another.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
        NotAllowedError: the actor reviews nothing.
        EmptyNoteError, NoteTooLongError: for a text that is neither.
    """
    at = period_of(plan.indicator(code), period)
    object_ = f"indicator:{plan.head.id}/{code}/{at}"
    require(database, actor, Action.NOTE_ON_INDICATOR, object_=object_)
    said = text.strip()
    if not said:
        raise EmptyNoteError
    if len(said) > LONGEST_NOTE:
        raise NoteTooLongError(length=LONGEST_NOTE)
    with database.transaction() as tx:
        tx.indicator_notes.add(plan.head.id, code, at, actor.display_name or actor.name, now, said)
        note(tx, actor, Action.NOTE_ON_INDICATOR, object_, detail=said)


def notes_of_year(
    tx: Transaction, plan: Plan, code: str, upto: Period, as_of: datetime | None
) -> tuple[IndicatorNote, ...]:
    """The notes on an indicator's periods of a year up to one of them, as they stood at a moment, in time."""
    found = (
        each
        for each in tx.indicator_notes.of_indicator(plan.head.id, code)
        if each.period.year == upto.year and not upto < each.period and (as_of is None or each.at <= as_of)
    )
    return tuple(sorted(found, key=lambda each: each.period))

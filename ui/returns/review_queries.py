"""What the review screens ask and do. Nothing is remembered: another reviewer may be faster."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.calendar import Deadlines
from services.groundwork import deadlines as deadline_service
from services.returns import comment_return, compare_return, review_queue, review_return, submit_return
from services.returns.compare_return import OpenedReturn
from services.returns.review_queue import WaitingReturn
from services.returns.review_return import Decided
from services.returns.submit_return import Receipt
from services.returns.verdict import Upload
from services.units import administer_calendar, completeness, remind
from services.units.administer_calendar import CalendarSettings
from services.units.completeness import Completeness
from services.units.remind import Reminder
from ui.visits import queries
from ui.visits.answers import forget
from ui.visits.visit import Visit


def waiting_returns(visit: Visit) -> tuple[WaitingReturn, ...]:
    """What waits for the actor's decision; never remembered: another reviewer may be faster."""
    return review_queue.waiting_returns(visit.database, visit.plan, visit.actor)


def opened_return(visit: Visit, submission_id: int) -> OpenedReturn:
    """A submission with everything a reviewer decides on; raises UnknownSubmissionError."""
    return compare_return.opened_return(visit.database, visit.plan, visit.actor, submission_id, as_of=visit.as_of)


def approve_returns(visit: Visit, submission_ids: Sequence[int]) -> Decided:
    """Approves returns, and forgets every remembered answer."""
    try:
        return review_return.approve_returns(visit.database, visit.plan, visit.actor, submission_ids, visit.now)
    finally:
        forget()


def send_back_return(visit: Visit, submission_id: int, reason: str) -> None:
    """Sends a return back with a reason, and forgets every remembered answer."""
    try:
        review_return.send_back_return(visit.database, visit.plan, visit.actor, submission_id, reason, visit.now)
    finally:
        forget()


def reopen_return(visit: Visit, submission_id: int, reason: str) -> None:
    """Reopens an approved return, and forgets every remembered answer."""
    try:
        review_return.reopen_return(visit.database, visit.plan, visit.actor, submission_id, reason, visit.now)
    finally:
        forget()


def comment(
    visit: Visit, submission_id: int, text: str, *, cell: str | None = None, reply_to: int | None = None
) -> None:
    """Adds a comment on a return, at a cell or in reply."""
    comment_return.comment_on_return(
        visit.database, visit.plan, visit.actor, submission_id, text, visit.now, cell=cell, reply_to=reply_to
    )


def keep_draft(visit: Visit, upload: Upload) -> Receipt:
    """Keeps a file that is not submitted, and forgets every remembered answer."""
    try:
        return submit_return.keep_draft(
            visit.database, visit.plan, visit.actor, upload, visit.now, reader=queries.reader()
        )
    finally:
        forget()


def deadlines(visit: Visit) -> Deadlines:
    """When returns are due, and when they are locked."""
    return deadline_service.deadlines(visit.database, visit.plan, visit.actor)


def progress(visit: Visit, form: str, year: int) -> Completeness:
    """Units against periods: who has reported what, and when."""
    return completeness.completeness(
        visit.database, visit.plan, visit.actor, form, year, visit.today, as_of=visit.as_of
    )


def reminders(visit: Visit) -> tuple[Reminder, ...]:
    """What each unit has to do."""
    return remind.reminders(visit.database, visit.plan, visit.actor, visit.today)


def send_reminders(visit: Visit) -> int:
    """Sends the reminders by mail; to how many units."""
    sent = remind.send_reminders(visit.database, queries.settings(), visit.plan, visit.actor, visit.texts, visit.today)
    return len(sent)


def calendar_settings(visit: Visit) -> CalendarSettings:
    """What the administrator has set about time."""
    return administer_calendar.calendar_settings(visit.database, visit.plan, visit.actor)

"""Takes a filled workbook: reads it, checks it, and stores it with its figures in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from db.database import Database, Transaction
from db.records import Submission
from indicators.errors import AppError, NotAllowedError
from indicators.plan import Plan
from indicators.returns import ReturnKey, ReturnState
from services.groundwork.rollups import Movement
from services.returns.drafts import store_draft
from services.returns.own_layouts import read_by_saved_layout
from services.returns.review_return import approve, reopen, require_reviewer
from services.returns.stored_digest import stored_digest
from services.returns.verdict import SUBMISSION_PROBLEM_CODES, Upload, Verdict, firings_of, verdict_of
from services.rights.access_errors import NotOfYourUnitsError
from services.rights.actor import Actor
from services.rights.audit_events import Outcome, file_object, note, return_object
from services.rights.permission import Action, require
from workbooks.process import ReaderProcess
from workbooks.reader import ReturnRead, read_return

__all__ = [
    "SUBMISSION_PROBLEM_CODES",
    "Receipt",
    "Upload",
    "Verdict",
    "check_return",
    "keep_draft",
    "submit_return",
]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome of a submission; `submission` is None where nothing was stored.

    `moved` tells which of the city's figures changed. `overtaken_by` is the submission of somebody who was
    faster: then the file was kept as a draft, and replaces nothing.
    """

    verdict: Verdict
    submission: Submission | None
    moved: tuple[Movement, ...] = ()
    overtaken_by: Submission | None = None


def check_return(
    database: Database, plan: Plan, actor: Actor, upload: Upload, today: date, *, reader: ReaderProcess
) -> Verdict:
    """What an upload would say; nothing of it is stored.

    An upload that came over the network is kept in the audit trail; a look at a file on this machine is none.

    Raises:
        NotAllowedError: when the actor may not report, or not for the unit the file is of.
    """
    read = _permitted_read(database, plan, actor, upload, Action.CHECK_RETURN, reader)
    with database.reading() as tx:
        verdict = verdict_of(tx, plan, upload, read, today)
    if actor.address is not None:
        with database.transaction() as tx:
            note(
                tx, actor, Action.CHECK_RETURN, _object(plan, verdict, upload), _outcome(verdict), detail=_why(verdict)
            )
    return verdict


def submit_return(
    database: Database,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    now: datetime,
    *,
    reader: ReaderProcess,
    approver: Actor | None = None,
) -> Receipt:
    """Stores an accepted return; all or nothing.

    A file that is not accepted, or whose very bytes are stored already, changes nothing. Where somebody else was
    faster (see `Upload.after`), the file is kept as a draft.

    Args:
        database: the database.
        plan: the plan the return belongs to.
        actor: who submits.
        upload: the file, and explanations given beside it.
        now: the moment of submission, with its time zone.
        reader: the process that opens workbooks.
        approver: who approves in the same transaction, reopening and letting in what is late; None: submitted only.

    Raises:
        NotAllowedError: when the actor may not submit for the unit, or the approver not approve.
        ReturnClosedError: when the return is approved, and nobody has reopened it.
        ReturnLockedError: when the deadline is over.
    """
    read = _permitted_read(database, plan, actor, upload, Action.SUBMIT_RETURN, reader)
    if approver is not None and read.key is not None:
        require_reviewer(database, approver, Action.APPROVE_RETURN, plan.head.id, read.key, actor.name)
    with database.transaction() as tx:
        done = _received(tx, plan, actor, upload, now, read, approver)
    if isinstance(done, AppError):
        raise done
    return done


def _received(
    tx: Transaction,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    now: datetime,
    read: ReturnRead,
    approver: Actor | None,
) -> Receipt | AppError:
    """What became of the file, or why the return is not taken now; a refusal is noted."""
    today = now.astimezone(ZoneInfo(plan.head.time_zone)).date()
    verdict = verdict_of(tx, plan, upload, read, today)
    key = verdict.key
    if key is None or not verdict.accepted or verdict.same_as is not None:
        _note_refusal(tx, plan, actor, upload, verdict)
        return Receipt(verdict, verdict.same_as)
    bar = None if approver is not None or _is_overtaken(upload, verdict) else verdict.bar
    if bar is not None:
        note(tx, actor, Action.SUBMIT_RETURN, _object(plan, verdict, upload), Outcome.REFUSED, detail=bar.code)
        return bar
    return _taken(tx, plan, actor, upload, now, verdict, key, approver)


def _is_overtaken(upload: Upload, verdict: Verdict) -> bool:
    return upload.after is not None and upload.after != (verdict.stands.number if verdict.stands else 0)


def _taken(
    tx: Transaction,
    plan: Plan,
    actor: Actor,
    upload: Upload,
    now: datetime,
    verdict: Verdict,
    key: ReturnKey,
    approver: Actor | None,
) -> Receipt:
    """An accepted return stored, or kept as a draft where somebody else was faster; raises as `submit_return`."""
    stands = verdict.stands
    if _is_overtaken(upload, verdict):
        return Receipt(
            verdict, store_draft(tx, plan, actor, upload, key, now, firings_of(verdict)), overtaken_by=stands
        )
    if approver is None:
        return Receipt(verdict, _stored(tx, plan, actor, upload, now, verdict, key))
    if stands is not None and stands.state is ReturnState.APPROVED:
        reopen(tx, plan, approver, stands, upload.file_name, now)
    submission = _stored(tx, plan, actor, upload, now, verdict, key)
    return Receipt(verdict, *approve(tx, plan, approver, submission, now))


def keep_draft(
    database: Database, plan: Plan, actor: Actor, upload: Upload, now: datetime, *, reader: ReaderProcess
) -> Receipt:
    """Keeps a file that is not to be submitted yet: it counts nowhere, and nothing of it is lost.

    A file that is not recognised as a return of the plan is not kept; the same draft again changes nothing.

    Raises:
        NotAllowedError: when the actor may not submit for the unit.
    """
    read = _permitted_read(database, plan, actor, upload, Action.SUBMIT_RETURN, reader)
    today = now.astimezone(ZoneInfo(plan.head.time_zone)).date()
    with database.transaction() as tx:
        verdict = verdict_of(tx, plan, upload, read, today)
        if verdict.key is None:
            _note_refusal(tx, plan, actor, upload, verdict)
            return Receipt(verdict, None)
        return Receipt(verdict, store_draft(tx, plan, actor, upload, verdict.key, now, firings_of(verdict)))


def _permitted_read(
    database: Database, plan: Plan, actor: Actor, upload: Upload, action: Action, reader: ReaderProcess
) -> ReturnRead:
    """The file read; asked for permission before it is opened, and again when it is known whose return it is."""
    object_ = file_object(sha256(upload.content).hexdigest())
    require(database, actor, action, object_=object_)
    read = read_return(plan, upload.content, upload.file_name, reader)
    if read.key is None and any(problem.code == "form_unknown" for problem in read.problems):
        read = read_by_saved_layout(database, plan, actor, upload, read, reader)
    if read.key is not None:
        try:
            require(database, actor, action, read.key.unit, return_object(plan.head.id, read.key))
        except NotAllowedError as error:
            raise NotOfYourUnitsError(action=action.value) from error
    return read


def _stored(
    tx: Transaction, plan: Plan, actor: Actor, upload: Upload, now: datetime, verdict: Verdict, key: ReturnKey
) -> Submission:
    earlier = tx.submissions.last(plan.head.id, key)
    submission = tx.submissions.add(
        plan.head.id,
        key,
        file_name=upload.file_name,
        sha256=tx.files.add(upload.content, now),
        submitted_by=actor.name,
        submitted_at=now,
        figures=verdict.figures,
        state=ReturnState.SUBMITTED,
        listed=verdict.listed,
    )
    tx.measures.add_reports(submission.id, verdict.reports)
    tx.checks.fire(submission.id, firings_of(verdict))
    note(
        tx,
        actor,
        Action.SUBMIT_RETURN,
        return_object(plan.head.id, key),
        detail=f"#{submission.number}",
        before=stored_digest(tx, earlier) if earlier else None,
        after=stored_digest(tx, submission),
    )
    return submission


def _note_refusal(tx: Transaction, plan: Plan, actor: Actor, upload: Upload, verdict: Verdict) -> None:
    object_ = _object(plan, verdict, upload)
    note(tx, actor, Action.SUBMIT_RETURN, object_, Outcome.REFUSED, detail=_why(verdict))


def _object(plan: Plan, verdict: Verdict, upload: Upload) -> str:
    if verdict.key is not None:
        return return_object(plan.head.id, verdict.key)
    return file_object(sha256(upload.content).hexdigest())


def _outcome(verdict: Verdict) -> Outcome:
    return Outcome.DONE if verdict.accepted else Outcome.REFUSED


def _why(verdict: Verdict) -> str | None:
    """What kept the file out: the number of the submission with the same bytes, or the problems' codes."""
    if verdict.same_as is not None:
        return f"= #{verdict.same_as.number}"
    return " ".join(sorted({problem.code for problem in verdict.problems if not problem.explained})) or None

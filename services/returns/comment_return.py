"""What reporters and reviewers say to each other about a return, at a cell or about all of it."""

from __future__ import annotations

from datetime import datetime

from db.database import Database
from db.review_records import Comment
from indicators.plan import Plan
from services.groundwork.review_errors import CommentTooLongError, ReasonMissingError, UnknownCommentError
from services.rights.actor import Actor
from services.rights.audit_events import note, return_object
from services.rights.permission import Action, require

LONGEST_COMMENT = 1000


def comment_on_return(
    database: Database,
    plan: Plan,
    actor: Actor,
    submission_id: int,
    text: str,
    now: datetime,
    *,
    cell: str | None = None,
    reply_to: int | None = None,
) -> Comment:
    """Adds a comment; a reply stands at the cell of what it replies to.

    Raises:
        UnknownSubmissionError: there is no such submission.
        NotAllowedError: the actor neither reports nor reviews its unit.
        ReasonMissingError: the comment is empty.
        CommentTooLongError: it is too long.
        UnknownCommentError: what it replies to is not about this return.
    """
    with database.reading() as tx:
        asked = tx.submissions.get(submission_id)
    object_ = return_object(plan.head.id, asked.key)
    require(database, actor, Action.COMMENT_ON_RETURN, asked.key.unit, object_)
    said = text.strip()
    if not said:
        raise ReasonMissingError
    if len(said) > LONGEST_COMMENT:
        raise CommentTooLongError(length=LONGEST_COMMENT)
    with database.transaction() as tx:
        if reply_to is not None:
            ids = [each.id for each in tx.submissions.history(plan.head.id, asked.key)]
            before = {each.id: each for each in tx.comments.of_submissions(ids)}
            if reply_to not in before:
                raise UnknownCommentError(what=reply_to)
            cell = before[reply_to].cell
        added = tx.comments.add(submission_id, actor.name, now, said, cell, reply_to)
        note(tx, actor, Action.COMMENT_ON_RETURN, object_, detail=f"#{asked.number} {cell or ''}".strip())
        return added

"""What reporters and reviewers write to each other about a submission; only added to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select

from db.review_records import Comment
from db.tables_review import RETURN_COMMENTS


class CommentStore:
    """Adds and finds comments."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        submission_id: int,
        author: str,
        at: datetime,
        text: str,
        cell: str | None = None,
        reply_to: int | None = None,
    ) -> Comment:
        """Adds a comment on a submission that is there."""
        values = {"submission_id": submission_id, "author": author, "at": at, "text": text}
        adding = insert(RETURN_COMMENTS).values(values | {"cell": cell, "reply_to": reply_to})
        number: int = self._connection.execute(adding.returning(RETURN_COMMENTS.c.id)).scalar_one()
        return next(each for each in self.of_submissions([submission_id]) if each.id == number)

    def of_submissions(self, submission_ids: Collection[int], as_of: datetime | None = None) -> tuple[Comment, ...]:
        """All comments on these submissions (written by then), in the order in which they were written."""
        query = select(RETURN_COMMENTS).where(RETURN_COMMENTS.c.submission_id.in_(submission_ids))
        if as_of is not None:
            query = query.where(RETURN_COMMENTS.c.at <= as_of)
        rows = self._connection.execute(query.order_by(RETURN_COMMENTS.c.id))
        return tuple(
            Comment(row.id, row.submission_id, row.cell, row.reply_to, row.author, row.at, row.text) for row in rows
        )

"""Tables between reporters and reviewers: comments (only added to), the calendar, exceptions from locks."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table

from db.columns import COUNTER, Moment, PeriodText, TypedText
from db.tables import METADATA

RETURN_COMMENTS = Table(
    "return_comments",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), nullable=False),
    Column("cell", TypedText),
    Column("reply_to", COUNTER, ForeignKey("return_comments.id")),
    Column("author", TypedText, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", TypedText, nullable=False),
    Index(None, "submission_id"),
)

CALENDAR_DAYS = Table(
    "calendar_days",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", TypedText, nullable=False),
)

DEADLINE_EXCEPTIONS = Table(
    "deadline_exceptions",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("form", String),
    Column("unit", String),
    Column("period", PeriodText),
    Column("until", Date, nullable=False),
    Column("reason", TypedText, nullable=False),
    Column("granted_by", TypedText, nullable=False),
    Column("granted_at", Moment, nullable=False),
    Index(None, "plan"),
)

"""The tables.

Permanent, only ever added to (triggers refuse the rest): files, submissions, submission_events,
observations (and those of `tables_lists`). Derived from them and rebuildable:
current_values, waiting_returns, rollups. Besides: facts.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from db.columns import COUNTER, ComputedDecimal, ExactDecimal, Moment, PeriodText, TypedText

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FILES = Table(
    "files",
    METADATA,
    Column("sha256", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("added_at", Moment, nullable=False),
)

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("form", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("file_name", TypedText, nullable=False),
    Column("sha256", String, ForeignKey("files.sha256"), nullable=False),
    Column("submitted_by", TypedText, nullable=False),
    Column("submitted_at", Moment, nullable=False),
    UniqueConstraint("plan", "form", "unit", "period", "number"),
    Index(None, "plan", "year"),
    Index(None, "sha256"),
)

SUBMISSION_EVENTS = Table(
    "submission_events",
    METADATA,
    Column("sequence", COUNTER, primary_key=True, autoincrement=False),
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), nullable=False),
    Column("state", String, nullable=False),
    Column("actor", TypedText, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", TypedText),
    Index(None, "submission_id", "sequence"),
    Index(None, "at"),
)

# The key is the figure itself within its submission, so none can be given twice. On SQLite the rows
# lie in the order of the key (no second copy of them under a row number).
OBSERVATIONS = Table(
    "observations",
    METADATA,
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    Column("variable", String, primary_key=True),
    Column("period", PeriodText, primary_key=True),
    Column("basis", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("value", ExactDecimal),
    Column("status", String, nullable=False),
    Column("sheet", TypedText, nullable=False),
    Column("cell", String, nullable=False),
    Column("typed", TypedText, nullable=False),
    Column("explanation", TypedText),
    Index(None, "variable", "period", "basis", "unit"),
    sqlite_with_rowid=False,
)

CURRENT_VALUES = Table(
    "current_values",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("variable", String, primary_key=True),
    Column("period", PeriodText, primary_key=True),
    Column("basis", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), nullable=False),
    sqlite_with_rowid=False,
)


WAITING_RETURNS = Table(
    "waiting_returns",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("form", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("period", PeriodText, primary_key=True),
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), nullable=False),
    sqlite_with_rowid=False,
)


def point_columns() -> tuple[Column[Any], ...]:
    """The columns of an indicator's point, for each table that keeps some."""
    return (
        Column("value", ComputedDecimal),
        Column("numerator", ComputedDecimal),
        Column("denominator", ComputedDecimal),
        Column("reported", Integer, nullable=False),
        Column("expected", Integer, nullable=False),
        Column("missing", JSON, nullable=False),
        Column("status", String, nullable=False),
        Column("carried_from", PeriodText),
    )


ROLLUPS = Table(
    "rollups",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("indicator", String, primary_key=True),
    Column("period", PeriodText, primary_key=True),
    Column("year", Integer, nullable=False),
    *point_columns(),
    Index(None, "plan", "year"),
)

FACTS = Table(
    "facts",
    METADATA,
    Column("key", String, primary_key=True),
    Column("value", TypedText, nullable=False),
)

PERMANENT = (FILES, SUBMISSIONS, SUBMISSION_EVENTS, OBSERVATIONS)

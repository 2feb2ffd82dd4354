"""The tables of name lists. Permanent: name_lists, list_entries. Derived and rebuildable: current_lists."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from db.columns import COUNTER, PeriodText, TypedText
from db.tables import METADATA

NAME_LISTS = Table(
    "name_lists",
    METADATA,
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    Column("sheet", TypedText, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("explanation", TypedText),
)

# On SQLite the rows of a list lie together, in the order of the sheet.
LIST_ENTRIES = Table(
    "list_entries",
    METADATA,
    Column("submission_id", COUNTER, ForeignKey("name_lists.submission_id"), primary_key=True, autoincrement=False),
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("name", TypedText, nullable=False),
    Column("name_key", TypedText, nullable=False),
    Column("code", TypedText, nullable=False),
    Column("typed", TypedText),
    Column("certificate", TypedText, nullable=False),
    Column("day", Date),
    Column("kind", TypedText, nullable=False),
    Column("host", TypedText, nullable=False),
    Column("note", TypedText),
    Index(None, "code"),
    sqlite_with_rowid=False,
)

CURRENT_LISTS = Table(
    "current_lists",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("form", String, primary_key=True),
    Column("unit", String, primary_key=True),
    Column("period", PeriodText, primary_key=True),
    Column("submission_id", COUNTER, ForeignKey("name_lists.submission_id"), nullable=False),
    sqlite_with_rowid=False,
)

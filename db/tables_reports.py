"""Tables of the reports: what was exported, and what writers added. Both are only added to."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from db.columns import COUNTER, Moment, PeriodText, TypedText
from db.tables import METADATA

REPORT_EXPORTS = Table(
    "report_exports",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("language", String, nullable=False),
    Column("sections", JSON, nullable=False),
    Column("format", String, nullable=False),
    Column("today", String, nullable=False),
    Column("as_of", Moment),
    Column("made_by", TypedText, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("file_name", TypedText, nullable=False),
    Column("sha256", String, nullable=False),
    Column("checksum", String, nullable=False),
    Column("figures", JSON, nullable=False),
    Column("parts", JSON, nullable=False),
    Index(None, "plan"),
    Index(None, "sha256"),
    Index(None, "checksum"),
)

REPORT_WORDS = Table(
    "report_words",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("section", String, nullable=False),
    Column("language", String, nullable=False),
    Column("text", TypedText, nullable=False),
    Column("author", TypedText, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "plan", "year"),
)

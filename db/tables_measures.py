"""What departments reported about measures, and the files they gave as evidence; both only added to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from db.columns import COUNTER, Moment, PeriodText, TypedText
from db.tables import METADATA

MEASURE_REPORTS = Table(
    "measure_reports",
    METADATA,
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), primary_key=True, autoincrement=False),
    Column("measure", String, primary_key=True),
    Column("status", String, nullable=False),
    Column("share", Integer),
    Column("progress", TypedText, nullable=False),
    Column("next_step", TypedText, nullable=False),
    Column("difficulty", TypedText, nullable=False),
    Column("evidence", TypedText, nullable=False),
    Column("sheet", TypedText, nullable=False),
    Column("cell", String, nullable=False),
    Column("explanation", TypedText),
    Index(None, "measure"),
    sqlite_with_rowid=False,
)

MEASURE_EVIDENCE = Table(
    "measure_evidence",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("measure", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("file_name", TypedText, nullable=False),
    Column("kind", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String, ForeignKey("files.sha256"), nullable=False),
    Column("added_by", TypedText, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index(None, "plan", "measure"),
    Index(None, "sha256"),
)

"""Tables about check relations: what administrators set and add, and where relations fired. Only added to."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from db.columns import COUNTER, Moment, TypedText
from db.tables import METADATA

CHECK_STATES = Table(
    "check_states",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("state", String, nullable=False),
    Column("set_by", TypedText, nullable=False),
    Column("set_at", Moment, nullable=False),
    Index(None, "plan"),
)

ADDED_CHECKS = Table(
    "added_checks",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("form", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("relation", TypedText, nullable=False),
    Column("name_zh", TypedText, nullable=False),
    Column("name_en", TypedText, nullable=False),
    Column("added_by", TypedText, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("plan", "rule"),
)

CHECK_FIRINGS = Table(
    "check_firings",
    METADATA,
    Column("submission_id", COUNTER, ForeignKey("submissions.id"), primary_key=True),
    Column("rule", String, primary_key=True),
    Column("sheet", TypedText, primary_key=True),
    Column("cell", String, primary_key=True),
    Column("code", String, nullable=False),
    Column("explained", Boolean, nullable=False),
    Column("trial", Boolean, nullable=False),
    Index(None, "rule"),
)

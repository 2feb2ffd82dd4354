"""The table of mapped layouts of units; only added to."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Integer, String, Table, UniqueConstraint

from db.columns import Moment, TypedText
from db.tables import METADATA

OWN_LAYOUTS = Table(
    "own_layouts",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("form", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("layout", JSON, nullable=False),
    Column("made_by", TypedText, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("plan", "form", "unit", "version"),
)

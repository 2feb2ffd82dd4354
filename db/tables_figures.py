"""Tables about the city's figures: how they moved, what reviewers note beside them, and who saw them last.

Permanent: figure_history, indicator_notes. Overwritten: last_visits.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table

from db.columns import ComputedDecimal, Moment, PeriodText, TypedText
from db.tables import METADATA

_Counter = BigInteger().with_variant(Integer, "sqlite")

FIGURE_HISTORY = Table(
    "figure_history",
    METADATA,
    Column("id", _Counter, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("year", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("value", ComputedDecimal),
    Column("numerator", ComputedDecimal),
    Column("denominator", ComputedDecimal),
    Column("reported", Integer, nullable=False),
    Column("expected", Integer, nullable=False),
    Column("missing", JSON, nullable=False),
    Column("status", String, nullable=False),
    Column("carried_from", PeriodText),
    Column("sequence", BigInteger),
    Index(None, "plan", "indicator", "period", "sequence"),
)

INDICATOR_NOTES = Table(
    "indicator_notes",
    METADATA,
    Column("id", _Counter, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("author", TypedText, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", TypedText, nullable=False),
    Index(None, "plan", "indicator"),
)

LAST_VISITS = Table(
    "last_visits",
    METADATA,
    Column("plan", String, primary_key=True),
    Column("account", TypedText, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Column("before_at", Moment),
)

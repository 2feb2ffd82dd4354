"""Tables about the city's figures: how they moved, what reviewers note beside them, and who saw them last.

Permanent: figure_history, indicator_notes. Overwritten: last_visits.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from db.columns import COUNTER, Moment, PeriodText, TypedText
from db.tables import METADATA, point_columns

FIGURE_HISTORY = Table(
    "figure_history",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("plan", String, nullable=False),
    Column("indicator", String, nullable=False),
    Column("period", PeriodText, nullable=False),
    Column("year", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    *point_columns(),
    Column("sequence", BigInteger),
    Index(None, "plan", "indicator", "period", "sequence"),
)

INDICATOR_NOTES = Table(
    "indicator_notes",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
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

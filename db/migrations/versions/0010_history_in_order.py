"""The history of the city's figures by the number of the event, so that any past is looked up, not worked out.

What is there so far has no numbers. Each plan's figures of today are added as a first numbered state, and a fact says
from which event on the history is whole; earlier moments are still worked out from the returns.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FIRST_STATE = """
INSERT INTO figure_history (plan, indicator, period, year, value, numerator, denominator, reported, expected, missing,
                            status, carried_from, at, sequence)
SELECT plan, indicator, period, year, value, numerator, denominator, reported, expected, missing,
       status, carried_from, (SELECT at FROM submission_events ORDER BY sequence DESC LIMIT 1),
       (SELECT max(sequence) FROM submission_events)
FROM rollups WHERE EXISTS (SELECT 1 FROM submission_events)
"""
_WHOLE_SINCE = """
INSERT INTO facts (key, value)
SELECT 'history_since:' || plan, CAST((SELECT max(sequence) FROM submission_events) AS VARCHAR(20))
FROM rollups WHERE EXISTS (SELECT 1 FROM submission_events) GROUP BY plan
"""


def upgrade() -> None:
    """Numbers the history from here on."""
    op.add_column("figure_history", sa.Column("sequence", sa.BigInteger()))
    op.drop_index("ix_figure_history_plan_at", "figure_history")
    op.drop_index("ix_figure_history_plan_indicator_period", "figure_history")
    op.create_index(
        "ix_figure_history_plan_indicator_period_sequence",
        "figure_history",
        ["plan", "indicator", "period", "sequence"],
    )
    op.execute(_FIRST_STATE)
    op.execute(_WHOLE_SINCE)

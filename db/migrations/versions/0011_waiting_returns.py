"""An index of what waits for a reviewer, so that opening the queue does not go through all submissions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS_NOW = """
INSERT INTO waiting_returns (plan, form, unit, period, submission_id)
SELECT s.plan, s.form, s.unit, s.period, s.id
FROM submissions s JOIN submission_events e ON e.submission_id = s.id
WHERE e.state = 'submitted'
  AND NOT EXISTS (SELECT 1 FROM submission_events l WHERE l.submission_id = s.id AND l.sequence > e.sequence)
  AND NOT EXISTS (
    SELECT 1 FROM submissions n JOIN submission_events d ON d.submission_id = n.id
    WHERE n.plan = s.plan AND n.form = s.form AND n.unit = s.unit AND n.period = s.period
      AND n.number > s.number AND d.state <> 'draft'
      AND NOT EXISTS (SELECT 1 FROM submission_events l WHERE l.submission_id = n.id AND l.sequence > d.sequence)
  )
"""


def upgrade() -> None:
    """Makes the index and fills it with what waits now."""
    op.create_table(
        "waiting_returns",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.PrimaryKeyConstraint("plan", "form", "unit", "period", name="pk_waiting_returns"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_waiting_returns_submission_id_submissions"
        ),
        sqlite_with_rowid=False,
    )
    op.execute(_WAITS_NOW)

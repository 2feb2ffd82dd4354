"""How the city's figures moved, reviewers' notes beside them, and when each account last looked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _history() -> None:
    op.create_table(
        "figure_history",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("value", sa.String()),
        sa.Column("numerator", sa.String()),
        sa.Column("denominator", sa.String()),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("carried_from", sa.String()),
        sa.PrimaryKeyConstraint("id", name="pk_figure_history"),
    )
    op.create_index("ix_figure_history_plan_indicator_period", "figure_history", ["plan", "indicator", "period"])
    op.create_index("ix_figure_history_plan_at", "figure_history", ["plan", "at"])


def _notes() -> None:
    op.create_table(
        "indicator_notes",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_notes"),
    )
    op.create_index("ix_indicator_notes_plan_indicator", "indicator_notes", ["plan", "indicator"])


def _visits() -> None:
    op.create_table(
        "last_visits",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("before_at", _MOMENT),
        sa.PrimaryKeyConstraint("plan", "account", name="pk_last_visits"),
    )


def upgrade() -> None:
    """Makes the tables; history and notes are only added to."""
    _history()
    _notes()
    _visits()
    forbid_changes(op.get_bind(), ("figure_history", "indicator_notes"))

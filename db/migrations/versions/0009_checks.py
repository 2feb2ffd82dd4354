"""Check relations: their states and additions over time, and where they fired."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _settings() -> None:
    op.create_table(
        "check_states",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_check_states"),
    )
    op.create_index("ix_check_states_plan", "check_states", ["plan"])
    op.create_table(
        "added_checks",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_added_checks"),
        sa.UniqueConstraint("plan", "rule", name="uq_added_checks_plan_rule"),
    )


def _firings() -> None:
    op.create_table(
        "check_firings",
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("explained", sa.Boolean(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "rule", "sheet", "cell", name="pk_check_firings"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_check_firings_submission_id_submissions"
        ),
    )
    op.create_index("ix_check_firings_rule", "check_firings", ["rule"])


def upgrade() -> None:
    """Makes the tables; all are only added to."""
    _settings()
    _firings()
    forbid_changes(op.get_bind(), ("check_states", "added_checks", "check_firings"))

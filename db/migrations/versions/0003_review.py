"""Between reporters and reviewers: comments, the calendar of working days, exceptions from locks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _comments() -> None:
    op.create_table(
        "return_comments",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.Column("cell", sa.Text()),
        sa.Column("reply_to", _COUNTER),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_return_comments"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_return_comments_submission_id_submissions"
        ),
        sa.ForeignKeyConstraint(
            ["reply_to"], ["return_comments.id"], name="fk_return_comments_reply_to_return_comments"
        ),
    )
    op.create_index("ix_return_comments_submission_id", "return_comments", ["submission_id"])


def _calendar() -> None:
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_calendar_days"),
    )
    op.create_table(
        "deadline_exceptions",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("form", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("period", sa.String()),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_by", sa.Text(), nullable=False),
        sa.Column("granted_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deadline_exceptions"),
    )
    op.create_index("ix_deadline_exceptions_plan", "deadline_exceptions", ["plan"])


def upgrade() -> None:
    """Makes the tables; comments are only added to."""
    _comments()
    _calendar()
    forbid_changes(op.get_bind(), ("return_comments",))

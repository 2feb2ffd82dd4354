"""Name lists: the rows of each submission, and which list of each unit counts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _lists() -> None:
    op.create_table(
        "name_lists",
        sa.Column("submission_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", name="pk_name_lists"),
        sa.ForeignKeyConstraint(["submission_id"], ["submissions.id"], name="fk_name_lists_submission_id_submissions"),
    )


def _entries() -> None:
    op.create_table(
        "list_entries",
        sa.Column("submission_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text()),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", "row", name="pk_list_entries"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["name_lists.submission_id"], name="fk_list_entries_submission_id_name_lists"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_list_entries_code", "list_entries", ["code"])


def _current() -> None:
    op.create_table(
        "current_lists",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.PrimaryKeyConstraint("plan", "form", "unit", "period", name="pk_current_lists"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["name_lists.submission_id"], name="fk_current_lists_submission_id_name_lists"
        ),
        sqlite_with_rowid=False,
    )


def upgrade() -> None:
    """Makes the tables, and the triggers that keep the permanent ones permanent."""
    _lists()
    _entries()
    _current()
    forbid_changes(op.get_bind(), ("name_lists", "list_entries"))

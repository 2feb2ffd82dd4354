"""The store: files, submissions, their events, observations, and what is derived from them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("submitted_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint(
            "plan", "form", "unit", "period", "number", name="uq_submissions_plan_form_unit_period_number"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_submissions_sha256_files"),
    )
    op.create_index("ix_submissions_plan_year", "submissions", ["plan", "year"])
    op.create_index("ix_submissions_sha256", "submissions", ["sha256"])


def _submission_events() -> None:
    op.create_table(
        "submission_events",
        sa.Column("sequence", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("sequence", name="pk_submission_events"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_submission_events_submission_id_submissions"
        ),
    )
    op.create_index("ix_submission_events_submission_id_sequence", "submission_events", ["submission_id", "sequence"])
    op.create_index("ix_submission_events_at", "submission_events", ["at"])


def _observations() -> None:
    op.create_table(
        "observations",
        sa.Column("submission_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("variable", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("value", sa.BigInteger()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", "variable", "period", "basis", "unit", name="pk_observations"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_observations_submission_id_submissions"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_observations_variable_period_basis_unit", "observations", ["variable", "period", "basis", "unit"]
    )


def _current_values() -> None:
    op.create_table(
        "current_values",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("variable", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.PrimaryKeyConstraint("plan", "variable", "period", "basis", "unit", name="pk_current_values"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_current_values_submission_id_submissions"
        ),
        sqlite_with_rowid=False,
    )


def _rollups() -> None:
    op.create_table(
        "rollups",
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("indicator", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("value", sa.String()),
        sa.Column("numerator", sa.String()),
        sa.Column("denominator", sa.String()),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("carried_from", sa.String()),
        sa.PrimaryKeyConstraint("plan", "indicator", "period", name="pk_rollups"),
    )
    op.create_index("ix_rollups_plan_year", "rollups", ["plan", "year"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_facts"),
    )


def upgrade() -> None:
    """Makes the tables, and the triggers that keep the permanent ones permanent."""
    _files()
    _submissions()
    _submission_events()
    _observations()
    _current_values()
    _rollups()
    _facts()
    forbid_changes(op.get_bind(), ("files", "submissions", "submission_events", "observations"))

"""Progress of measures: what departments reported, and the files they gave as evidence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _reports() -> None:
    op.create_table(
        "measure_reports",
        sa.Column("submission_id", _COUNTER, nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("share", sa.Integer()),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("explanation", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", "measure", name="pk_measure_reports"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submissions.id"], name="fk_measure_reports_submission_id_submissions"
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_measure_reports_measure", "measure_reports", ["measure"])


def _evidence() -> None:
    op.create_table(
        "measure_evidence",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure_evidence"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_measure_evidence_sha256_files"),
    )
    op.create_index("ix_measure_evidence_plan_measure", "measure_evidence", ["plan", "measure"])
    op.create_index("ix_measure_evidence_sha256", "measure_evidence", ["sha256"])


def upgrade() -> None:
    """Makes the tables; both are only added to."""
    _reports()
    _evidence()
    forbid_changes(op.get_bind(), ("measure_reports", "measure_evidence"))

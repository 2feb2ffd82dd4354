"""Reports: what was exported, and what writers added to it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _exports() -> None:
    op.create_table(
        "report_exports",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("today", sa.String(), nullable=False),
        sa.Column("as_of", _MOMENT),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_exports"),
    )
    for column in ("plan", "sha256", "checksum"):
        op.create_index(f"ix_report_exports_{column}", "report_exports", [column])


def _words() -> None:
    op.create_table(
        "report_words",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_words"),
    )
    op.create_index("ix_report_words_plan_year", "report_words", ["plan", "year"])


def upgrade() -> None:
    """Makes the tables; rows are only added."""
    _exports()
    _words()
    forbid_changes(op.get_bind(), ("report_exports", "report_words"))

"""People and what they did: accounts, roles, sessions, one-time links, and the audit trail."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.migrations.permanence import forbid_changes, keep_audit_trail

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", _COUNTER, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("issuer", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("disabled_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name_key", name="uq_accounts_name_key"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer_subject"),
    )
    op.create_table(
        "role_grants",
        sa.Column("account_id", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "role", "unit", name="pk_role_grants"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_role_grants_account_id_accounts"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("account_id", _COUNTER, nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("last_seen_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_sessions"),
        sa.UniqueConstraint("id", name="uq_sessions_id"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_sessions_account_id_accounts"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_table(
        "sign_in_failures",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.Column("locked_at", _MOMENT),
        sa.PrimaryKeyConstraint("kind", "subject", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_last_at", "sign_in_failures", ["last_at"])


def _one_time_links() -> None:
    op.create_table(
        "one_time_links",
        sa.Column("token_sha256", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("account_id", _COUNTER),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("token_sha256", name="pk_one_time_links"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_one_time_links_account_id_accounts"),
    )
    op.create_index("ix_one_time_links_account_id", "one_time_links", ["account_id"])


def _audit_trail() -> None:
    op.create_table(
        "audit_trail",
        sa.Column("sequence", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("address", sa.Text()),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("detail", sa.Text()),
        sa.Column("before", sa.String()),
        sa.Column("after", sa.String()),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_trail"),
    )
    for columns in (["object", "sequence"], ["actor", "sequence"], ["action", "sequence"], ["at"]):
        op.create_index(f"ix_audit_trail_{'_'.join(columns)}", "audit_trail", columns)


def _audit_anchors() -> None:
    """The first anchor is where the chain begins: a random value, so that no two databases share a chain."""
    anchors = op.create_table(
        "audit_anchors",
        sa.Column("sequence", _COUNTER, autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_anchors"),
    )
    now = datetime.now(tz=UTC)
    at = now.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else now
    op.bulk_insert(anchors, [{"sequence": 0, "hash": secrets.token_hex(32), "at": at}])


def _what_was_there_before() -> None:
    """Submissions made before there was an audit trail are in none: `dabiao verify` must know how many they are."""
    last = op.get_bind().execute(sa.text("SELECT max(id) FROM submissions")).scalar()
    if last is not None:
        facts = sa.table("facts", sa.column("key", sa.String()), sa.column("value", sa.Text()))
        op.bulk_insert(facts, [{"key": "last_submission_before_audit", "value": str(last)}])


def upgrade() -> None:
    """Makes the tables, and the triggers under which the audit trail only grows."""
    _accounts()
    _sessions()
    _one_time_links()
    _audit_trail()
    _audit_anchors()
    _what_was_there_before()
    forbid_changes(op.get_bind(), ("audit_anchors",))
    keep_audit_trail(op.get_bind())

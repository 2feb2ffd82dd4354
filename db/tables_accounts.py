"""The tables of people and of what they did: accounts, roles, sessions, and the audit trail.

The audit trail and its anchors are only ever added to; a trigger lets go of audit rows only up to
an anchor, which keeps the hash of the last row removed. The rest is the state of today: its history
is in the audit trail.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from db.columns import COUNTER, Moment, TypedText
from db.tables import METADATA

ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("id", COUNTER, primary_key=True, autoincrement=True),
    Column("name", TypedText, nullable=False),
    Column("name_key", TypedText, nullable=False),
    Column("display_name", TypedText, nullable=False),
    Column("password_hash", String),
    Column("must_change_password", Boolean, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("issuer", TypedText),
    Column("subject", TypedText),
    Column("created_at", Moment, nullable=False),
    Column("disabled_at", Moment),
    UniqueConstraint("name_key"),
    UniqueConstraint("issuer", "subject"),
)

ROLE_GRANTS = Table(
    "role_grants",
    METADATA,
    Column("account_id", COUNTER, ForeignKey("accounts.id"), primary_key=True, autoincrement=False),
    Column("role", String, primary_key=True),
    Column("unit", String, primary_key=True),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", String, primary_key=True),
    Column("id", String, nullable=False),
    Column("account_id", COUNTER, ForeignKey("accounts.id"), nullable=False),
    Column("method", String, nullable=False),
    Column("address", TypedText),
    Column("created_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    UniqueConstraint("id"),
    Index(None, "account_id"),
)

SIGN_IN_FAILURES = Table(
    "sign_in_failures",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("subject", TypedText, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("locked_at", Moment),
    Index(None, "last_at"),
)

ONE_TIME_LINKS = Table(
    "one_time_links",
    METADATA,
    Column("token_sha256", String, primary_key=True),
    Column("purpose", String, nullable=False),
    Column("account_id", COUNTER, ForeignKey("accounts.id")),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "account_id"),
)

AUDIT_TRAIL = Table(
    "audit_trail",
    METADATA,
    Column("sequence", COUNTER, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", TypedText, nullable=False),
    Column("address", TypedText),
    Column("action", String, nullable=False),
    Column("object", TypedText, nullable=False),
    Column("outcome", String, nullable=False),
    Column("detail", TypedText),
    Column("before", String),
    Column("after", String),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False),
    Index(None, "object", "sequence"),
    Index(None, "actor", "sequence"),
    Index(None, "action", "sequence"),
    Index(None, "at"),
)

AUDIT_ANCHORS = Table(
    "audit_anchors",
    METADATA,
    Column("sequence", COUNTER, primary_key=True, autoincrement=False),
    Column("hash", String, nullable=False),
    Column("at", Moment, nullable=False),
)

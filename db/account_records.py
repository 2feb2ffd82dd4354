"""What the stores of people and of the audit trail return."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class StoredGrant:
    """A role over one unit's code, or over all (`*`), as it is stored."""

    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in; `name` is what they type and never changes.

    `password_hash` is None until a password is chosen, and for accounts of an identity provider,
    which have `issuer` and `subject`. `sample` accounts exist only beside sample data.
    """

    id: int
    name: str
    display_name: str
    must_change_password: bool
    sample: bool
    created_at: datetime
    disabled_at: datetime | None
    issuer: str | None
    subject: str | None
    grants: tuple[StoredGrant, ...]
    password_hash: str | None = field(repr=False)

    @property
    def enabled(self) -> bool:
        """Whether the account may be used."""
        return self.disabled_at is None


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; `id` names it in lists, and is not what the browser holds."""

    id: str
    account_id: int
    method: str
    address: str | None
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class SignInFailures:
    """Failures in a row of one account name or one address; `locked_at` is None below the limit."""

    count: int
    last_at: datetime
    locked_at: datetime | None


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """What a link that works once is for; `account_id` is None for the first administrator's."""

    purpose: str
    account_id: int | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What happened, before it has a place in the chain.

    `object` is `kind:identity`; `before` and `after` are SHA-256 of what it was and became, None
    where there is no such thing.
    """

    action: str
    object: str
    outcome: str
    actor: str
    address: str | None = None
    detail: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """A row of the audit trail; `hash` covers everything else, `previous` included."""

    sequence: int
    at: datetime
    entry: AuditEntry
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last row of a chain; `chain` is where it began, which tells databases apart."""

    chain: str
    sequence: int
    hash: str

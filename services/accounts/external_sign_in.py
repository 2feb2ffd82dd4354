"""Signing in as whom an identity provider has recognised: account and roles follow the provider's groups.

Which group holds which role is a setting (`DABIAO_OIDC_ROLES`), as JSON: `{"统计局-审核": ["reviewer"],
"中山区-填报": ["reporter:210202"]}`. Roles are taken over anew at every sign-in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from db.account_records import Account, StoredGrant
from db.database import Database, Transaction
from indicators.errors import AppError
from services.accounts.administer_accounts import LONGEST_NAME, add_account
from services.accounts.sessions import NewSession, begin
from services.rights.access_errors import SignInRefusedError
from services.rights.actor import Actor
from services.rights.audit_events import Event, Outcome, account_digest, account_object, note
from services.rights.roles import ALL_UNITS, Grant, Role
from settings import Settings

_MAPPING = TypeAdapter(dict[str, tuple[str, ...]])


class ProviderRefusedError(AppError):
    """What came back from the identity provider cannot be trusted, or it refused; never told why in detail."""

    code = "provider_refused"


class ProviderUnreachableError(AppError):
    """The identity provider does not answer."""

    code = "provider_unreachable"


class NoRoleError(AppError):
    """The identity provider knows the person, but none of their groups holds a role here."""

    code = "no_role"


class RoleMappingError(AppError):
    """The setting of groups and roles cannot be read; params: value."""

    code = "role_mapping"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider has recognised; `expires_at` is the end of its word for it."""

    subject: str
    name: str
    display_name: str
    groups: tuple[str, ...]
    expires_at: datetime


def role_mapping(settings: Settings) -> dict[str, frozenset[Grant]]:
    """The roles of each group of the provider; raises RoleMappingError."""
    try:
        read = _MAPPING.validate_json(settings.oidc_roles)
        return {group: frozenset(map(_grant, held)) for group, held in read.items()}
    except (ValidationError, ValueError) as error:
        raise RoleMappingError(value=settings.oidc_roles) from error


def sign_in_external(
    database: Database, settings: Settings, identity: Identity, now: datetime, address: str | None
) -> NewSession:
    """Begins a session until the provider's word runs out; makes the account when it is seen first.

    Raises:
        NoRoleError: none of the person's groups holds a role here.
        SignInRefusedError: the account was disabled here.
    """
    mapping = role_mapping(settings)
    grants = frozenset[Grant]().union(*(mapping.get(group, frozenset()) for group in identity.groups))
    issuer = settings.oidc_issuer or ""
    with database.transaction() as tx:
        account = tx.accounts.by_subject(issuer, identity.subject)
        if account is None and grants:
            account = _added(tx, issuer, identity, grants, now, address)
        elif account is not None:
            account = _aligned(tx, account, grants, address)
        if account is not None and account.enabled and grants:
            return begin(tx, settings, account, now, address, "oidc", identity.expires_at)
        note(tx, _somebody(address), Event.SIGN_IN, account_object(identity.name), Outcome.REFUSED, detail="oidc")
    raise SignInRefusedError if grants else NoRoleError


def note_provider_refused(database: Database, address: str | None) -> None:
    """Keeps in the audit trail that somebody came back from the provider with nothing that can be trusted."""
    with database.transaction() as tx:
        note(tx, _somebody(address), Event.SIGN_IN, account_object(""), Outcome.FAILED, detail="oidc")


def _grant(text: str) -> Grant:
    role, _, unit = text.partition(":")
    grant = Grant(Role(role), unit or ALL_UNITS)
    if not grant.role.grantable or (unit and not grant.role.by_unit):
        raise ValueError(text)
    return grant


def _somebody(address: str | None) -> Actor:
    return Actor("", "", (), address)


def _added(
    tx: Transaction, issuer: str, identity: Identity, grants: Iterable[Grant], now: datetime, address: str | None
) -> Account:
    """A new account; a name that a local account has is told apart by the provider's host."""
    name = identity.name[:LONGEST_NAME]
    if tx.accounts.by_name(name) is not None:
        host = urlsplit(issuer).hostname or "oidc"
        name = f"{name[: LONGEST_NAME - len(host) - 1]}@{host}"
    actor, shown = Actor(name, identity.display_name, (), address), identity.display_name[:LONGEST_NAME]
    return add_account(tx, actor, name, shown, tuple(grants), now, issuer=issuer, subject=identity.subject)


def _aligned(tx: Transaction, account: Account, grants: Iterable[Grant], address: str | None) -> Account:
    """The account with the roles that its groups hold now."""
    wanted = {StoredGrant(grant.role.value, grant.unit) for grant in grants}
    held = set(account.grants)
    actor = Actor(account.name, account.display_name, (), address)
    changes = [(Event.REVOKE_ROLE, each) for each in sorted(held - wanted)]
    changes += [(Event.GRANT_ROLE, each) for each in sorted(wanted - held)]
    for event, each in changes:
        change = tx.accounts.grant if event is Event.GRANT_ROLE else tx.accounts.revoke
        change(account.id, each)
        after = tx.accounts.get(account.id) or account
        digests = account_digest(account), account_digest(after)
        detail = f"oidc {each.role}:{each.unit}"
        note(tx, actor, event, account_object(account.name), detail=detail, before=digests[0], after=digests[1])
        account = after
    return account

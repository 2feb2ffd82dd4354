"""What an administrator does with accounts: create, disable, enable, reset, rename, roles.

Passwords are never set for somebody: whoever gets an account or a reset gets a link to choose one.
The history of an account is in the audit trail, in the transaction of each change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from db.account_records import Account, StoredGrant
from db.database import Database, Transaction
from indicators.errors import UnknownUnitError
from indicators.plan import Plan
from services.accounts.one_time_links import NewLink, Purpose, make_link
from services.rights.access_errors import (
    AccountExistsError,
    AccountNameError,
    ExternalPasswordError,
    LastAdministratorError,
    RoleScopeError,
    UnknownAccountError,
)
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.audit_events import Event, account_digest, account_object, note
from services.rights.permission import Action, require
from services.rights.roles import ALL_UNITS, Grant, Role
from settings import Settings

LONGEST_NAME = 60
_RESERVED = {LOCAL_OPERATOR.name}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account, and the link with which its owner chooses a password."""

    account: Account
    link: NewLink


def accounts(database: Database, actor: Actor) -> tuple[Account, ...]:
    """All accounts by name, disabled ones too."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS)
    with database.reading() as tx:
        return tuple(tx.accounts.listing())


def create_account(
    database: Database,
    settings: Settings,
    plan: Plan,
    actor: Actor,
    name: str,
    display_name: str,
    grants: Collection[Grant],
    now: datetime,
) -> NewAccount:
    """Adds an account with its roles.

    Raises:
        AccountNameError: the name cannot be given.
        AccountExistsError: somebody has it.
        RoleScopeError: a role that cannot be held over these units.
        UnknownUnitError: the plan has no such unit.
    """
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    for grant in grants:
        _check_unit(plan, grant)
    with database.transaction() as tx:
        account = add_account(tx, actor, name, display_name, grants, now)
        return NewAccount(account, make_link(tx, settings, actor, Purpose.CHOOSE, account, now))


def add_account(
    tx: Transaction,
    actor: Actor,
    name: str,
    display_name: str,
    grants: Collection[Grant],
    now: datetime,
    *,
    password_hash: str | None = None,
    sample: bool = False,
    issuer: str | None = None,
    subject: str | None = None,
) -> Account:
    """As `create_account`, within a transaction that is already permitted; makes no link."""
    typed, shown = checked_name(name), checked_name(display_name)
    if tx.accounts.by_name(typed) is not None:
        raise AccountExistsError(name=typed)
    stored = {_stored(grant) for grant in grants}
    account = tx.accounts.add(
        typed, shown, now, password_hash=password_hash, sample=sample, issuer=issuer, subject=subject
    )
    for grant in sorted(stored):
        tx.accounts.grant(account.id, grant)
    added = _reread(tx, account)
    roles = " ".join(f"{grant.role}:{grant.unit}" for grant in added.grants)
    note(tx, actor, Event.CREATE_ACCOUNT, account_object(typed), detail=roles, after=account_digest(added))
    return added


def disable_account(database: Database, actor: Actor, name: str, now: datetime) -> Account:
    """Disables an account and ends its sessions; links of it stop working.

    Raises:
        UnknownAccountError: nobody has this name.
        LastAdministratorError: nobody else could administer.
    """
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        before = known_account(tx, name)
        if not before.enabled:
            return before
        _leave_an_administrator(tx, before)
        tx.accounts.set_disabled(before.id, now)
        tx.sessions.end_all(before.id)
        tx.links.withdraw(before.id)
        return _noted(tx, actor, Event.DISABLE_ACCOUNT, before)


def enable_account(database: Database, actor: Actor, name: str) -> Account:
    """Lets a disabled account in again, with the password it had; raises UnknownAccountError."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        before = known_account(tx, name)
        if before.enabled:
            return before
        tx.accounts.set_disabled(before.id, None)
        return _noted(tx, actor, Event.ENABLE_ACCOUNT, before)


def rename_account(database: Database, actor: Actor, name: str, display_name: str) -> Account:
    """Changes the name that is shown; raises UnknownAccountError, AccountNameError."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        before = known_account(tx, name)
        tx.accounts.set_display_name(before.id, checked_name(display_name))
        return _noted(tx, actor, Event.RENAME_ACCOUNT, before)


def reset_password(database: Database, settings: Settings, actor: Actor, name: str, now: datetime) -> NewLink:
    """Takes the password away, ends the account's sessions, and gives a link to choose a new one.

    Raises:
        UnknownAccountError: nobody has this name.
        ExternalPasswordError: the account signs in elsewhere.
    """
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        before = known_account(tx, name)
        if before.issuer is not None:
            raise ExternalPasswordError(account=before.name)
        tx.accounts.set_password(before.id, None, must_change=True)
        tx.sessions.end_all(before.id)
        account = _noted(tx, actor, Event.RESET, before)
        return make_link(tx, settings, actor, Purpose.CHOOSE, account, now)


def grant_role(database: Database, plan: Plan, actor: Actor, name: str, grant: Grant) -> Account:
    """Gives a role; holds from the person's next action on.

    Raises:
        UnknownAccountError: nobody has this name.
        RoleScopeError: the role cannot be held over this.
        UnknownUnitError: the plan has no such unit.
    """
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    _check_unit(plan, grant)
    with database.transaction() as tx:
        before, stored = known_account(tx, name), _stored(grant)
        if stored in before.grants:
            return before
        tx.accounts.grant(before.id, stored)
        return _noted(tx, actor, Event.GRANT_ROLE, before, f"{stored.role}:{stored.unit}")


def revoke_role(database: Database, actor: Actor, name: str, grant: Grant) -> Account:
    """Takes a role away; holds from the person's next action on.

    Raises:
        UnknownAccountError: nobody has this name.
        LastAdministratorError: nobody else could administer.
    """
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        before, stored = known_account(tx, name), StoredGrant(grant.role.value, grant.unit)
        if stored not in before.grants:
            return before
        if grant.role is Role.ADMINISTRATOR:
            _leave_an_administrator(tx, before)
        tx.accounts.revoke(before.id, stored)
        return _noted(tx, actor, Event.REVOKE_ROLE, before, f"{stored.role}:{stored.unit}")


def checked_name(name: str) -> str:
    """A name as it may be given; raises AccountNameError for an empty, long, reserved or deceptive one."""
    typed = unicodedata.normalize("NFKC", name).strip()
    deceptive = any(unicodedata.category(sign) in _UNSEEN for sign in typed)
    if not typed or len(typed) > LONGEST_NAME or deceptive or typed.casefold() in _RESERVED:
        raise AccountNameError(name=name[:LONGEST_NAME])
    return typed


def known_account(tx: Transaction, name: str) -> Account:
    """The account with this name; raises UnknownAccountError."""
    account = tx.accounts.by_name(name)
    if account is None:
        raise UnknownAccountError(account=name)
    return account


def _reread(tx: Transaction, account: Account) -> Account:
    return tx.accounts.get(account.id) or account


def _noted(tx: Transaction, actor: Actor, event: Event, before: Account, detail: str | None = None) -> Account:
    after = _reread(tx, before)
    name, was, became = account_object(before.name), account_digest(before), account_digest(after)
    note(tx, actor, event, name, detail=detail, before=was, after=became)
    return after


def _stored(grant: Grant) -> StoredGrant:
    if not grant.role.grantable or not (grant.role.by_unit or grant.unit == ALL_UNITS):
        raise RoleScopeError(role=grant.role.value, unit=grant.unit)
    return StoredGrant(grant.role.value, grant.unit)


def _check_unit(plan: Plan, grant: Grant) -> None:
    if grant.unit not in {ALL_UNITS, *(unit.code for unit in plan.units)}:
        raise UnknownUnitError(unit=grant.unit)


def _leave_an_administrator(tx: Transaction, leaving: Account) -> None:
    holders = {account.id for account in tx.accounts.with_role(Role.ADMINISTRATOR.value)}
    if holders == {leaving.id}:
        raise LastAdministratorError

"""The first start: one link for the first administrator. No default account."""

from __future__ import annotations

from datetime import datetime

from db.database import Database, Transaction
from services.accounts.administer_accounts import add_account, checked_name
from services.accounts.one_time_links import NewLink, Purpose, make_link, note_bad_link, valid_link
from services.accounts.passwords import check_password, hasher
from services.accounts.sessions import NewSession, begin, digest_of
from services.rights.access_errors import (
    AdministratorExistsError,
    LinkNotValidError,
)
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.audit_events import Event, account_object, note
from services.rights.roles import Grant, Role
from settings import Settings


def has_administrator(tx: Transaction) -> bool:
    """Whether somebody could sign in and administer."""
    holders = tx.accounts.with_role(Role.ADMINISTRATOR.value)
    return any(each.password_hash is not None or each.issuer is not None for each in holders)


def first_administrator_link(database: Database, settings: Settings, now: datetime) -> NewLink | None:
    """A link to become the first administrator; None where there is one already. Earlier links stop working."""
    with database.transaction() as tx:
        if has_administrator(tx):
            return None
        return make_link(tx, settings, LOCAL_OPERATOR, Purpose.FIRST_ADMINISTRATOR, None, now)


def is_first_administrator_link(database: Database, token: str, now: datetime) -> bool:
    """Whether the link would work now."""
    with database.reading() as tx:
        try:
            valid_link(tx, token, Purpose.FIRST_ADMINISTRATOR, now)
        except LinkNotValidError:
            return False
        return not has_administrator(tx)


def become_first_administrator(
    database: Database,
    settings: Settings,
    token: str,
    name: str,
    display_name: str,
    password: str,
    now: datetime,
    address: str | None,
) -> NewSession:
    """Makes the first administrator's account and begins a session. The link is used up.

    Raises:
        LinkNotValidError: unknown, used or expired; kept in the audit trail.
        AdministratorExistsError: somebody was faster.
        AccountNameError: the name cannot be given.
        AccountExistsError: somebody has it.
        PasswordRefusedError: the password breaks a rule; the link still works.
    """
    if not is_first_administrator_link(database, token, now):
        note_bad_link(database, address)
        raise LinkNotValidError
    check_password(settings, password, checked_name(name), display_name)
    digest = hasher(settings).hash(password)
    with database.transaction() as tx:
        valid_link(tx, token, Purpose.FIRST_ADMINISTRATOR, now)
        if has_administrator(tx):
            raise AdministratorExistsError
        tx.links.use(digest_of(token), now)
        new = Actor(checked_name(name), display_name, (), address)
        account = add_account(tx, new, name, display_name, [Grant(Role.ADMINISTRATOR)], now, password_hash=digest)
        note(tx, new, Event.USE_LINK, account_object(account.name), detail=Purpose.FIRST_ADMINISTRATOR.value)
        return begin(tx, settings, account, now, address, "link")

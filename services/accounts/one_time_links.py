"""Links that let one person choose one password, once: the first administrator's, a new account's, a reset's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.account_records import Account, OneTimeLink
from db.database import Database, Transaction
from services.accounts.passwords import check_password, hasher
from services.accounts.sessions import NewSession, actor_of, begin, digest_of, new_token
from services.accounts.sign_in import keep_password
from services.rights.access_errors import LinkNotValidError
from services.rights.actor import Actor
from services.rights.audit_events import Event, Outcome, account_object, note
from settings import Settings


class Purpose(StrEnum):
    """What a link is for."""

    FIRST_ADMINISTRATOR = "first_administrator"
    CHOOSE = "choose_password"


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to hand over; the token is shown once and not kept."""

    token: str
    expires_at: datetime


def make_link(
    tx: Transaction, settings: Settings, actor: Actor, purpose: Purpose, account: Account | None, now: datetime
) -> NewLink:
    """Makes a link within a transaction; earlier ones of the same purpose stop working."""
    token, expires_at = new_token(), now + settings.link_life
    tx.links.add(digest_of(token), OneTimeLink(purpose.value, account.id if account else None, now, expires_at, None))
    note(tx, actor, Event.CREATE_LINK, _object(account), detail=purpose.value)
    return NewLink(token, expires_at)


def link_account(database: Database, token: str, now: datetime) -> Account:
    """Whose password the link lets one choose, before anything is chosen.

    Raises:
        LinkNotValidError: unknown, used, expired, or not for choosing a password.
    """
    with database.reading() as tx:
        return _account_of(tx, valid_link(tx, token, Purpose.CHOOSE, now))


def choose_password(
    database: Database, settings: Settings, token: str, password: str, now: datetime, address: str | None
) -> NewSession:
    """Sets the password of the link's account, ends its sessions and begins a new one. The link is used up.

    Raises:
        LinkNotValidError: see `link_account`; kept in the audit trail.
        PasswordRefusedError: the password breaks a rule; the link still works.
    """
    try:
        account = link_account(database, token, now)
    except LinkNotValidError:
        note_bad_link(database, address)
        raise
    check_password(settings, password, account.name, account.display_name)
    digest = hasher(settings).hash(password)
    with database.transaction() as tx:
        account = _account_of(tx, valid_link(tx, token, Purpose.CHOOSE, now))
        tx.links.use(digest_of(token), now)
        tx.sessions.end_all(account.id)
        changed = keep_password(tx, account, digest, actor_of(account, address), Event.USE_LINK)
        return begin(tx, settings, changed, now, address, "link")


def valid_link(tx: Transaction, token: str, purpose: Purpose, now: datetime) -> OneTimeLink:
    """The link, if it may be used now for this; raises LinkNotValidError. A clock set back makes it invalid."""
    link = tx.links.find(digest_of(token))
    if link is None or link.purpose != purpose.value or link.used_at is not None:
        raise LinkNotValidError
    if not link.created_at <= now < link.expires_at:
        raise LinkNotValidError
    return link


def note_bad_link(database: Database, address: str | None) -> None:
    """Keeps in the audit trail that somebody came with a link that does not work."""
    with database.transaction() as tx:
        note(tx, Actor("", "", (), address), Event.USE_LINK, "link:", Outcome.FAILED)


def _account_of(tx: Transaction, link: OneTimeLink) -> Account:
    account = tx.accounts.get(link.account_id) if link.account_id is not None else None
    if account is None or not account.enabled:
        raise LinkNotValidError
    return account


def _object(account: Account | None) -> str:
    return account_object(account.name if account is not None else "")

"""Sessions: who a browser is signed in as, asked anew on every rerun.

The browser holds 32 random bytes; the database only their SHA-256. What changes about an account
(disabled, another role, another password) holds on the next look-up, because nothing is remembered
between two.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from db.account_records import Account, Session
from db.database import Database, Transaction
from db.errors import DatabaseBusyError, DatabaseReadOnlyError, DiskFullError
from services.rights.actor import Actor
from services.rights.audit_events import Event, account_object, note
from services.rights.roles import Grant, Role
from settings import Settings

_log = logging.getLogger("dabiao.sessions")

_TOKEN_BYTES = 32
_ID_BYTES = 8
_NOTED_PER_IDLE_TIME = 30
"""Being seen is written down at most so many times in an idle time: a rerun need not write."""

_CLOCK_STEP = timedelta(minutes=1)
"""By how much a clock that is kept right may step back; beyond it sessions of the future end."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A valid session. With `must_change_password` the actor holds no roles until it is done."""

    actor: Actor
    account: Account
    session: Session

    @property
    def must_change_password(self) -> bool:
        """Whether a new password has to be chosen before anything else."""
        return self.account.must_change_password


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that has just begun; the token goes to the browser's cookie and nowhere else."""

    token: str
    signed_in: SignedIn


def new_token() -> str:
    """32 random bytes as text that needs no escaping in an address or a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(token: str) -> str:
    """Under which the token is kept."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def actor_of(account: Account, address: str | None) -> Actor:
    """The acting person with the roles of this moment; without any while the password must be changed."""
    usable = account.enabled and not account.must_change_password
    known = {role.value for role in Role if role.grantable}
    grants = tuple(Grant(Role(each.role), each.unit) for each in account.grants if each.role in known)
    return Actor(account.name, account.display_name, grants if usable else (), address)


def begin(
    tx: Transaction,
    settings: Settings,
    account: Account,
    now: datetime,
    address: str | None,
    method: str,
    ends_at: datetime | None = None,
) -> NewSession:
    """Begins a session within the transaction that has decided to let the person in.

    Args:
        tx: an open transaction.
        settings: the lengths of sessions.
        account: who has been recognised.
        now: the moment.
        address: where the browser is.
        method: `password`, `link`, `oidc` or `sample`.
        ends_at: an earlier end, such as that of an identity provider's token.
    """
    latest = now + settings.session_length
    session = Session(
        id=secrets.token_hex(_ID_BYTES),
        account_id=account.id,
        method=method,
        address=address,
        created_at=now,
        last_seen_at=now,
        ends_at=min(latest, ends_at) if ends_at is not None else latest,
    )
    token = new_token()
    tx.sessions.forget_run_out(now, now - settings.session_idle)
    tx.sessions.add(digest_of(token), session)
    actor = actor_of(account, address)
    note(tx, actor, Event.SIGN_IN, account_object(account.name), detail=f"{method} {session.id}")
    return NewSession(token, SignedIn(actor, account, session))


def look_up(
    database: Database, settings: Settings, token: str, now: datetime, address: str | None = None
) -> SignedIn | None:
    """Who holds the token, or None: unknown, ended, run out, or the account disabled.

    To be asked on every rerun and every request; costs a small query, for a sample's account two; now and then a write.
    """
    with database.reading() as tx:
        held = tx.sessions.held(digest_of(token))
        if held is None:
            return None
        session, account = held
        if not in_force(settings, session, now) or not account.enabled:
            return None
        if account.sample and tx.facts.get("sample") is None:
            return None
    if abs(now - session.last_seen_at) >= settings.session_idle / _NOTED_PER_IDLE_TIME:
        _note_use(database, session, now)
    return SignedIn(actor_of(account, address), account, session)


def _note_use(database: Database, session: Session, now: datetime) -> None:
    """Writes down that the session is in use; where nothing can be written, reading goes on all the same."""
    try:
        with database.transaction() as tx:
            tx.sessions.seen(session.id, now)
    except (DatabaseBusyError, DatabaseReadOnlyError, DiskFullError) as error:
        _log.warning("use of session %s not noted: %s", session.id, error.code)


def in_force(settings: Settings, session: Session, now: datetime) -> bool:
    """Whether the session has neither run out nor been left idle, nor lies in the future.

    A session last seen later than now means that the clock was set back: it ends, else it would live
    longer than it may.
    """
    unseen = now - session.last_seen_at
    return now < session.ends_at and -_CLOCK_STEP <= unseen < settings.session_idle


def sign_out(database: Database, token: str, address: str | None = None) -> None:
    """Ends the session of the token; one that is unknown or ended already is none to end."""
    with database.transaction() as tx:
        held = tx.sessions.held(digest_of(token))
        if held is None:
            return
        session, account = held
        tx.sessions.end(session.id)
        note(tx, actor_of(account, address), Event.SIGN_OUT, account_object(account.name), detail=session.id)

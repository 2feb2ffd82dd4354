"""Signing in with a name and a password, and changing that password.

Whoever may not come in gets one answer, after the same work: a name nobody has, a wrong password, a
disabled account and one without a password cannot be told apart.
"""

from __future__ import annotations

from datetime import datetime

from db.account_records import Account
from db.database import Database, Transaction
from services.accounts.guessing import Attempt, charge, forgive, minutes_of
from services.accounts.passwords import check_password, hasher
from services.accounts.sessions import NewSession, SignedIn, begin
from services.rights.access_errors import (
    ExternalPasswordError,
    NotSignedInError,
    PasswordUnchangedError,
    SampleOnlyError,
    SignInPausedError,
    SignInRefusedError,
)
from services.rights.actor import Actor
from services.rights.audit_events import Event, Outcome, account_digest, account_object, note
from settings import Settings

LONGEST_NAME = 100
LOOPBACK = frozenset({"127.0.0.1", "::1"})


def sign_in(
    database: Database, settings: Settings, name: str, password: str, now: datetime, address: str | None
) -> NewSession:
    """Begins a session for who knows the password.

    Raises:
        SignInRefusedError: name or password wrong, or the account may not be used.
        SignInPausedError: too many failures before; says for how long.
    """
    attempt = Attempt(name[:LONGEST_NAME], address)
    account = _charged(database, settings, attempt, Event.SIGN_IN, now)
    right = hasher(settings).fits(account.password_hash if account else None, password)
    with database.transaction() as tx:
        known = tx.accounts.by_name(attempt.name)
        if right and known is not None and known == account and _usable(tx, known):
            forgive(tx, attempt)
            _renew_hash(tx, settings, known, password)
            return begin(tx, settings, known, now, address, "password")
        note(tx, _somebody(attempt), Event.SIGN_IN, account_object(attempt.name), Outcome.FAILED)
    raise SignInRefusedError


def enter_sample(database: Database, settings: Settings, name: str, now: datetime, address: str | None) -> NewSession:
    """Enters as a sample account without a password: only beside sample data, only on this machine.

    Raises:
        SampleOnlyError: on real data, from another machine, or for an account that is no sample.
    """
    with database.transaction() as tx:
        account = tx.accounts.by_name(name)
        local = address is None or address in LOOPBACK
        if account is not None and account.sample and local and _usable(tx, account):
            return begin(tx, settings, account, now, address, "sample")
        note(tx, _somebody(Attempt(name, address)), Event.SIGN_IN, account_object(name), Outcome.REFUSED)
    raise SampleOnlyError


def change_password(
    database: Database, settings: Settings, signed_in: SignedIn, old: str, new: str, now: datetime
) -> None:
    """Changes one's own password; ends one's other sessions. Wrong old passwords count as failures.

    Raises:
        SignInRefusedError: the old password is wrong.
        SignInPausedError: too many failures before.
        PasswordRefusedError: the new one breaks a rule.
        ExternalPasswordError: the account has no password here.
    """
    account, address = signed_in.account, signed_in.actor.address
    if account.issuer is not None:
        raise ExternalPasswordError(account=account.name)
    attempt = Attempt(account.name, address)
    known = _charged(database, settings, attempt, Event.RENEW, now)
    if known is None or not hasher(settings).fits(known.password_hash, old):
        with database.transaction() as tx:
            note(tx, signed_in.actor, Event.RENEW, account_object(account.name), Outcome.FAILED)
        raise SignInRefusedError
    with database.transaction() as tx:
        forgive(tx, attempt)
    if old == new:
        raise PasswordUnchangedError
    check_password(settings, new, account.name, account.display_name)
    digest = hasher(settings).hash(new)
    with database.transaction() as tx:
        if tx.sessions.get(signed_in.session.id) is None:
            raise NotSignedInError
        keep_password(tx, known, digest, signed_in.actor, Event.RENEW)
        tx.sessions.end_all(account.id, but=signed_in.session.id)


def keep_password(tx: Transaction, account: Account, digest: str, actor: Actor, event: Event) -> Account:
    """Sets a password that its owner has chosen; the account as it then is."""
    tx.accounts.set_password(account.id, digest, must_change=False)
    changed = tx.accounts.get(account.id) or account
    note(
        tx,
        actor,
        event,
        account_object(account.name),
        before=account_digest(account),
        after=account_digest(changed),
    )
    return changed


def _charged(database: Database, settings: Settings, attempt: Attempt, event: Event, now: datetime) -> Account | None:
    """The account, if there is one, after counting the attempt; raises SignInPausedError."""
    with database.transaction() as tx:
        wait = charge(tx, settings, attempt, now)
        if wait is None:
            return tx.accounts.by_name(attempt.name)
        note(tx, _somebody(attempt), event, account_object(attempt.name), Outcome.PAUSED)
    raise SignInPausedError(minutes=minutes_of(wait))


def _usable(tx: Transaction, account: Account) -> bool:
    return account.enabled and (not account.sample or tx.facts.get("sample") is not None)


def _renew_hash(tx: Transaction, settings: Settings, account: Account, password: str) -> None:
    if account.password_hash is not None and hasher(settings).is_outdated(account.password_hash):
        digest = hasher(settings).hash(password)
        tx.accounts.set_password(account.id, digest, must_change=account.must_change_password)


def _somebody(attempt: Attempt) -> Actor:
    """Who tries to come in: nobody yet, from an address."""
    return Actor("", "", (), attempt.address)

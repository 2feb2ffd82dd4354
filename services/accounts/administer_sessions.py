"""What an administrator does with sessions: sees who is signed in, and ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.account_records import Account, Session
from db.database import Database
from services.accounts.administer_accounts import known_account
from services.accounts.sessions import in_force
from services.rights.actor import Actor
from services.rights.audit_events import Event, account_object, note
from services.rights.permission import Action, require
from settings import Settings


@dataclass(frozen=True, slots=True)
class SessionInForce:
    """A session with whose it is."""

    account: Account
    session: Session


def sessions_in_force(
    database: Database, settings: Settings, actor: Actor, now: datetime
) -> tuple[SessionInForce, ...]:
    """Who is signed in, the latest first."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS)
    with database.reading() as tx:
        by_id = {account.id: account for account in tx.accounts.listing()}
        found = [each for each in tx.sessions.listing() if in_force(settings, each, now)]
    return tuple(SessionInForce(by_id[each.account_id], each) for each in found)


def revoke_session(database: Database, actor: Actor, session_id: str) -> None:
    """Ends one session; one that has ended is none to end."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=f"session:{session_id}")
    with database.transaction() as tx:
        session = tx.sessions.get(session_id)
        account = tx.accounts.get(session.account_id) if session is not None else None
        if session is not None and account is not None:
            tx.sessions.end(session_id)
            note(tx, actor, Event.REVOKE_SESSION, account_object(account.name), detail=session_id)


def revoke_sessions(database: Database, actor: Actor, name: str) -> int:
    """Ends all sessions of an account; how many; raises UnknownAccountError."""
    require(database, actor, Action.ADMINISTER_ACCOUNTS, object_=account_object(name))
    with database.transaction() as tx:
        account = known_account(tx, name)
        ended = tx.sessions.end_all(account.id)
        note(tx, actor, Event.REVOKE_SESSION, account_object(account.name), detail=str(ended))
        return ended

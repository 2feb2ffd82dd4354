"""Sessions, found by the SHA-256 of what the browser holds: who reads the table can enter as nobody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, or_, select, update

from db.account_records import Account, Session, StoredGrant
from db.accounts import account_of
from db.tables_accounts import ACCOUNTS, ROLE_GRANTS, SESSIONS

_FIELDS = [column for column in SESSIONS.c if column.name != "token_sha256"]

_OWN = "session_"
_OF_HELD: list[ColumnElement[Any]] = [
    *(column.label(f"{_OWN}{column.name}") for column in _FIELDS),
    *ACCOUNTS.c,
    ROLE_GRANTS.c.role,
    ROLE_GRANTS.c.unit,
]
_HELD = (
    select(*_OF_HELD)
    .join_from(SESSIONS, ACCOUNTS)
    .outerjoin(ROLE_GRANTS)
    .where(SESSIONS.c.token_sha256 == bindparam("token_sha256"))
)
"""Made once: it is asked in every run of every screen."""


class SessionStore:
    """Sessions; an ended one is gone, the audit trail remembers it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_sha256: str, session: Session) -> None:
        """Adds a session."""
        values = {column.name: getattr(session, column.name) for column in _FIELDS}
        self._connection.execute(insert(SESSIONS).values(token_sha256=token_sha256, **values))

    def held(self, token_sha256: str) -> tuple[Session, Account] | None:
        """The session with this token, however old, and whose it is; None where there is none. One statement."""
        rows = self._connection.execute(_HELD, {"token_sha256": token_sha256}).all()
        if not rows:
            return None
        grants = [StoredGrant(row.role, row.unit) for row in rows if row.role is not None]
        return _session(rows[0], _OWN), account_of(rows[0], grants)

    def get(self, session_id: str) -> Session | None:
        """The session with this id, or None."""
        row = self._connection.execute(select(*_FIELDS).where(SESSIONS.c.id == session_id)).one_or_none()
        return _session(row) if row is not None else None

    def seen(self, session_id: str, at: datetime) -> None:
        """Notes that the session was used."""
        self._connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(last_seen_at=at))

    def end(self, session_id: str) -> None:
        """Ends a session."""
        self._connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id))

    def end_all(self, account_id: int, but: str | None = None) -> int:
        """Ends the account's sessions, except the one with the id `but`; how many they were."""
        ending = delete(SESSIONS).where(SESSIONS.c.account_id == account_id)
        return self._connection.execute(ending.where(SESSIONS.c.id != but) if but else ending).rowcount

    def listing(self) -> list[Session]:
        """All sessions that were not ended, the newest first; some may have run out."""
        return [
            _session(row) for row in self._connection.execute(select(*_FIELDS).order_by(SESSIONS.c.created_at.desc()))
        ]

    def forget_run_out(self, now: datetime, seen_before: datetime) -> None:
        """Removes sessions past their end, and those last seen at or before a moment."""
        table = SESSIONS.c
        self._connection.execute(delete(SESSIONS).where(or_(table.ends_at <= now, table.last_seen_at <= seen_before)))


def _session(row: Row[Any], label: str = "") -> Session:
    return Session(**{column.name: getattr(row, f"{label}{column.name}") for column in _FIELDS})

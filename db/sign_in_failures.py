"""How often signing in has failed in a row, by account name and by address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, select

from db.account_records import SignInFailures
from db.bulk import upsert
from db.tables_accounts import SIGN_IN_FAILURES


class FailureStore:
    """Counts, by kind (`account`, `address`) and subject. A subject need not be a known account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, kind: str, subject: str) -> SignInFailures | None:
        """The failures of a subject, or None."""
        table = SIGN_IN_FAILURES.c
        query = select(table["count"], table.last_at, table.locked_at)
        row = self._connection.execute(query.where(table.kind == kind, table.subject == subject)).one_or_none()
        return SignInFailures(row[0], row[1], row[2]) if row is not None else None

    def set(self, kind: str, subject: str, failures: SignInFailures) -> None:
        """Keeps the failures of a subject."""
        row = {
            "kind": kind,
            "subject": subject,
            "count": failures.count,
            "last_at": failures.last_at,
            "locked_at": failures.locked_at,
        }
        upsert(self._connection, SIGN_IN_FAILURES, [row])

    def forget(self, kind: str, subject: str) -> None:
        """The subject begins anew."""
        table = SIGN_IN_FAILURES.c
        self._connection.execute(delete(SIGN_IN_FAILURES).where(table.kind == kind, table.subject == subject))

    def forget_older(self, moment: datetime) -> None:
        """Removes what no longer counts."""
        self._connection.execute(delete(SIGN_IN_FAILURES).where(SIGN_IN_FAILURES.c.last_at < moment))

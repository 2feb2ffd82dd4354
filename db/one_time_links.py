"""Links that work once, found by the SHA-256 of their token."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from db.account_records import OneTimeLink
from db.tables_accounts import ONE_TIME_LINKS


class LinkStore:
    """One-time links; at most one that was not used per purpose and account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_sha256: str, link: OneTimeLink) -> None:
        """Adds a link, and withdraws those of the same purpose and account that were not used."""
        table = ONE_TIME_LINKS.c
        same = (table.purpose == link.purpose, table.account_id.is_not_distinct_from(link.account_id))
        self._connection.execute(delete(ONE_TIME_LINKS).where(*same, table.used_at.is_(None)))
        values = {
            "token_sha256": token_sha256,
            "purpose": link.purpose,
            "account_id": link.account_id,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
            "used_at": link.used_at,
        }
        self._connection.execute(insert(ONE_TIME_LINKS).values(values))

    def find(self, token_sha256: str) -> OneTimeLink | None:
        """The link with this token, used, expired or neither; None where there is none."""
        table = ONE_TIME_LINKS.c
        columns = (table.purpose, table.account_id, table.created_at, table.expires_at, table.used_at)
        row = self._connection.execute(select(*columns).where(table.token_sha256 == token_sha256)).one_or_none()
        return OneTimeLink(*row) if row is not None else None

    def use(self, token_sha256: str, at: datetime) -> None:
        """Marks the link as used."""
        using = update(ONE_TIME_LINKS).where(ONE_TIME_LINKS.c.token_sha256 == token_sha256)
        self._connection.execute(using.values(used_at=at))

    def withdraw(self, account_id: int) -> None:
        """Removes the account's links that were not used."""
        table = ONE_TIME_LINKS.c
        self._connection.execute(delete(ONE_TIME_LINKS).where(table.account_id == account_id, table.used_at.is_(None)))

"""Accounts and their roles. Accounts are never deleted: what they did must stay somebody's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, select, update

from db.account_records import Account, StoredGrant
from db.tables_accounts import ACCOUNTS, ROLE_GRANTS

_BY_ID = select(ACCOUNTS).where(ACCOUNTS.c.id == bindparam("account_id"))
_GRANTS = select(ROLE_GRANTS.c.role, ROLE_GRANTS.c.unit).where(ROLE_GRANTS.c.account_id == bindparam("account_id"))
"""Made once: both are asked in every run of every screen."""


def name_key(name: str) -> str:
    """The name as it is looked up: width, case and spaces around it make no difference."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).strip().casefold())


class AccountStore:
    """Accounts, by number, by name, or by an identity provider's subject."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        name: str,
        display_name: str,
        created_at: datetime,
        *,
        password_hash: str | None = None,
        sample: bool = False,
        issuer: str | None = None,
        subject: str | None = None,
    ) -> Account:
        """Adds an account without roles; the caller has made sure that the name is free."""
        values = {
            "name": name,
            "name_key": name_key(name),
            "display_name": display_name,
            "password_hash": password_hash,
            "must_change_password": False,
            "sample": sample,
            "issuer": issuer,
            "subject": subject,
            "created_at": created_at,
        }
        added = self._connection.execute(insert(ACCOUNTS).values(values).returning(ACCOUNTS.c.id))
        return self._one(ACCOUNTS.c.id == added.scalar_one())

    def get(self, account_id: int) -> Account | None:
        """The account with this number, or None."""
        row = self._connection.execute(_BY_ID, {"account_id": account_id}).one_or_none()
        return self._with_grants(row) if row is not None else None

    def by_name(self, name: str) -> Account | None:
        """The account with this name (see `name_key`), or None."""
        return self._found(ACCOUNTS.c.name_key == name_key(name))

    def by_subject(self, issuer: str, subject: str) -> Account | None:
        """The account of an identity provider's subject, or None."""
        return self._found(ACCOUNTS.c.issuer == issuer, ACCOUNTS.c.subject == subject)

    def listing(self) -> list[Account]:
        """All accounts, by name."""
        grants: dict[int, list[StoredGrant]] = {}
        for row in self._connection.execute(select(ROLE_GRANTS)):
            grants.setdefault(row.account_id, []).append(StoredGrant(row.role, row.unit))
        rows = self._connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name_key))
        return [account_of(row, grants.get(row.id, [])) for row in rows]

    def set_password(self, account_id: int, password_hash: str | None, *, must_change: bool) -> None:
        """Sets the password's hash; None: there is none until one is chosen."""
        self._update(account_id, password_hash=password_hash, must_change_password=must_change)

    def set_disabled(self, account_id: int, at: datetime | None) -> None:
        """Disables the account, or enables it (None)."""
        self._update(account_id, disabled_at=at)

    def set_display_name(self, account_id: int, display_name: str) -> None:
        """Changes the name that is shown."""
        self._update(account_id, display_name=display_name)

    def grant(self, account_id: int, grant: StoredGrant) -> None:
        """Gives a role that the account does not have yet."""
        values = {"account_id": account_id, "role": grant.role, "unit": grant.unit}
        self._connection.execute(insert(ROLE_GRANTS).values(values))

    def revoke(self, account_id: int, grant: StoredGrant) -> None:
        """Takes a role away; does nothing where it is not there."""
        table = ROLE_GRANTS.c
        which = (table.account_id == account_id, table.role == grant.role, table.unit == grant.unit)
        self._connection.execute(delete(ROLE_GRANTS).where(*which))

    def with_role(self, role: str) -> list[Account]:
        """The enabled accounts that hold a role over any unit."""
        holders = select(ROLE_GRANTS.c.account_id).where(ROLE_GRANTS.c.role == role)
        query = select(ACCOUNTS.c.id).where(ACCOUNTS.c.id.in_(holders), ACCOUNTS.c.disabled_at.is_(None))
        return [self._one(ACCOUNTS.c.id == account_id) for account_id in self._connection.scalars(query).all()]

    def _update(self, account_id: int, **values: object) -> None:
        self._connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(**values))

    def _one(self, *conditions: ColumnElement[bool]) -> Account:
        return self._with_grants(self._connection.execute(select(ACCOUNTS).where(*conditions)).one())

    def _found(self, *conditions: ColumnElement[bool]) -> Account | None:
        row = self._connection.execute(select(ACCOUNTS).where(*conditions)).one_or_none()
        return self._with_grants(row) if row is not None else None

    def _with_grants(self, row: Row[Any]) -> Account:
        granted = self._connection.execute(_GRANTS, {"account_id": row.id})
        return account_of(row, [StoredGrant(role, unit) for role, unit in granted])


def account_of(row: Row[Any], grants: Iterable[StoredGrant]) -> Account:
    """The account whose columns a row has, under their own names."""
    return Account(
        id=row.id,
        name=row.name,
        display_name=row.display_name,
        must_change_password=row.must_change_password,
        sample=row.sample,
        created_at=row.created_at,
        disabled_at=row.disabled_at,
        issuer=row.issuer,
        subject=row.subject,
        grants=tuple(sorted(grants)),
        password_hash=row.password_hash,
    )

"""When each account last looked at a plan's figures."""

from __future__ import annotations

from sqlalchemy import Connection, select

from db.bulk import upsert
from db.figure_records import LastVisit
from db.tables_figures import LAST_VISITS


class LastVisitStore:
    """One row per account and plan, overwritten."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, plan_id: str, account: str) -> LastVisit | None:
        """The account's last visit; None before the first."""
        v = LAST_VISITS.c
        row = self._connection.execute(
            select(v.seen_at, v.before_at).where(v.plan == plan_id, v.account == account)
        ).one_or_none()
        return None if row is None else LastVisit(row.seen_at, row.before_at)

    def set(self, plan_id: str, account: str, visit: LastVisit) -> None:
        """Notes the account's visit."""
        values = {"plan": plan_id, "account": account, "seen_at": visit.seen_at, "before_at": visit.before_at}
        upsert(self._connection, LAST_VISITS, [values])

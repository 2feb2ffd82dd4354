"""Check relations in the database: states and additions over the plan's files, and every firing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, case, distinct, func, insert, select

from db.check_records import AddedCheck, Firing, FiringCount, StateSetting
from db.tables import SUBMISSIONS
from db.tables_checks import ADDED_CHECKS, CHECK_FIRINGS, CHECK_STATES


class CheckStore:
    """Only adds: a rule's state is the one set last."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_state(self, plan_id: str, setting: StateSetting) -> None:
        """Says a rule's state from now on."""
        values = {"plan": plan_id, "rule": setting.rule, "state": setting.state}
        self._connection.execute(
            insert(CHECK_STATES).values(values | {"set_by": setting.set_by, "set_at": setting.set_at})
        )

    def states(self, plan_id: str, as_of: datetime | None = None) -> dict[str, StateSetting]:
        """By rule, the setting that counts (counted then); a rule that was never set is absent."""
        query = select(CHECK_STATES).where(CHECK_STATES.c.plan == plan_id).order_by(CHECK_STATES.c.id)
        if as_of is not None:
            query = query.where(CHECK_STATES.c.set_at <= as_of)
        rows = self._connection.execute(query)
        return {row.rule: StateSetting(row.rule, row.state, row.set_by, row.set_at) for row in rows}

    def add(self, plan_id: str, check: AddedCheck) -> None:
        """Adds a rule; its code must be new."""
        values = {name: getattr(check, name) for name in AddedCheck.__dataclass_fields__}
        self._connection.execute(insert(ADDED_CHECKS).values(values | {"plan": plan_id}))

    def added(self, plan_id: str) -> tuple[AddedCheck, ...]:
        """The rules that were added, in order."""
        query = select(ADDED_CHECKS).where(ADDED_CHECKS.c.plan == plan_id).order_by(ADDED_CHECKS.c.id)
        names = AddedCheck.__dataclass_fields__
        return tuple(
            AddedCheck(**{name: getattr(row, name) for name in names}) for row in self._connection.execute(query)
        )

    def fire(self, submission_id: int, firings: Iterable[Firing]) -> None:
        """Keeps where rules did not hold in a submission; each rule at most once at a cell."""
        rows = [
            {"submission_id": submission_id, **{name: getattr(each, name) for name in Firing.__dataclass_fields__}}
            for each in firings
        ]
        if rows:
            self._connection.execute(insert(CHECK_FIRINGS), rows)

    def firings(self, submission_id: int) -> tuple[Firing, ...]:
        """Where rules did not hold in a submission, by rule and cell."""
        table = CHECK_FIRINGS
        query = select(table).where(table.c.submission_id == submission_id).order_by(table.c.rule, table.c.cell)
        return tuple(
            Firing(row.rule, row.sheet, row.cell, row.code, row.explained, row.trial)
            for row in self._connection.execute(query)
        )

    def counts(self, plan_id: str) -> dict[str, FiringCount]:
        """By rule, how often it fired in all submissions and drafts of a plan; absent where it never did."""
        fired, sent = CHECK_FIRINGS.c, SUBMISSIONS.c
        query = (
            select(
                fired.rule,
                func.count(distinct(fired.submission_id)).label("submissions"),
                func.count().label("cells"),
                func.sum(case((fired.explained, 1), else_=0)).label("explained"),
                func.max(sent.submitted_at).label("last"),
            )
            .join_from(CHECK_FIRINGS, SUBMISSIONS)
            .where(sent.plan == plan_id)
            .group_by(fired.rule)
        )
        return {
            row.rule: FiringCount(row.rule, row.submissions, row.cells, int(row.explained), row.last)
            for row in self._connection.execute(query)
        }

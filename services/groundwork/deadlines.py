"""The deadlines in force: the plan's, moved by the calendar, with what the administrator has set."""

from __future__ import annotations

from datetime import datetime

from db.database import Database, Transaction
from indicators.calendar import Deadlines, WorkingCalendar
from indicators.plan import Plan
from services.rights.actor import Actor
from services.rights.permission import Action, require

LOCK_FACT = "lock_after_days"
"""The fact that says how many days after the due date returns are still taken; absent: always."""


def deadlines(database: Database, plan: Plan, actor: Actor) -> Deadlines:
    """The deadlines, for whoever may see returns."""
    require(database, actor, Action.VIEW_RETURNS)
    with database.reading() as tx:
        return read_deadlines(tx, plan)


def read_deadlines(tx: Transaction, plan: Plan, as_of: datetime | None = None) -> Deadlines:
    """As `deadlines`, within a transaction that is already permitted; without exceptions granted after `as_of`."""
    days = {each.day: each.kind for each in tx.calendar.days()}
    locked = tx.facts.get(LOCK_FACT)
    return Deadlines(
        calendar=WorkingCalendar(days),
        lock_after_days=None if locked is None else int(locked),
        exceptions=tuple(
            each.exception for each in tx.calendar.exceptions(plan.head.id) if as_of is None or each.granted_at <= as_of
        ),
    )

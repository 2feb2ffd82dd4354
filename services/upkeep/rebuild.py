"""Makes anew what follows from what was sent and decided: current figures and lists, what waits, the roll-ups.

What was submitted, approved and noted is not touched: where that was altered, only a backup helps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.database import Database
from indicators.periods import Period
from indicators.plan import Plan
from services.groundwork.rollups import rebuild_rollups
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was wrong and is so no longer: (indicator, period) pairs, and numbers of entries of the indexes."""

    rollups: tuple[tuple[str, Period], ...]
    current_values: int
    current_lists: int
    waiting_returns: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything had to be mended."""
        return any((self.rollups, self.current_values, self.current_lists, self.waiting_returns))


def rebuild(database: Database, plan: Plan, actor: Actor, now: datetime) -> Rebuilt:
    """Computes all derived tables of a plan anew in one transaction, and notes it with how much was wrong.

    Raises:
        NotAllowedError: when the actor is not the machine's operator.
    """
    object_ = f"plan:{plan.head.id}"
    require(database, actor, Action.REBUILD, object_=object_)
    with database.transaction() as tx:
        values = len(tx.observations.current_differences(plan.head.id))
        lists = len(tx.lists.current_differences(plan.head.id))
        waiting = tx.submissions.waiting_differences(plan.head.id)
        if values:
            tx.observations.rebuild_current(plan.head.id)
        if lists:
            tx.lists.rebuild_current(plan.head.id)
        if waiting:
            tx.submissions.rebuild_waiting(plan.head.id)
        # The roll-ups are computed over the index of current figures, so they come after it.
        rebuilt = Rebuilt(rebuild_rollups(tx, plan, now), values, lists, waiting)
        indexes = f"current_values {values}, current_lists {lists}, waiting_returns {waiting}"
        said = f"rollups {len(rebuilt.rollups)}, {indexes}"
        note(tx, actor, Action.REBUILD, object_, detail=said)
    return rebuilt

"""What waits for a reviewer: the last upload of every return of their units, as long as nobody has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.database import Database
from db.records import Submission
from indicators.plan import Form, Plan, ReportingUnit
from services.groundwork.deadlines import read_deadlines
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require


@dataclass(frozen=True, slots=True)
class WaitingReturn:
    """A submitted return; `own`: the actor sent it and may not decide. `explained`: cells with an explanation."""

    submission: Submission
    form: Form
    unit: ReportingUnit
    due: date
    own: bool
    explained: int


def waiting_returns(database: Database, plan: Plan, actor: Actor) -> tuple[WaitingReturn, ...]:
    """The returns of the actor's units that wait, the first to come in first."""
    require(database, actor, Action.APPROVE_RETURN)
    with database.reading() as tx:
        deadlines = read_deadlines(tx, plan)
        waiting = tx.submissions.waiting(plan.head.id)
        mine = [each for each in waiting if permits(actor, Action.APPROVE_RETURN, each.key.unit)]
        explained = {
            each.id: len(
                {
                    (figure.observation.variable, figure.observation.period)
                    for figure in tx.observations.of_submission(each.id)
                    if figure.explanation
                }
            )
            + sum(bool(report.explanation) for report in tx.measures.of_submission(each.id))
            for each in mine
        }
    may_decide_own = permits(actor, Action.APPROVE_OWN_RETURN)
    return tuple(
        WaitingReturn(
            submission=each,
            form=(form := plan.form(each.key.form)),
            unit=plan.unit(each.key.unit),
            due=deadlines.due(form, each.key.period),
            own=actor.name == each.submitted_by and not may_decide_own,
            explained=explained[each.id],
        )
        for each in mine
    )

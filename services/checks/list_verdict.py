"""What the checks of a name list say of it, by the state each is in: told, counted on trial, or silent."""

from __future__ import annotations

from datetime import date, datetime

from db.database import Transaction
from indicators import list_checks
from indicators.list_checks import ListContext
from indicators.name_lists import NameList
from indicators.periods import Period
from indicators.plan import Form, Plan, RuleState
from indicators.problems import Problem
from services.checks.check_rules import known_list_rules

Problems = tuple[Problem, ...]


def list_problems(
    tx: Transaction,
    plan: Plan,
    form: Form,
    period: Period,
    listed: NameList,
    context: ListContext,
    today: date,
    as_of: datetime | None = None,
) -> tuple[Problems, Problems]:
    """What the active checks find (as they were then), and what those on trial would."""
    found = list_checks.run(form, period, listed, context, today)
    if not found:
        return (), ()
    states = {known.rule.code: known.rule.state for known in known_list_rules(tx, plan, as_of)}
    active, trial = (
        tuple(problem for problem in found if states[problem.params["rule"]] is state)
        for state in (RuleState.ACTIVE, RuleState.TRIAL)
    )
    return active, trial

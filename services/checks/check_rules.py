"""Which check relations apply: those of the plan's files and those added, each in the state set last.

Everything else that needs a plan's relations takes a plan that holds just those in a state: the forms
print what is active, a return is held against it, and what is on trial is evaluated beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from db.check_records import AddedCheck, Firing, StateSetting
from db.database import Transaction
from indicators.list_rules import ListRule, list_rules
from indicators.plan import Bilingual, CheckRule, Plan, RuleState
from indicators.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class KnownRule:
    """A rule in its present state; `setting` where an administrator set it, `added` where one wrote it."""

    rule: CheckRule
    setting: StateSetting | None
    added: AddedCheck | None


@dataclass(frozen=True, slots=True)
class KnownListRule:
    """A check of a name list in its present state; `setting` where an administrator set it. Nobody adds any."""

    rule: ListRule
    setting: StateSetting | None
    added: None = None


def known_list_rules(tx: Transaction, plan: Plan, as_of: datetime | None = None) -> tuple[KnownListRule, ...]:
    """All checks of the plan's name lists, with the state that holds (held then)."""
    states = tx.checks.states(plan.head.id, as_of)
    return tuple(_list_rule(rule, states.get(rule.code)) for rule in list_rules(plan))


def _list_rule(rule: ListRule, setting: StateSetting | None) -> KnownListRule:
    return KnownListRule(rule if setting is None else rule.in_state(RuleState(setting.state)), setting)


def known_rules(tx: Transaction, plan: Plan, as_of: datetime | None = None) -> tuple[KnownRule, ...]:
    """All rules of a plan, those of its files first, with the state that holds (held then)."""
    states = tx.checks.states(plan.head.id, as_of)
    added = tx.checks.added(plan.head.id)
    rules = [*((rule, None) for rule in plan.checks), *((_rule(each), each) for each in added)]
    return tuple(_in_state(rule, states.get(rule.code), written) for rule, written in rules)


def _in_state(rule: CheckRule, setting: StateSetting | None, added: AddedCheck | None) -> KnownRule:
    state = rule.state if setting is None else RuleState(setting.state)
    return KnownRule(rule.model_copy(update={"state": state}), setting, added)


def _rule(added: AddedCheck) -> CheckRule:
    """An added rule; on trial until somebody sets another state."""
    return CheckRule(
        code=added.rule,
        form=added.form,
        severity=Severity(added.severity),
        relation=added.relation,
        name=Bilingual(zh=added.name_zh, en=added.name_en),
        state=RuleState.TRIAL,
    )


def plan_with(tx: Transaction, plan: Plan, *states: RuleState, as_of: datetime | None = None) -> Plan:
    """The plan with just the rules in these states."""
    return in_state(plan, known_rules(tx, plan, as_of), *states)


def in_state(plan: Plan, rules: Iterable[KnownRule], *states: RuleState) -> Plan:
    """The plan with those of the rules that are in these states."""
    return plan_of(plan, (known.rule for known in rules if known.rule.state in states))


def plan_of(plan: Plan, rules: Iterable[CheckRule]) -> Plan:
    """The plan with other check relations."""
    return plan.model_copy(update={"checks": tuple(rules)})


def firings(problems: Iterable[Problem], *, trial: bool) -> list[Firing]:
    """The problems that check relations raised, as the store keeps them; each rule once at a cell."""
    found = {
        (problem.params["rule"], problem.sheet or "", problem.cell or ""): problem
        for problem in problems
        if "rule" in problem.params
    }
    return [
        Firing(rule, sheet, cell, problem.code, problem.explained is not None, trial)
        for (rule, sheet, cell), problem in found.items()
    ]

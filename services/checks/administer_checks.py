"""Check relations as administrators and reviewers see them: state, how often each fired; and new ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from db.check_records import AddedCheck, FiringCount, StateSetting
from db.database import Database, Transaction
from i18n.relation_words import relation_words
from i18n.texts import texts
from indicators.check_faults import faults_of
from indicators.list_rules import ListRule
from indicators.plan import Bilingual, CheckRule, Plan, RuleState
from indicators.problems import Severity
from indicators.relations import parse
from services.checks.check_errors import CheckFaultsError, UnknownCheckError
from services.checks.check_rules import KnownListRule, KnownRule, known_list_rules, known_rules, plan_of
from services.rights.actor import Actor
from services.rights.audit_events import Event, note
from services.rights.permission import Action, require

_NEW_CODE = "X{:02d}"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A rule in its present state, and how often it fired; None: never."""

    known: KnownRule | KnownListRule
    fired: FiringCount | None

    @property
    def rule(self) -> CheckRule | ListRule:
        """The rule."""
        return self.known.rule


@dataclass(frozen=True, slots=True)
class DraftedCheck:
    """A rule as an administrator writes it: everything else follows."""

    form: str
    severity: Severity
    relation: str


def check_rows(database: Database, plan: Plan, actor: Actor) -> tuple[CheckRow, ...]:
    """Every rule of the plan, its files' first, and after those that were added the checks of its name lists."""
    require(database, actor, Action.VIEW_CHECKS)
    with database.reading() as tx:
        counts = tx.checks.counts(plan.head.id)
        return tuple(CheckRow(known, counts.get(known.rule.code)) for known in _every_rule(tx, plan))


def _every_rule(tx: Transaction, plan: Plan) -> tuple[KnownRule | KnownListRule, ...]:
    return (*known_rules(tx, plan), *known_list_rules(tx, plan))


def set_check_state(database: Database, plan: Plan, actor: Actor, code: str, state: RuleState, now: datetime) -> None:
    """Switches a rule on, on trial or off, from the next upload on; returns that are in stay as they are.

    Raises:
        UnknownCheckError: the plan has no such rule.
    """
    require(database, actor, Action.ADMINISTER_PLANS)
    with database.transaction() as tx:
        before = next((known.rule for known in _every_rule(tx, plan) if known.rule.code == code), None)
        if before is None:
            raise UnknownCheckError(what=code)
        if before.state is state:
            return
        tx.checks.set_state(plan.head.id, StateSetting(code, state.value, actor.name, now))
        note(tx, actor, Event.SET_CHECK_STATE, _object(plan, code), detail=f"{before.state} → {state}")


def drafted_rule(database: Database, plan: Plan, actor: Actor, draft: DraftedCheck) -> CheckRule:
    """The rule that a draft would become: with the next free code, and named in words in both languages.

    Raises:
        CheckFaultsError: it cannot be read, or does not fit the plan.
    """
    require(database, actor, Action.ADMINISTER_PLANS)
    with database.reading() as tx:
        return _drafted(tx, plan, draft)


def add_check(database: Database, plan: Plan, actor: Actor, draft: DraftedCheck, now: datetime) -> CheckRule:
    """Adds a rule, on trial; raises as `drafted_rule`."""
    require(database, actor, Action.ADMINISTER_PLANS)
    with database.transaction() as tx:
        rule = _drafted(tx, plan, draft)
        said = AddedCheck(
            rule.code,
            rule.form,
            rule.severity.value,
            rule.relation,
            rule.name.zh,
            rule.name.en,
            actor.name,
            now,
        )
        tx.checks.add(plan.head.id, said)
        note(
            tx, actor, Event.ADD_CHECK, _object(plan, rule.code), detail=f"{rule.form} {rule.severity} {rule.relation}"
        )
    return rule


def _drafted(tx: Transaction, plan: Plan, draft: DraftedCheck) -> CheckRule:
    known = [each.rule for each in known_rules(tx, plan)]
    codes = {rule.code for rule in known}
    rule = CheckRule(
        code=next(code for number in count(1) if (code := _NEW_CODE.format(number)) not in codes),
        form=plan.form(draft.form).code,
        severity=draft.severity,
        relation=draft.relation.strip(),
        name=Bilingual(zh=draft.relation or "-", en=draft.relation or "-"),
        state=RuleState.TRIAL,
    )
    faults = faults_of(plan_of(plan, known), rule)
    if faults:
        raise CheckFaultsError(rule.relation, faults)
    relation = parse(rule.relation)
    name = Bilingual(zh=relation_words(relation, plan, texts("zh")), en=relation_words(relation, plan, texts("en")))
    return rule.model_copy(update={"relation": str(relation), "name": name})


def _object(plan: Plan, code: str) -> str:
    return f"check:{plan.head.id}/{code}"

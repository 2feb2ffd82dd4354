"""A rule as it is shown: its notation where it has one, its meaning in words, its name."""

from __future__ import annotations

from i18n.relation_words import relation_words
from i18n.texts import Texts
from indicators.list_rules import ListRule
from indicators.plan import CheckRule, Plan
from indicators.relations import parse

NO_NOTATION = "—"


def notation(rule: CheckRule | ListRule) -> str:
    """The relation in the statutory notation; a check of a list's rows has none."""
    return NO_NOTATION if isinstance(rule, ListRule) else rule.relation


def words(rule: CheckRule | ListRule, plan: Plan, texts: Texts) -> str:
    """What the rule says, for who does not read the notation."""
    if isinstance(rule, ListRule):
        return texts(f"relations.list.{rule.problem}")
    return relation_words(parse(rule.relation), plan, texts)


def name(rule: CheckRule | ListRule, texts: Texts) -> str:
    """What the rule is called."""
    return texts(f"relations.list.{rule.problem}") if isinstance(rule, ListRule) else texts.name(rule.name)


def in_short(rule: CheckRule | ListRule, texts: Texts) -> str:
    """The notation, or the words where there is none."""
    return name(rule, texts) if isinstance(rule, ListRule) else rule.relation

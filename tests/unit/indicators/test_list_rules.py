"""The checks of lists as rules with codes and states."""

from __future__ import annotations

import pytest

from indicators.list_rules import LIST_PROBLEM_CODES, list_rules, rule_code
from indicators.plan import RuleState
from tests.unit.indicators.listing import PLAN


def test_a_list_has_the_checks_that_it_gives_something_to_check_for():
    codes = [rule.code for rule in list_rules(PLAN)]
    assert [each for each in codes if each.startswith("F04")] == [f"F04-{number:02d}" for number in range(1, 11)]
    assert [each for each in codes if each.startswith("F05")] == [
        f"F05-{number:02d}" for number in (1, 2, 3, 4, 5, 7, 9, 10)
    ]


@pytest.mark.parametrize("problem", LIST_PROBLEM_CODES)
def test_no_two_problems_have_one_code(problem: str):
    assert [each for each in LIST_PROBLEM_CODES if rule_code("F04", each) == rule_code("F04", problem)] == [problem]


def test_a_rule_is_active_until_somebody_sets_another_state():
    rule = list_rules(PLAN)[0]
    assert rule.state is RuleState.ACTIVE
    assert rule.in_state(RuleState.OFF).state is RuleState.OFF
    assert rule.in_state(RuleState.OFF).in_state(RuleState.ACTIVE) == rule

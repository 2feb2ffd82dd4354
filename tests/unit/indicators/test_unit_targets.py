"""Targets of single units, and whether they add up."""

from __future__ import annotations

from decimal import Decimal

from indicators.unit_targets import own_targets
from tests.unit.indicators.small_plan import FLOW, PLAN, SHARE, at_most

GIVEN = ({"unit": "C", "value": 30}, {"unit": "A", "value": 50})
VALUES = {"A": Decimal(40), "B": Decimal(9)}


def test_a_plan_that_gives_none_has_none():
    assert own_targets(PLAN, FLOW, VALUES) is None


def test_own_targets_stand_in_the_plans_order_with_their_gaps():
    found = own_targets(PLAN, FLOW.model_validate(FLOW.model_dump() | {"unit_targets": GIVEN}), VALUES)
    assert [(row.unit, row.target, row.value, row.gap) for row in found.rows] == [
        ("A", 50, 40, 10),
        ("C", 30, None, None),
    ]


def test_a_sum_that_departs_from_the_citys_target_is_told():
    of = FLOW.model_validate(FLOW.model_dump() | {"unit_targets": GIVEN})
    assert own_targets(PLAN, of, VALUES).mismatch == -40


def test_shares_do_not_add_up_and_are_not_compared():
    of = SHARE.model_validate(SHARE.model_dump() | {"unit_targets": GIVEN})
    assert own_targets(PLAN, of, VALUES).mismatch is None


def test_lower_is_better_turns_the_gap_round():
    of = SHARE.model_validate(SHARE.model_dump() | {"unit_targets": GIVEN, "target": at_most("50")})
    assert own_targets(PLAN, of, VALUES).rows[0].gap == -10

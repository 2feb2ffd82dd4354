"""Parts that add up to the whole, whatever the figures."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.decomposition import RatioChange, UnitPair, gap_shares, ratio_change
from tests.unit.indicators.small_plan import SHARE

A, B = ("A", "90", "100"), ("B", "10", "50")


def pairs(*rows: tuple[str, str, str]) -> list[UnitPair]:
    return [UnitPair(code, Decimal(n), Decimal(d)) for code, n, d in rows]


def ratio(rows: list[UnitPair]) -> Fraction:
    return 100 * Fraction(sum(row.numerator for row in rows)) / Fraction(sum(row.denominator for row in rows))


def test_a_unit_at_the_target_has_no_share_of_the_gap():
    shares = gap_shares(SHARE, pairs(("A", "65", "100"), ("B", "45", "100")))
    assert [each.share for each in shares] == [0, -10]
    assert [each.own for each in shares] == [65, 45]


def test_a_unit_with_a_numerator_and_no_denominator_still_has_a_share():
    shares = gap_shares(SHARE, pairs(A, ("B", "5", "0")))
    assert shares[1].own is None
    assert sum(each.share for each in shares) == ratio(pairs(A, ("B", "5", "0"))) - 65


@pytest.mark.parametrize("rows", [[], pairs(("A", "5", "0"))])
def test_without_a_denominator_there_are_no_shares(rows: list[UnitPair]):
    assert gap_shares(SHARE, rows) == ()


def test_a_shift_of_weight_alone_is_mix():
    found = ratio_change(
        SHARE, pairs(("A", "90", "100"), ("B", "20", "100")), pairs(("A", "135", "150"), ("B", "10", "50"))
    )
    assert (found.level, found.membership) == (0, 0)
    assert found.mix == found.after - found.before == Fraction(35, 2)


def test_ratios_that_move_alone_are_level():
    found = ratio_change(SHARE, pairs(A, B), pairs(("A", "95", "100"), ("B", "10", "50")))
    assert (found.mix, found.membership) == (0, 0)
    assert found.level == found.after - found.before


def test_a_unit_that_joins_or_leaves_is_neither_level_nor_mix():
    joined = ratio_change(SHARE, pairs(A), pairs(A, B))
    left = ratio_change(SHARE, pairs(A, B), pairs(A))
    assert (joined.level, joined.mix, joined.units[1].joined) == (0, 0, ratio(pairs(A, B)) - 90)
    assert (left.level, left.mix, left.units[1].left) == (0, 0, 90 - ratio(pairs(A, B)))


def test_a_unit_whose_denominator_was_zero_counts_as_joining():
    found = ratio_change(SHARE, pairs(A, ("B", "0", "0")), pairs(A, B))
    assert found.units[1].joined == ratio(pairs(A, B)) - 90
    assert (found.units[1].left, found.units[1].total) == (0, found.units[1].joined)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (pairs(A), pairs(B)),
        ([], pairs(A)),
        (pairs(("A", "1", "0")), pairs(A)),
        (pairs(A, ("B", "1", "-100")), pairs(A)),
    ],
)
def test_without_common_ground_nothing_is_compared(before: list[UnitPair], after: list[UnitPair]):
    assert ratio_change(SHARE, before, after) is None


figures = st.decimals(min_value=0, max_value=10_000, places=2)
rows = st.dictionaries(st.sampled_from("ABCDEFG"), st.tuples(figures, figures), max_size=7).map(
    lambda found: [UnitPair(code, n, d) for code, (n, d) in found.items()]
)


@settings(max_examples=150, deadline=None)
@given(rows)
def test_shares_of_the_gap_add_up_to_actual_minus_target(found: list[UnitPair]):
    shares = gap_shares(SHARE, found)
    if shares:
        assert sum(each.share for each in shares) == ratio(found) - 65


@settings(max_examples=150, deadline=None)
@given(rows, rows)
def test_level_mix_and_membership_add_up_to_the_change(before: list[UnitPair], after: list[UnitPair]):
    found = ratio_change(SHARE, before, after)
    if found is not None:
        assert (found.before, found.after) == (ratio(before), ratio(after))
        assert found.level + found.mix + found.membership == found.after - found.before
        assert sum(unit.total for unit in found.units) == found.after - found.before
        assert [unit.unit for unit in found.units] == list(dict.fromkeys(p.unit for p in (*before, *after)))


@settings(max_examples=50, deadline=None)
@given(rows, rows)
def test_looked_at_backwards_every_part_has_the_other_sign(before: list[UnitPair], after: list[UnitPair]):
    forth, back = ratio_change(SHARE, before, after), ratio_change(SHARE, after, before)
    if forth is not None:
        assert isinstance(back, RatioChange)
        assert (forth.level, forth.mix, forth.membership) == (-back.level, -back.mix, -back.membership)

"""One unit's change among the other units'."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.among_units import Among, among_units
from indicators.outliers import LEAST_SAMPLE

OTHERS = [Decimal(number) for number in (0, 3, 6, 9, 12, 15, 18, 21, 24)]
changes = st.decimals(-99, 900, places=2)


@pytest.mark.parametrize(
    ("change", "place", "rank"),
    [("48", Among.ABOVE, 1), ("-24", Among.BELOW, 10), ("13", Among.LIKE, 5), ("12", Among.LIKE, 5)],
)
def test_a_change_lies_among_the_others_by_the_modified_z_score(change, place, rank):
    """Median 12 and MAD 6 of the others: 48 and −24 lie 4.05 off."""
    found = among_units(Decimal(change), OTHERS)
    assert (found.place, found.rank, found.count, found.usual) == (place, rank, 10, 12)


def test_among_few_others_nothing_is_judged_and_among_none_there_is_no_usual():
    few = among_units(Decimal(90), OTHERS[: LEAST_SAMPLE - 1])
    assert (few.place, few.rank, few.count, few.usual) == (Among.FEW, 1, LEAST_SAMPLE, 9)
    alone = among_units(Decimal(90), [])
    assert (alone.place, alone.rank, alone.count, alone.usual) == (Among.ALONE, 1, 1, None)


@given(changes, st.lists(changes, max_size=20))
def test_the_rank_is_within_the_count_and_does_not_fall_with_a_greater_change(change, others):
    found, greater = among_units(change, others), among_units(change + 1, others)
    assert 1 <= greater.rank <= found.rank <= found.count == len(others) + 1

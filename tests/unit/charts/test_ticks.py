"""Lines of an axis stand at round places within its bounds, few of them, and their labels tell them apart."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.ticks import decimals_of, ticks


@pytest.mark.parametrize(
    ("low", "high", "places", "decimals"),
    [
        (0, 165, ["0", "50", "100", "150"], 0),
        (60.44, 65.31, ["61", "62", "63", "64", "65"], 0),
        (3.01, 3.24, ["3.05", "3.10", "3.15", "3.20"], 2),
        (0, 5400, ["0", "1000", "2000", "3000", "4000", "5000"], 0),
        (-3.6, 4.8, ["-2", "0", "2", "4"], 0),
    ],
)
def test_usual_axes(low: float, high: float, places: list[str], decimals: int):
    found = ticks(low, high, 6)
    assert [f"{each:f}" for each in found] == places
    assert decimals_of(found) == decimals


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.integers(2, 8))
def test_any_axis(low: float, span: float, most: int):
    high = low + span
    found = ticks(low, high, most)
    assert len(found) <= most + 1
    assert len(found) >= most // 5
    steps = {later - sooner for sooner, later in pairwise(found)}
    assert len(steps) <= 1
    slack = Decimal(str(span)) / 10**6
    assert all(Decimal(str(low)) - slack <= each <= Decimal(str(high)) + slack for each in found)
    labels = [f"{each:.{decimals_of(found)}f}" for each in found]
    assert len(set(labels)) == len(found)


def test_no_lines_no_decimals():
    assert decimals_of([]) == 0

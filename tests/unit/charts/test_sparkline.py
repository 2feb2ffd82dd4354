"""The sparkline: gaps stay gaps, the line ends where the year stands."""

from __future__ import annotations

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from charts.sparkline import HEIGHT, WIDTH, sparkline_svg
from charts.theme import LIGHT, Tone


def drawn(*values: int | None) -> str:
    return str(sparkline_svg([None if v is None else Decimal(v) for v in values], Tone.GOOD, LIGHT, "走势"))


def test_a_rising_series_ends_with_a_dot_at_the_top():
    svg = drawn(1, 2, 3)
    assert svg.count("<polyline") == 1
    assert 'cy="4.0"' in svg


def test_a_missing_month_breaks_the_line():
    assert drawn(1, 2, None, 3, 4).count("<polyline") == 2


def test_a_single_month_between_gaps_draws_no_line():
    assert drawn(None, 2, None).count("<polyline") == 0


def test_nothing_known_draws_nothing():
    assert "<circle" not in drawn(None, None)
    assert "<circle" not in drawn()


def test_a_constant_series_runs_through_the_middle():
    assert 'cy="14.0"' in drawn(5, 5, 5)


def test_the_twelfth_month_stands_at_the_right_end():
    assert f'cx="{WIDTH - 4}.0"' in drawn(*range(12))


@given(st.lists(st.one_of(st.none(), st.decimals(-1000, 1000, places=2)), max_size=12))
def test_every_point_is_inside_the_picture(values: list[Decimal | None]):
    svg = str(sparkline_svg(values, Tone.GOOD, LIGHT, ""))
    for points in re.findall(r'points="([^"]+)"', svg):
        for point in points.split():
            x, y = map(float, point.split(","))
            assert 0 <= x <= WIDTH
            assert 0 <= y <= HEIGHT

"""The bullet: from zero, the target always at the same place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.bullet import TARGET_AT, bullet_svg
from charts.theme import LIGHT, Tone


def drawn(attainment: str | None, schedule: str | None = None) -> str:
    percent = None if attainment is None else Decimal(attainment)
    planned = None if schedule is None else Decimal(schedule)
    return str(bullet_svg(percent, planned, Tone.GOOD, LIGHT, "完成率"))


def test_reaching_the_target_ends_the_bar_at_the_target():
    assert f'width="{TARGET_AT}.00%"' in drawn("100")


def test_half_of_the_target_is_half_of_the_way_from_zero():
    assert 'width="40.00%"' in drawn("50")


def test_without_a_value_there_is_no_bar_but_the_target_stands():
    svg = drawn(None)
    assert 'class="bar"' not in svg
    assert f'x1="{TARGET_AT}%"' in svg


def test_the_schedule_is_a_dashed_tick_on_the_same_axis():
    assert 'class="schedule" x1="60.00%"' in drawn("50", "75")
    assert "schedule" not in drawn("50")


def test_beyond_the_axis_the_bar_is_full_and_broken():
    assert 'width="100.00%"' in drawn("300")
    assert "<path" in drawn("300")
    assert "<path" not in drawn("125")


def test_a_negative_value_draws_no_bar_to_the_left():
    assert 'width="0.00%"' in drawn("-20")


@pytest.mark.parametrize("label", ["<script>", '"onload="x'])
def test_the_label_is_escaped(label: str):
    assert label not in bullet_svg(Decimal(1), None, Tone.BAD, LIGHT, label)


@given(st.decimals(min_value=-1000, max_value=1000, places=3), st.decimals(min_value=-1000, max_value=1000, places=3))
def test_nothing_ever_leaves_the_axis(attainment: Decimal, schedule: Decimal):
    svg = str(bullet_svg(attainment, schedule, Tone.GOOD, LIGHT, ""))
    places = [
        Decimal(part.split('"')[1].rstrip("%")) for part in svg.split() if part.startswith(("width=", "x1=", "x2="))
    ]
    assert all(0 <= place <= 100 for place in places)

"""Bars of differences: their place, their length, and no status colour."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from charts.deltas import Axis, delta_svg, dot_svg
from charts.theme import LIGHT, Tone

AXIS = Axis(Fraction(-2), Fraction(2))


@pytest.mark.parametrize(("value", "place"), [(-2, 2), (0, 50), (2, 98)])
def test_a_value_stands_at_its_share_of_the_axis(value: int, place: int):
    assert AXIS.at(Fraction(value)) == place


def test_an_axis_without_extent_stands_in_the_middle():
    assert Axis(Fraction(1), Fraction(1)).at(Fraction(1)) == 50


@pytest.mark.parametrize(("start", "end", "x", "width"), [(0, 1, "50.00", "24.00"), (0, -1, "26.00", "24.00")])
def test_a_bar_goes_from_its_start_to_its_end(start: int, end: int, x: str, width: str):
    assert f'<rect x="{x}%" width="{width}%"' in delta_svg(Fraction(start), Fraction(end), AXIS, LIGHT)


def test_a_difference_of_nothing_is_still_seen():
    assert 'width="0.4%"' in delta_svg(Fraction(0), Fraction(0), AXIS, LIGHT)


def test_differences_carry_no_colour_of_a_status():
    drawn = delta_svg(Fraction(0), Fraction(-1), AXIS, LIGHT) + dot_svg(Fraction(1), AXIS, LIGHT)
    assert not {LIGHT.tone(tone) for tone in (Tone.GOOD, Tone.WARN, Tone.BAD)} & set(re.findall(r"#\w{6}", drawn))
    assert Decimal(re.findall(r'cx="([\d.]+)%', drawn)[0]) == 74

"""Statuses can be told apart without colour."""

from __future__ import annotations

import pytest

from charts.marks import TONES, status_mark_svg, tone_mark_svg
from charts.theme import LIGHT, Tone
from indicators.standing import Status


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_mark_in_the_colour_of_its_tone(status: Status):
    assert LIGHT.tone(TONES[status]) in status_mark_svg(status, LIGHT)


def test_shapes_differ_between_the_statuses_that_are_judged():
    judged = (Status.ACHIEVED, Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Status.BEHIND, Status.MISSED, Status.NOT_DUE)
    shapes = set()
    for status in judged:
        mark = str(status_mark_svg(status, LIGHT))
        shapes.add(mark.replace(LIGHT.tone(TONES[status]), ""))
    assert len(shapes) == len(judged)


def test_marks_are_hidden_from_readers_because_the_word_stands_beside_them():
    assert 'aria-hidden="true"' in tone_mark_svg(Tone.GOOD, LIGHT)

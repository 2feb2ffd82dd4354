"""Colours are measured: words at 4.5:1, shapes and lines at 3:1, light and dark."""

from __future__ import annotations

import pytest

from charts.theme import BY_STYLESHEET, DARK, LIGHT, Palette, Tone, css_declarations, css_light_dark

LOOKS = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
WORDS = ("ink", "secondary", "muted", "link", "good_text", "warn_text", "bad_text", "neutral_text")
SHAPES = ("good", "warn", "bad", "neutral", "actual")


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@LOOKS
@pytest.mark.parametrize("name", WORDS)
def test_words_can_be_read_on_the_page_and_in_quiet_boxes(palette: Palette, name: str):
    for ground in (palette.ground, palette.faint):
        assert contrast(getattr(palette, name), ground) >= 4.5


@LOOKS
@pytest.mark.parametrize("name", SHAPES)
def test_shapes_and_bars_stand_out_from_the_page(palette: Palette, name: str):
    assert contrast(getattr(palette, name), palette.ground) >= 3


def test_a_tone_names_its_colour():
    assert LIGHT.tone(Tone.BAD) == "#b42318"


def test_stylesheet_palette_points_at_custom_properties():
    assert BY_STYLESHEET.last_year == "var(--last-year)"
    assert BY_STYLESHEET.tone(Tone.GOOD) == "var(--good)"


def test_stylesheet_declares_every_colour_for_both_looks():
    declared = css_light_dark()
    for name in Palette.__dataclass_fields__:
        assert f"--{name.replace('_', '-')}: light-dark(" in declared
    assert "--ink: #101828;" in css_declarations(LIGHT)

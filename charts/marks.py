"""A status as a tone and a shape, so that nobody needs to see colours to read it."""

from __future__ import annotations

from markupsafe import Markup

from charts.theme import Palette, Tone
from indicators.standing import Status

TONES: dict[Status, Tone] = {
    Status.ACHIEVED: Tone.GOOD,
    Status.ON_SCHEDULE: Tone.GOOD,
    Status.SLIGHTLY_BEHIND: Tone.WARN,
    Status.BEHIND: Tone.BAD,
    Status.MISSED: Tone.BAD,
    Status.INCOMPLETE: Tone.NEUTRAL,
    Status.NO_DATA: Tone.NEUTRAL,
    Status.NO_PATH: Tone.NEUTRAL,
    Status.NOT_DUE: Tone.NEUTRAL,
}

_CHECK = Markup('<path d="M2.5 7.5l3 3 6-7" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round"/>')
_DISC = Markup('<circle cx="7" cy="7" r="4.5" fill="{colour}"/>')
_TRIANGLE = Markup('<path d="M7 2l5.2 9.6H1.8z" fill="{colour}"/>')
_SQUARE = Markup('<rect x="2.5" y="2.5" width="9" height="9" fill="{colour}"/>')
_CROSS = Markup('<path d="M3 3l8 8M11 3l-8 8" fill="none" stroke="{colour}" stroke-width="2.4"/>')
_RING = Markup('<circle cx="7" cy="7" r="4.2" fill="none" stroke="{colour}" stroke-width="1.4"/>')

_TONE_SHAPES = {Tone.GOOD: _DISC, Tone.WARN: _TRIANGLE, Tone.BAD: _SQUARE, Tone.NEUTRAL: _RING}
_OWN_SHAPES = {Status.ACHIEVED: _CHECK, Status.MISSED: _CROSS}
_FRAME = Markup('<svg class="mark" width="{size}" height="{size}" viewBox="0 0 14 14" aria-hidden="true">{shape}</svg>')


def status_mark_svg(status: Status, palette: Palette, size: int = 14) -> Markup:
    """The shape of a status in its colour; decoration beside the word, hence hidden from readers."""
    tone = TONES[status]
    shape = _OWN_SHAPES.get(status, _TONE_SHAPES[tone])
    return _FRAME.format(size=size, shape=shape.format(colour=palette.tone(tone)))


def tone_mark_svg(tone: Tone, palette: Palette, size: int = 14) -> Markup:
    """The shape that stands for all statuses of a tone."""
    return _FRAME.format(size=size, shape=_TONE_SHAPES[tone].format(colour=palette.tone(tone)))

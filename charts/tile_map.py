"""The tile map: equal tiles roughly where the units lie, so that small districts are not overlooked.

One drawing, no boundaries, nothing fetched. Each tile is a link that mouse and keyboard reach.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from charts.marks import tone_mark_svg
from charts.theme import Palette, Tone

WIDTH, HEIGHT = 164, 80
GAP = 8
LINE_HEIGHT = 18
_FIRST_LINE = 28
_DETAIL_ABOVE_FOOT = 14
_FULL_WIDTH, _HALF_WIDTH = 2, 1
_SIGNS_A_LINE = 16
_FRAME = Markup(
    '<svg class="tile-map" viewBox="-2 -2 {width} {height}" role="group" aria-label="{label}">{tiles}</svg>'
)
_TILE = Markup(
    '<a class="tile tone-{tone}" href="{address}" data-event="{event}" data-value="{value}" aria-label="{label}" '
    'transform="translate({x} {y})"><rect width="{width}" height="{height}" rx="8" fill="{ground}" stroke="{colour}" '
    'stroke-width="1.5"/><g transform="translate(12 14)">{mark}</g>{name}'
    '<text x="12" y="{foot}" class="detail" fill="{quiet}">{detail}</text></a>'
)
_LINE = Markup('<text x="32" y="{y}" class="name" fill="{ink}">{text}</text>')


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit on the map: its place (column, row), what it says, and where it leads.

    `value` is told when it is chosen, `address` opens it in a new window; `label` says all of it to
    who cannot see it.
    """

    place: tuple[int, int]
    name: str
    detail: str
    tone: Tone
    value: str
    address: str
    label: str


def tile_map_svg(tiles: Sequence[Tile], palette: Palette, label: str, event: str = "unit") -> Markup:
    """The map of the tiles, as wide as its container allows.

    Args:
        tiles: in the order in which the keyboard goes through them; no two at one place.
        palette: literal colours, or the ones of the stylesheet.
        label: the map in words.
        event: what choosing a tile is called.
    """
    columns = 1 + max((tile.place[0] for tile in tiles), default=0)
    rows = 1 + max((tile.place[1] for tile in tiles), default=0)
    return _FRAME.format(
        width=columns * (WIDTH + GAP) - GAP + 4,
        height=rows * (HEIGHT + GAP) - GAP + 4,
        label=label,
        tiles=Markup("").join(_tile(tile, palette, event) for tile in tiles),
    )


def _tile(tile: Tile, palette: Palette, event: str) -> Markup:
    column, row = tile.place
    lines = wrapped(tile.name)
    return _TILE.format(
        tone=tile.tone.value,
        address=tile.address,
        event=event,
        value=tile.value,
        label=tile.label,
        x=column * (WIDTH + GAP),
        y=row * (HEIGHT + GAP),
        width=WIDTH,
        height=HEIGHT,
        ground=palette.ground,
        colour=palette.tone(tile.tone) if tile.tone is not Tone.NEUTRAL else palette.hairline,
        mark=tone_mark_svg(tile.tone, palette),
        name=Markup("").join(
            _LINE.format(y=_FIRST_LINE - 2 + place * LINE_HEIGHT, ink=palette.ink, text=line)
            for place, line in enumerate(lines)
        ),
        foot=HEIGHT - _DETAIL_ABOVE_FOOT,
        quiet=palette.secondary,
        detail=tile.detail,
    )


def wrapped(name: str) -> list[str]:
    """A name in as few lines as fit a tile, broken only between words; at most two."""
    words = name.split()
    if _long(name) <= _SIGNS_A_LINE or len(words) == 1:
        return [name]
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut, _ in enumerate(pairwise(words), start=1)]
    return list(min(halves, key=lambda pair: max(map(_long, pair))))


def _long(text: str) -> int:
    """Length in half widths; a CJK sign takes two."""
    return sum(_HALF_WIDTH if sign.isascii() else _FULL_WIDTH for sign in text)

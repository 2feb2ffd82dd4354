"""The completeness heat map: units against months, the darker the fuller; every cell also says its number."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from charts.theme import Palette

_CELL = Markup(
    '<svg class="heat" width="100%" height="24" aria-hidden="true"><rect width="100%" height="24" rx="3" '
    'fill="{track}"/><rect width="100%" height="24" rx="3" fill="{colour}" fill-opacity="{share}"/>{late}</svg>'
)
_LATE = Markup(
    '<rect x="0.75" y="0.75" width="99%" height="22.5" rx="3" fill="none" stroke="{ink}" stroke-width="1.5"/>'
)
LEAST_SEEN = Decimal("0.08")
"""A cell with any figure differs from one with none."""
_DARKEST = Decimal("0.45")


def heat_svg(filled: int, asked: int, palette: Palette, *, late: bool) -> Markup:
    """One cell's ground. Shade, not a status colour: how much is there is no verdict; a frame marks what was late.

    Args:
        filled: how many figures are there.
        asked: how many are due; 0 leaves the cell empty.
        palette: literal colours, or the ones of the stylesheet.
        late: whether anything came, or is still missing, after it was due.
    """
    share = Decimal(filled) / asked * _DARKEST if asked else Decimal(0)
    if filled:
        share = max(share, LEAST_SEEN)
    return _CELL.format(
        track=palette.track,
        colour=palette.actual,
        share=share.quantize(Decimal("0.01")),
        late=_LATE.format(ink=palette.ink) if late else "",
    )

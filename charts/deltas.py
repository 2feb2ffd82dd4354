"""Floating bars of differences around a common zero or from place to place: no status, hence no status colour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from charts.theme import Palette

_FRAME = Markup(
    '<svg class="delta" width="100%" height="16" aria-hidden="true">'
    '<rect x="{x}%" width="{width}%" y="3" height="10" rx="2" fill="{colour}" fill-opacity="{shade}"/>'
    '<line x1="{line}%" x2="{line}%" y1="0" y2="16" stroke="{ink}" stroke-width="1"/></svg>'
)
_DOT = Markup(
    '<svg class="delta" width="100%" height="16" aria-hidden="true"><circle cx="{x}%" cy="8" r="4" fill="{ink}"/></svg>'
)
UP, DOWN = Decimal("0.35"), Decimal("0.8")
"""How dark a bar is: what pulls down is darker, and its number has a minus."""

_THINNEST = Decimal("0.4")


@dataclass(frozen=True, slots=True)
class Axis:
    """A common axis from `low` to `high`, for all the bars of a column."""

    low: Fraction
    high: Fraction

    def at(self, value: Fraction) -> Decimal:
        """A value's place in percent of the width, 2% in from either edge."""
        span = self.high - self.low
        share = (value - self.low) / span if span else Fraction(1, 2)
        return (Decimal(2) + Decimal(96) * Decimal(share.numerator) / Decimal(share.denominator)).quantize(
            Decimal("0.01")
        )


def delta_svg(start: Fraction, end: Fraction, axis: Axis, palette: Palette) -> Markup:
    """A bar from `start` to `end` with a line at the start."""
    left, right = sorted((axis.at(start), axis.at(end)))
    return _FRAME.format(
        x=left,
        width=max(right - left, _THINNEST),
        colour=palette.actual,
        shade=UP if end >= start else DOWN,
        line=axis.at(start),
        ink=palette.muted,
    )


def dot_svg(value: Fraction, axis: Axis, palette: Palette) -> Markup:
    """A dot at a value: where a waterfall begins and ends."""
    return _DOT.format(x=axis.at(value), ink=palette.ink)

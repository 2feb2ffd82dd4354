"""The sparkline: the shape of the year so far, in the width of a whole year."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from charts.theme import Palette, Tone

WIDTH = 96
HEIGHT = 28
_INSET = 4
_FRAME = Markup(
    '<svg class="sparkline" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
    'aria-label="{label}">{lines}{end}</svg>'
)
_LINE = Markup('<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"/>')
_END = Markup('<circle cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>')

Point = tuple[Decimal, Decimal]


def sparkline_svg(
    values: Sequence[Decimal | None],
    tone: Tone,
    palette: Palette,
    label: str,
    slots: int = 12,
    breaks: Collection[int] = (),
) -> Markup:
    """A line through the known values with a dot on the last; a missing value leaves a gap.

    Args:
        values: one per period from the year's first, at most `slots` of them.
        tone: the colour of the last dot.
        palette: literal colours, or the ones of the stylesheet.
        label: the drawing in words.
        slots: periods in the year: the line ends where the year stands.
        breaks: the places (from 0) before which the line is interrupted, though both values are known.
    """
    points = _points(values, slots)
    known = [point for point in points if point is not None]
    lines = Markup("").join(
        _LINE.format(points=" ".join(f"{x},{y}" for x, y in run), colour=palette.muted) for run in _runs(points, breaks)
    )
    end = _END.format(x=known[-1][0], y=known[-1][1], colour=palette.tone(tone)) if known else Markup("")
    return _FRAME.format(width=WIDTH, height=HEIGHT, label=label, lines=lines, end=end)


def _points(values: Sequence[Decimal | None], slots: int) -> list[Point | None]:
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (Decimal(0), Decimal(0))
    step = Decimal(WIDTH - 2 * _INSET) / max(1, slots - 1)
    height = Decimal(HEIGHT - 2 * _INSET)

    def place(index: int, value: Decimal) -> Point:
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return _tenths(_INSET + index * step), _tenths(_INSET + height * (1 - share))

    return [None if value is None else place(index, value) for index, value in enumerate(values)]


def _runs(points: Sequence[Point | None], breaks: Collection[int]) -> Iterator[list[Point]]:
    """The stretches without a gap that have a line to draw."""
    run: list[Point] = []
    for place, point in enumerate([*points, None]):
        if (point is None or place in breaks) and run:
            if len(run) > 1:
                yield run
            run = []
        if point is not None:
            run.append(point)


def _tenths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"))

"""Small vector charts for the PDF and the preview, from the same series as Word's and Excel's."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from itertools import groupby
from math import ceil, floor, log10

from i18n import formats
from reports.inert import inert
from reports.summary import Chart, ChartSeries

WIDTH, HEIGHT = 640, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 12, 22, 48
_INK, _PLANNED, _ACTUAL, _GRID, _TEXT = "#101828", "#98A2B3", "#173F7A", "#EAECF0", "#475467"
_COLOUR = {"actual": _ACTUAL, "planned": _PLANNED, "target": _INK}
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_LINES = 5


def chart_svg(chart: Chart, fonts: str = "sans-serif") -> str:
    """The chart as an SVG document; texts are escaped, colours are those of the other writers."""
    frame = _Frame(chart)
    actual = [series for series in chart.series if series.role == "actual"]
    others = [series for series in chart.series if series.role != "actual"]
    parts = [frame.grid()]
    parts += [frame.columns(series) if chart.kind == "columns" else "" for series in actual]
    parts += [frame.line(series) for series in others]
    parts += [frame.line(series) for series in actual if chart.kind == "line"]
    parts += [frame.categories(), frame.legend()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" font-family="{escape(fonts)}" font-size="11" fill="{_TEXT}">'
        f"<title>{escape(inert(chart.description))}</title>{''.join(parts)}</svg>"
    )


class _Frame:
    """Places values and categories on the drawing."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        values = [value for series in chart.series for value in series.values if value is not None]
        low, high = float(min(values)), float(max(values))
        # Columns start at zero, always; a line's axis may be cut.
        self.ticks = _ticks(min(low, 0.0) if chart.kind == "columns" else low, high)
        self.low, self.high = self.ticks[0], self.ticks[-1]
        self.step = (WIDTH - _LEFT - _RIGHT) / len(chart.categories)

    def x(self, place: int) -> float:
        """The middle of a category."""
        return _LEFT + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        """The height of a value."""
        share = (value - self.low) / (self.high - self.low)
        return HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM)

    def grid(self) -> str:
        """Hairlines with their values, and the unit above."""
        lines = "".join(
            f'<path d="M{_LEFT} {self.y(tick):.1f}H{WIDTH - _RIGHT}" stroke="{_GRID}"/>'
            f'<text x="{_LEFT - 6}" y="{self.y(tick) + 4:.1f}" text-anchor="end">{self._shown(tick)}</text>'
            for tick in self.ticks
        )
        return f'{lines}<text x="2" y="12">{escape(inert(self.chart.unit))}</text>'

    def _shown(self, tick: float) -> str:
        return formats.number(Decimal(str(round(tick, 6))), _decimals(self.ticks))

    def columns(self, series: ChartSeries) -> str:
        """Bars from zero."""
        wide = self.step * 0.56
        zero = self.y(0.0)
        return "".join(
            f'<rect x="{self.x(place) - wide / 2:.1f}" width="{wide:.1f}" y="{min(self.y(float(value)), zero):.1f}" '
            f'height="{abs(zero - self.y(float(value))):.1f}" fill="{_ACTUAL}"/>'
            for place, value in enumerate(series.values)
            if value is not None
        )

    def line(self, series: ChartSeries) -> str:
        """A line that stops at gaps; the actual one with points, the planned one dashed."""
        colour, dots = _COLOUR[series.role], ""
        dash = ' stroke-dasharray="3 3"' if series.role == "planned" else ""
        width = 2.2 if series.role == "actual" else 1.4
        if series.role == "actual":
            dots = "".join(
                f'<circle cx="{self.x(place):.1f}" cy="{self.y(float(value)):.1f}" r="2.8" fill="{colour}"/>'
                for place, value in enumerate(series.values)
                if value is not None
            )
        drawn = "".join(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"{dash}/>'
            for points in self._stretches(series)
        )
        return drawn + dots

    def _stretches(self, series: ChartSeries) -> list[str]:
        stretches = []
        for known, group in groupby(enumerate(series.values), key=lambda pair: pair[1] is not None):
            if known:
                points = [f"{self.x(place):.1f},{self.y(float(value or 0)):.1f}" for place, value in group]
                stretches.append(" ".join(points))
        return stretches

    def categories(self) -> str:
        """The names below."""
        baseline = HEIGHT - _BOTTOM + 16
        return "".join(
            f'<text x="{self.x(place):.1f}" y="{baseline}" text-anchor="middle">{escape(inert(name))}</text>'
            for place, name in enumerate(self.chart.categories)
        )

    def legend(self) -> str:
        """What each mark is, below the categories."""
        wide = (WIDTH - _LEFT - _RIGHT) / len(self.chart.series)
        return "".join(self._key(series, _LEFT + place * wide + 20) for place, series in enumerate(self.chart.series))

    def _key(self, series: ChartSeries, left: float) -> str:
        dash = ' stroke-dasharray="3 3"' if series.role == "planned" else ""
        thick = 8 if series.role == "actual" and self.chart.kind == "columns" else 2
        high = HEIGHT - 10
        return (
            f'<line x1="{left:.1f}" x2="{left + 26:.1f}" y1="{high - 4}" y2="{high - 4}" '
            f'stroke="{_COLOUR[series.role]}" stroke-width="{thick}"{dash}/>'
            f'<text x="{left + 32:.1f}" y="{high}">{escape(inert(series.name))}</text>'
        )


def _ticks(low: float, high: float) -> list[float]:
    """Round values that hold both ends, about five."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / (_LINES - 1)
    magnitude = 10.0 ** floor(log10(raw))
    step = next(each * magnitude for each in _STEPS if each * magnitude >= raw - 1e-12)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [step * place for place in range(first, max(last, first + 1) + 1)]


def _decimals(ticks: list[float]) -> int:
    """The fewest decimals that show every step."""
    step = Decimal(str(round(ticks[1] - ticks[0], 9))).normalize()
    return max(0, -int(step.as_tuple().exponent))

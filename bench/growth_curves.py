"""Growth curves as one SVG: both axes logarithmic, so that flat is flat and proportional a slope of one.

`python -m bench.growth_curves` draws docs/growth-ENGINE.svg, which docs/growth.md shows, from what was kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from math import floor, log10
from pathlib import Path

from bench.measuring import RESULTS

DOCS = Path(__file__).resolve().parents[1] / "docs"
_NOT_DRAWN = "filling the database"

WIDTH, HEIGHT, LEFT, TOP, BOTTOM, LABELS = 880, 420, 70, 50, 50, 330
_COLOURS = ("#173f7a", "#1f7a4d", "#b7791f", "#667085", "#7a3f8a", "#0e7490", "#b42318", "#98531c")


def curves(sizes: Sequence[int], found: Sequence[Mapping[str, float]], title: str) -> str:
    """One line per action, named at its right end.

    Args:
        sizes: cells in the database, ascending.
        found: for each size, seconds by action.
        title: what stands above.
    """
    seconds = [value for each in found for value in each.values()]
    low, high = floor(log10(min(seconds))), floor(log10(max(seconds))) + 1
    right = WIDTH - LABELS

    def x(size: int) -> float:
        span = log10(sizes[-1] / sizes[0]) or 1
        return LEFT + (right - LEFT) * log10(size / sizes[0]) / span

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (log10(value) - low) / (high - low)

    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="sans-serif" font-size="12">'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="24" font-size="15" fill="#101828">{escape(title)}</text>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}" stroke="#eaecf0"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#667085">{_time(power)}</text>')
    for size in sizes:
        label = f"{size / 1_000_000:g} million cells"
        parts.append(f'<text x="{x(size):.1f}" y="{HEIGHT - 24}" text-anchor="middle" fill="#667085">{label}</text>')
    ends = _apart({name: y(found[-1][name]) for name in found[-1]})
    for (name, end), colour in zip(ends.items(), _COLOURS, strict=False):
        points = " ".join(f"{x(size):.1f},{y(each[name]):.1f}" for size, each in zip(sizes, found, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{right + 10}" y="{end + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _apart(places: Mapping[str, float], least: float = 16) -> dict[str, float]:
    """The labels' places, moved down where two would touch."""
    moved: dict[str, float] = {}
    last = float("-inf")
    for name, place in sorted(places.items(), key=lambda each: each[1]):
        last = moved[name] = max(place, last + least)
    return moved


def _time(power: int) -> str:
    return f"{10**power} s" if power >= 0 else f"{10 ** (power + 3):g} ms"


def main() -> None:
    """A picture for every kept run with more than one size."""
    for path in sorted(RESULTS.glob("growth_*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if len(kept["cells"]) > 1:
            shown = [{name: value for name, value in each.items() if name != _NOT_DRAWN} for each in kept["seconds"]]
            title = f"Growth of the history, {kept['engine']}, {kept['units']} reporting units"
            drawn = curves(kept["cells"], shown, title)
            (DOCS / f"{path.stem.replace('_', '-')}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()

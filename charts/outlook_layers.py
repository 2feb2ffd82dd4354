"""What lies on the year's lines: the outlook with its fan, rings around revisions, and where notes stand."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from charts import figures
from charts.theme import Palette
from i18n.texts import Texts

FAN_OPACITY = 0.14
RING = 15
ROOM = 4
"""Months that a revision's label needs; of those closer together only the latest is labelled."""

_LABEL_SIZE = 11


@dataclass(frozen=True, slots=True)
class Ahead:
    """The outlook from the month of the last actual value to the year's end; values by month."""

    start: tuple[int, Decimal]
    months: tuple[tuple[int, Decimal, Decimal, Decimal], ...]

    @property
    def end(self) -> Decimal:
        """The expected year-end."""
        return self.months[-1][1]

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Everything that must find room on the axis."""
        return tuple(value for month in self.months for value in month[1:])


@dataclass(frozen=True, slots=True)
class Revised:
    """A month whose approved value changed: the value now, and the change in words."""

    month: int
    value: Decimal
    label: str


def draw_ahead(figure: go.Figure, ahead: Ahead, decimals: int, texts: Texts, palette: Palette) -> None:
    """A dashed line of medians in a pale fan."""
    month, value = ahead.start
    months = [month, *(each[0] for each in ahead.months)]
    lows = [value, *(low for _, _, low, _ in ahead.months)]
    highs = [value, *(high for _, _, _, high in ahead.months)]
    figure.add_scatter(
        x=[*months, *reversed(months)],
        y=figures.numbers([*highs, *reversed(lows)]),
        fill="toself",
        fillcolor=palette.actual,
        opacity=FAN_OPACITY,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        name="fan",
    )
    figure.add_scatter(
        x=months,
        y=figures.numbers([value, *(each[1] for each in ahead.months)]),
        line={"color": palette.actual, "width": 2, "dash": "dash"},
        mode="lines",
        name=texts("charts.outlook"),
        hovertemplate=f"%{{y:,.{decimals}f}}",
    )


def draw_revisions(figure: go.Figure, revised: tuple[Revised, ...], palette: Palette) -> None:
    """A ring around every revised month; the latest are labelled."""
    if not revised:
        return
    figure.add_scatter(
        x=[each.month for each in revised],
        y=[float(each.value) for each in revised],
        mode="markers",
        hoverinfo="skip",
        name="revised",
        marker={"size": RING, "symbol": "circle-open", "color": palette.ink, "line": {"width": 1.5}},
    )
    for each in _labelled(revised):
        early = each.month <= ROOM
        figure.add_annotation(
            x=each.month,
            y=float(each.value),
            text=each.label,
            showarrow=False,
            yshift=-20 if early else 18,
            xanchor="left" if early else "right",
            xshift=-4 if early else 4,
            font={"color": palette.secondary, "size": _LABEL_SIZE},
        )


def _labelled(revised: tuple[Revised, ...]) -> list[Revised]:
    """The latest, and before it those with room between."""
    found: list[Revised] = []
    for each in reversed(revised):
        if not found or found[-1].month - each.month >= ROOM:
            found.append(each)
    return found


def draw_notes(figure: go.Figure, noted: tuple[tuple[int, str], ...], low: float, palette: Palette) -> None:
    """Small marks on the axis, by month, of the notes that stand below the chart."""
    for month, mark in noted:
        figure.add_annotation(
            x=month,
            y=low,
            text=mark,
            showarrow=False,
            yshift=10,
            font={"color": palette.secondary, "size": _LABEL_SIZE},
            bordercolor=palette.muted,
            borderwidth=1,
            borderpad=2,
            bgcolor=palette.ground,
        )

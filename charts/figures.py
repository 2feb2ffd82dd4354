"""What all plotly figures of the house share: calm axes, no legend, colours of the palette."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go

from charts.theme import FONT_STACK, Palette
from charts.ticks import decimals_of, ticks
from i18n.texts import Texts

FONT_SIZE = 12
LETTER, GAP = 0.62, 8
"""A figure's width as a part of the font size, and the pixels between a label and the plot."""

BLANK = "none"
"""Plotly's own template is seven times what we say ourselves: to check, to send, to read in the browser."""

MOST_LINES = 6
"""Of a value axis, unless its chart is low."""

HIDDEN_TOOLS = ("zoom2d", "pan2d", "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d")


def blank_figure() -> go.Figure:
    """A figure that takes nothing from plotly's own look."""
    return go.Figure(layout={"template": BLANK})


def spec_of(figure: go.Figure) -> str:
    """A finished figure as the JSON that a browser draws: unlike the figure, nobody can change it."""
    spec: str = figure.to_json()
    return spec


def chart_config(file_name: str) -> dict[str, object]:
    """Plotly's configuration: no logo, nothing sent anywhere, a picture at double size to download."""
    return {
        "displaylogo": False,
        "displayModeBar": False,
        "showSendToCloud": False,
        "modeBarButtonsToRemove": list(HIDDEN_TOOLS),
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": file_name},
    }


def calm_layout(figure: go.Figure, palette: Palette, *, height: int, right: int) -> None:
    """Gives a figure the house's ground, type, hover and margins (pixels)."""
    figure.update_layout(
        height=height,
        margin={"l": 4, "r": right, "t": 28, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT_STACK, "size": FONT_SIZE, "color": palette.secondary},
        showlegend=False,
        dragmode=False,
        hovermode="x unified",
        hoverlabel={"bgcolor": palette.ground, "bordercolor": palette.hairline, "font": {"color": palette.ink}},
    )


def month_axis(figure: go.Figure, palette: Palette, labels: Sequence[str]) -> None:
    """An x axis of months 1 to n, with their labels."""
    figure.update_xaxes(
        tickvals=list(range(1, len(labels) + 1)),
        ticktext=list(labels),
        range=[0.5, len(labels) + 0.5],
        tickangle=0,
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        linecolor=palette.hairline,
        tickfont={"color": palette.muted},
    )


def value_axis(
    figure: go.Figure, palette: Palette, unit: str, bounds: tuple[float, float], texts: Texts, most: int = MOST_LINES
) -> None:
    """A y axis between bounds with few pale lines and its unit written on top."""
    places = ticks(*bounds, most)
    labels = [texts.number(each, decimals_of(places)) for each in places]
    figure.update_yaxes(
        tickvals=numbers(places),
        ticktext=labels,
        range=bounds,
        fixedrange=True,
        gridcolor=palette.hairline,
        zeroline=False,
        tickfont={"color": palette.muted},
    )
    room_for_labels(figure, FONT_SIZE)
    figure.add_annotation(
        text=unit, xref="paper", yref="paper", x=0, y=1, yshift=20, showarrow=False, font={"color": palette.muted}
    )


def room_for_labels(figure: go.Figure, size: int) -> None:
    """Margins for the axes' labels in a font of so many pixels: measuring them is the browser's longest work."""
    longest = max((len(text) for text in figure.layout.yaxis.ticktext), default=0)
    figure.update_layout(margin={"l": round(longest * size * LETTER) + GAP, "b": size + 2 * GAP})


def numbers(values: Sequence[Decimal | None]) -> list[float | None]:
    """Exact values as plotly wants them; a missing one stays missing."""
    return [None if value is None else float(value) for value in values]


def spread(places: Sequence[float], least: float) -> list[float]:
    """Places of labels moved apart to `least` between neighbours, in the order given, as little as needed.

    Args:
        places: wanted places, any order.
        least: the smallest distance allowed.
    """
    order = sorted(range(len(places)), key=lambda index: places[index])
    moved = [places[index] for index in order]
    for _ in moved:
        for lower, upper in zip(range(len(moved) - 1), range(1, len(moved)), strict=True):
            lacking = least - (moved[upper] - moved[lower])
            if lacking > 0:
                moved[lower] -= lacking / 2
                moved[upper] += lacking / 2
    result = list(places)
    for index, place in zip(order, moved, strict=True):
        result[index] = place
    return result

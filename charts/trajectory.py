"""The year as lines: what was reached, what was planned, the target, and last year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

import plotly.graph_objects as go

from charts import figures
from charts.outlook_layers import Ahead, Revised, draw_ahead, draw_notes, draw_revisions
from charts.theme import Palette
from i18n.texts import Texts
from indicators.observations import ObservationStatus
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Indicator
from indicators.standing import IndicatorPoint

HEIGHT = 360
LABEL_ROOM = 92
LABEL_GAP = 0.055
PLOT_MARGINS = 56
QUARTER_ENDS = (1, 3, 6, 9, 12)

BESIDE, OVER = "left", "center"
LABEL_PLACES = ((OVER, 18), (OVER, -18), (BESIDE, 0), (BESIDE, -14), (OVER, 34))
"""Where the last value's label may stand: its anchor at the dot, and pixels above it."""

Monthly = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """The lines of one indicator in one plan year, each with up to twelve monthly values from January.

    `from_zero` is for running totals; levels and shares may have their axis cut. `hollow` are the months
    (1 to 12) whose value is not complete or not final, drawn as rings; those in `partial` lack
    reporting units: the line does not go through them. `ahead` is the outlook, `revised` the months
    whose approved value changed, `noted` the months reviewers wrote about, with the mark of the note.
    `breaks` are the months before which the scope changed, with their marks: there the line is cut.
    """

    indicator: Indicator
    actual: Monthly
    planned: Monthly
    last_year: Monthly
    hollow: frozenset[int]
    partial: frozenset[int]
    from_zero: bool
    ahead: Ahead | None = None
    revised: tuple[Revised, ...] = ()
    noted: tuple[tuple[int, str], ...] = ()
    breaks: tuple[tuple[int, str], ...] = ()

    @property
    def line(self) -> Monthly:
        """The actual values that may be joined by a line."""
        return tuple(None if month in self.partial else value for month, value in enumerate(self.actual, 1))

    @property
    def last(self) -> tuple[int, Decimal] | None:
        """The last month with a value, and the value."""
        known = [(month, value) for month, value in enumerate(self.actual, 1) if value is not None]
        return known[-1] if known else None


def monthly(points: Sequence[tuple[int, Decimal | None]]) -> Monthly:
    """Values by month (1 to 12) as twelve places, missing ones None."""
    by_month = dict(points)
    return tuple(by_month.get(month) for month in range(1, MONTHS_IN_YEAR + 1))


def incomplete(points: Sequence[IndicatorPoint]) -> frozenset[int]:
    """The months some expected units have not reported for."""
    return frozenset(point.period.closing_month for point in points if point.reported < point.expected)


def unsettled(points: Sequence[IndicatorPoint]) -> frozenset[int]:
    """The months whose value is not yet complete or not yet final."""
    estimated = {point.period.closing_month for point in points if point.status is not ObservationStatus.NORMAL}
    return incomplete(points) | estimated


def trajectory_figure(data: Trajectory, texts: Texts, palette: Palette, height: int = HEIGHT) -> go.Figure:
    """Lines labelled at their end instead of a legend: target solid, plan dotted, last year pale."""
    figure = figures.blank_figure()
    months = list(range(1, MONTHS_IN_YEAR + 1))
    target = data.indicator.target.value
    hover = f"%{{y:,.{data.indicator.decimals}f}}"
    shared: dict[str, object] = {"x": months, "hovertemplate": hover}
    _line(figure, data.last_year, texts("charts.last_year"), {"color": palette.last_year, "width": 1.5}, shared)
    _line(figure, data.planned, texts("charts.planned"), {"color": palette.muted, "width": 1.5, "dash": "dot"}, shared)
    _line(figure, (target,) * len(months), texts("charts.target"), {"color": palette.ink, "width": 1.5}, shared)
    if data.ahead is not None:
        draw_ahead(figure, data.ahead, data.indicator.decimals, texts, palette)
    for part in _parts(data.line, data.breaks):
        _line(figure, part, texts("charts.actual"), {"color": palette.actual, "width": 2.5}, shared)
    _break_marks(figure, data, palette)
    _markers(figure, data, palette)
    draw_revisions(figure, data.revised, palette)
    figures.calm_layout(figure, palette, height=height, right=LABEL_ROOM)
    figures.month_axis(figure, palette, [texts.month_label(month) for month in months])
    figure.update_xaxes(tickvals=QUARTER_ENDS, ticktext=[texts.month_label(month) for month in QUARTER_ENDS])
    low, high = _bounds(data)
    figures.value_axis(figure, palette, texts.name(data.indicator.unit), (low, high), texts)
    draw_notes(figure, data.noted, low, palette)
    _end_labels(figure, data, texts, palette, (high - low) * LABEL_GAP)
    _actual_label(figure, data, texts, palette, height)
    return figure


def _line(figure: go.Figure, values: Monthly, name: str, line: dict[str, object], shared: dict[str, object]) -> None:
    if any(value is not None for value in values):
        figure.add_scatter(y=figures.numbers(values), name=name, line=line, mode="lines", **shared)


def _parts(line: Monthly, breaks: Sequence[tuple[int, str]]) -> list[Monthly]:
    """The line cut before each month of a break; every part has all twelve places."""
    cuts = [1, *(month for month, _ in breaks), MONTHS_IN_YEAR + 1]
    return [
        tuple(value if first <= month < after else None for month, value in enumerate(line, 1))
        for first, after in pairwise(cuts)
    ]


def _break_marks(figure: go.Figure, data: Trajectory, palette: Palette) -> None:
    """An upright line in the gap, with the mark that the caption explains."""
    for month, mark in data.breaks:
        figure.add_vline(
            x=month - 0.5,
            line={"color": palette.secondary, "width": 1, "dash": "dash"},
            annotation={"text": mark, "font": {"color": palette.secondary, "size": 12}, "yanchor": "top"},
            annotation_position="top right",
        )


def _markers(figure: go.Figure, data: Trajectory, palette: Palette) -> None:
    """Filled dots for settled months, rings for the others."""
    known = [(month, float(value)) for month, value in enumerate(data.actual, 1) if value is not None]
    figure.add_scatter(
        x=[month for month, _ in known],
        y=[value for _, value in known],
        mode="markers",
        hoverinfo="skip",
        marker={
            "size": 7,
            "color": [palette.ground if month in data.hollow else palette.actual for month, _ in known],
            "line": {"color": palette.actual, "width": 1.5},
        },
    )


def _bounds(data: Trajectory) -> tuple[float, float]:
    """The axis: from zero for totals, cut around the lines for levels, with room for labels."""
    lines = (*data.actual, *data.planned, *data.last_year, data.indicator.target.value)
    ahead = data.ahead.values if data.ahead is not None else ()
    known = [float(value) for value in (*lines, *ahead) if value is not None]
    low, high = min(known), max(known)
    room = (high - low or abs(high) or 1.0) * 0.1
    return (min(0.0, low) if data.from_zero else low - room, high + room)


def _end_labels(figure: go.Figure, data: Trajectory, texts: Texts, palette: Palette, least: float) -> None:
    """Names of the lines at the right end, moved apart where they would meet."""
    show = data.indicator.decimals
    target = data.indicator.target.value
    labels = [(target, f"{texts('charts.target')} {texts.plain(target)}", palette.ink)]
    if data.planned and data.planned[-1] is not None:
        labels.append((data.planned[-1] - Decimal("1e-6"), texts("charts.planned"), palette.muted))
    past = data.last_year[-1] if data.last_year else None
    if past is not None:
        labels.append((past, f"{texts('charts.last_year')} {texts.number(past, show)}", palette.muted))
    if data.ahead is not None:
        labels.append(
            (data.ahead.end, f"{texts('charts.outlook')} {texts.number(data.ahead.end, show)}", palette.actual)
        )
    if _ends_the_year(data) and data.last is not None:
        labels.append((data.last[1], _actual_words(data, texts), palette.ink))
    places = figures.spread([float(value) for value, _, _ in labels], least)
    for (_, text, colour), place in zip(labels, places, strict=True):
        figure.add_annotation(
            x=MONTHS_IN_YEAR, y=place, text=text, xanchor="left", xshift=10, showarrow=False, font={"color": colour}
        )


def _actual_label(figure: go.Figure, data: Trajectory, texts: Texts, palette: Palette, height: int) -> None:
    """The last actual value beside its dot, at the place that is farthest from all lines; height in pixels."""
    if data.last is None or _ends_the_year(data):
        return
    month, value = data.last
    low, high = _bounds(data)
    per_pixel = (high - low) / (height - PLOT_MARGINS)

    def room(place: tuple[str, int]) -> float:
        anchor, rise = place
        under = (month, month + 2) if anchor == BESIDE else (month - 1, month + 1)
        stands = float(value) + rise * per_pixel
        return 0.0 if stands > high else _room(data, under, stands)

    anchor, rise = max(LABEL_PLACES, key=room)
    figure.add_annotation(
        x=month,
        y=float(value),
        text=_actual_words(data, texts),
        showarrow=False,
        xanchor=anchor,
        xshift=10 if anchor == BESIDE else 0,
        yshift=rise,
        font={"color": palette.ink, "size": 13},
    )


def _ends_the_year(data: Trajectory) -> bool:
    """Whether the last value stands at the right end, where the lines are named."""
    return data.last is not None and data.last[0] == MONTHS_IN_YEAR


def _actual_words(data: Trajectory, texts: Texts) -> str:
    value = data.last[1] if data.last else None
    return f"<b>{texts('charts.actual')} {texts.number(value, data.indicator.decimals)}</b>"


def _room(data: Trajectory, under: tuple[int, int], place: float) -> float:
    """The least distance of a label's place from any line in the months (first, last) under it."""
    near = range(max(0, under[0] - 1), min(MONTHS_IN_YEAR, under[1]))
    ahead = monthly([each[:2] for each in data.ahead.months]) if data.ahead is not None else ()
    lines = (data.planned, data.last_year, data.line, (data.indicator.target.value,) * MONTHS_IN_YEAR, ahead)
    known = [
        float(value)
        for line in lines
        for value in (line[index] for index in near if index < len(line))
        if value is not None
    ]
    return min((abs(place - value) for value in known), default=0.0)

"""The months of a running total as bars, from zero."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from charts import figures
from charts.theme import Palette
from i18n.texts import Texts
from indicators.aggregation import Increment
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Indicator

HEIGHT = 180
FEBRUARY = 2
BAR = 0.56
WIDE_BAR = 1.56
JOINT_PLACE = 1.5
FULL, PALE = 0.85, 0.35
_LINES, _ROOM = 5, 0.2


def months_figure(indicator: Indicator, months: Sequence[Increment], texts: Texts, palette: Palette) -> go.Figure:
    """One bar per month; where the year starts with February, that bar is January and February together.

    A month that some units have not reported is pale.

    Args:
        indicator: gives unit and decimals.
        months: what each month added; the value is None where it cannot be known.
        texts: the language.
        palette: the colours.
    """
    together = any(_is_joint(month) for month in months)
    figure = figures.blank_figure()
    figure.add_bar(
        x=[_place(month) for month in months],
        y=figures.numbers([month.value for month in months]),
        text=["" if month.value is None else texts.number(month.value, indicator.decimals) for month in months],
        textposition="outside",
        textfont={"color": palette.secondary, "size": 11},
        constraintext="none",
        cliponaxis=False,
        width=[WIDE_BAR if _is_joint(month) else BAR for month in months],
        marker={"color": palette.actual, "opacity": [PALE if _is_partial(month) else FULL for month in months]},
        hoverinfo="skip",
    )
    figures.calm_layout(figure, palette, height=HEIGHT, right=4)
    labels = [texts.month_label(month) for month in range(1, MONTHS_IN_YEAR + 1)]
    figures.month_axis(figure, palette, labels)
    if together:
        places = [JOINT_PLACE, *range(FEBRUARY + 1, MONTHS_IN_YEAR + 1)]
        figure.update_xaxes(tickvals=places, ticktext=[texts("charts.january_february"), *labels[FEBRUARY:]])
    figures.value_axis(figure, palette, texts.name(indicator.unit), _bounds(months), texts, _LINES)
    return figure


def _bounds(months: Sequence[Increment]) -> tuple[float, float]:
    """From zero, with room for the values at the bars' ends."""
    known = [0.0, *(float(month.value) for month in months if month.value is not None)]
    low, high = min(known), max(known)
    room = (high - low or 1.0) * _ROOM
    return low - room if low < 0 else 0.0, high + room


def _is_joint(month: Increment) -> bool:
    """Whether this is the 1—2月 increment, which is never shown as February."""
    return month.starts < month.period.closing_month


def _is_partial(month: Increment) -> bool:
    return month.reported < month.expected


def _place(month: Increment) -> float:
    return JOINT_PLACE if _is_joint(month) else float(month.period.closing_month)

"""The wall screen: one view at a time, turned by the clock, read from across the room."""

from __future__ import annotations

import time
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st

from charts.figures import chart_config, room_for_labels
from charts.theme import DARK
from charts.trajectory import trajectory_figure
from indicators.periods import Frequency, Period
from ui.components.board import ordered
from ui.components.key_figures import indicator_head, key_figures
from ui.components.overview_board import no_figures, overview_board, overview_head
from ui.components.proof_box import proof_box
from ui.components.surface import surface
from ui.components.units_table import units_table
from ui.components.year_charts import trajectory_of, trajectory_words
from ui.components.yearly import yearly_note
from ui.monitoring.wall_words import address_seconds, foot
from ui.visits import queries, session
from ui.visits.visit import Visit

OVERVIEW = "overview"
_CHART_HEIGHT, _CHART_FONT, _LABEL_ROOM = 600, 19, 150


def turn() -> None:
    """Draws the view whose turn it is, and comes back when the next one's is."""
    seconds = address_seconds()

    @st.fragment(run_every=seconds)
    def view() -> None:
        visit = session.current()  # a fragment runs without the gate: who looks is asked anew
        _view(visit, int(time.time() // seconds))

    view()


def views(visit: Visit) -> tuple[str, ...]:
    """The overview, then every indicator, in the notice's order."""
    return OVERVIEW, *(indicator.code for indicator in visit.plan.indicators)


def _view(visit: Visit, turns: int) -> None:
    texts, order = visit.texts, views(visit)
    latest = queries.overview(visit)
    place = turns % len(order) if latest.periods else 0
    with st.container(key="wall"):
        if not latest.periods:
            surface(overview_head(latest, visit.plan, texts) + no_figures(texts), key="wall_empty")
        elif order[place] == OVERVIEW:
            rows = ordered(latest.rows, "notice")
            head = overview_head(latest, visit.plan, texts)
            surface(head + overview_board(latest, rows, visit.plan, texts), key="wall_overview")
        else:
            _indicator(visit, order[place], latest.period)
    clock = datetime.now(tz=ZoneInfo(visit.plan.head.time_zone))
    st.html(foot(visit, queries.freshness(visit), clock, place + 1, len(order)))


def _indicator(visit: Visit, code: str, period: Period) -> None:
    texts, plan = visit.texts, visit.plan
    detail = queries.indicator_detail(visit, code, period)
    left, right = st.columns([13, 9], gap="large")
    with left:
        surface(indicator_head(detail, plan, texts) + key_figures(detail, plan, texts), key="wall_head")
        if detail.standing.indicator.frequency is Frequency.YEARLY:
            surface(yearly_note(detail, texts), key="wall_yearly")
        elif detail.series or detail.last_year:
            figure = trajectory_figure(trajectory_of(detail, plan, texts), texts, DARK, _CHART_HEIGHT)
            figure.update_layout(font={"size": _CHART_FONT}, margin={"r": _LABEL_ROOM, "t": _CHART_FONT * 2})
            room_for_labels(figure, _CHART_FONT)
            figure.update_annotations(font={"size": _CHART_FONT})
            st.plotly_chart(
                figure,
                key=f"wall_chart_{code}",
                theme=None,
                config=chart_config(code),
                alt=trajectory_words(detail, plan, texts),
            )
    with right:
        surface(proof_box(detail, plan, texts) + units_table(detail, plan, texts), key="wall_units")


def lost(visit: Visit) -> str:
    """Said over the screen while the server cannot be reached: then what it shows stands still."""
    return f'<div class="db-wall-lost" role="alert">{escape(visit.texts("screens.wall.lost"))}</div>'

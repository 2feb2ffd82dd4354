"""All indicators against their targets at one period, in ten seconds."""

from __future__ import annotations

import streamlit as st

from ui import leaders_files, looking_back, measure_queries, queries, session, submitted
from ui.address import chosen
from ui.choosing_plan import offer_plans
from ui.components.board import ORDERS, ordered
from ui.components.choices import choose_period
from ui.components.late_measures import late_measures
from ui.components.overview_board import no_figures, overview_board, overview_head
from ui.components.surface import surface
from ui.looking_since import since_section
from ui.navigation import address

visit = session.current()
texts = visit.texts
latest = queries.overview(visit)

head, choices = st.columns([6, 4], vertical_alignment="bottom")
with choices.container(horizontal=True):
    offer_plans(visit)
    period = choose_period(latest, texts)
    order = chosen(
        texts("screens.overview.order"),
        ORDERS,
        key="order",
        default="notice",
        code=str,
        show=lambda each: texts(f"screens.overview.order.{each}"),
    )
with choices:
    submitted.switch(visit)
overview = queries.overview(visit, period)
submitted.band(visit, overview.awaiting)
head.html(str(overview_head(overview, visit.plan, texts)))

if not latest.periods:
    surface(no_figures(texts), key="overview_empty")
    with st.container(horizontal=True):
        st.page_link(address("forms"), label=texts("screens.overview.empty.forms"))
        st.page_link(address("upload"), label=texts("screens.overview.empty.upload"))


def follow(event: str, value: str) -> None:
    """Another period was chosen in the sentences below the table."""
    if event == "period":
        st.session_state["period"] = value


rows = ordered(overview.rows, order)
since = since_section(visit)
late = late_measures(measure_queries.register(visit).late, texts)
board = overview_board(overview, rows, visit.plan, texts, looking_back.kept(visit) | submitted.kept(visit), since, late)
picked = surface(board, key="overview", on_chosen=follow)
leaders_files.offer_board(visit, overview, rows)
if picked and picked.event == "indicator":
    st.switch_page(
        address("indicator"), query_params={"code": picked.value, "period": str(period), **submitted.kept(visit)}
    )

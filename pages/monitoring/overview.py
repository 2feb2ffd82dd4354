"""All indicators against their targets at one period, in ten seconds."""

from __future__ import annotations

import streamlit as st

from ui.components.board import ORDERS
from ui.components.choices import choose_period
from ui.components.overview_board import no_figures
from ui.components.surface import surface
from ui.frame import downloads
from ui.frame.navigation import address
from ui.monitoring.choosing_plan import offer_plans
from ui.monitoring.looking_since import since_section
from ui.monitoring.overview_drawn import overview_drawn
from ui.visits import queries, session, submitted
from ui.visits.address import chosen

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
overview = latest if period == latest.period else queries.overview(visit, period)
submitted.band(visit, overview.awaiting)
drawn = overview_drawn(visit, period, order)
head.html(str(drawn.head))

if not latest.periods:
    surface(no_figures(texts), key="overview_empty")
    with st.container(horizontal=True):
        st.page_link(address("forms"), label=texts("screens.overview.empty.forms"))
        st.page_link(address("upload"), label=texts("screens.overview.empty.upload"))


def follow(event: str, value: str) -> None:
    """Another period was chosen in the sentences below the table."""
    if event == "period":
        st.session_state["period"] = value


picked = surface(drawn.above + (since_section(visit) or "") + drawn.below, key="overview", on_chosen=follow)
downloads.offer(visit, drawn.table)
if picked and picked.event == "indicator":
    st.switch_page(
        address("indicator"), query_params={"code": picked.value, "period": str(period), **submitted.kept(visit)}
    )

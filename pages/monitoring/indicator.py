"""One indicator in full: where it stands, why, who is behind it, and where every figure comes from."""

from __future__ import annotations

import streamlit as st

from ui.components.choices import choose_indicator, choose_period
from ui.components.delivery import deliver
from ui.components.surface import surface
from ui.components.year_charts import draw_year, page_palette
from ui.frame.navigation import address
from ui.monitoring import comparing_periods, leaders_files, noting
from ui.monitoring.indicator_drawn import indicator_drawn
from ui.monitoring.its_measures import its_measures
from ui.visits import queries, session, submitted

visit = session.current()
texts = visit.texts
latest = queries.overview(visit)

back, choices = st.columns([5, 5], vertical_alignment="center")
with choices.container(horizontal=True):
    indicator = choose_indicator(visit.plan, texts)
    period = choose_period(latest, texts)
back.page_link(
    address("overview"),
    label=texts("screens.indicator.back"),
    query_params={"period": str(period), **submitted.kept(visit)},
)
with choices:
    submitted.switch(visit)
detail = queries.indicator_detail(visit, indicator.code, period)
submitted.band(visit, detail.awaiting)
drawn = indicator_drawn(visit, indicator.code, period, page_palette())
left, right = st.container(key="indicator_top").columns([13, 9], gap="large")
with left:
    surface(drawn.head, key="indicator_head")
with right:
    surface(drawn.proof, key="indicator_proof")
left, right = st.container(key="indicator_body").columns([13, 9], gap="large")
with left:
    if drawn.year is None:
        surface(drawn.yearly, key="indicator_yearly")
    else:
        draw_year(drawn.year, texts)
        leaders_files.offer_charts(visit, detail)
    surface(drawn.outlook, key="indicator_outlook")
    noting.offer_note(visit, detail)
    comparing_periods.offer_comparison(visit, detail)
with right:
    surface(drawn.units, key="indicator_units")
    leaders_files.offer_units(visit, detail)

its_measures(visit, indicator)


@st.fragment
def where_from() -> None:
    """The cells, and the workbook that is asked for."""
    visit = session.current()  # a fragment runs without the gate: who looks is asked anew
    cells = indicator_drawn(visit, indicator.code, period, page_palette()).cells
    asked = surface(cells, key="indicator_cells")
    if asked and asked.event == "original":
        file = queries.original(visit, asked.value)
        deliver(file.file_name, file.content)


where_from()
leaders_files.offer_cells(visit, detail, queries.trace(visit, indicator.code, detail.standing.period))
surface(drawn.definition, key="indicator_definition")

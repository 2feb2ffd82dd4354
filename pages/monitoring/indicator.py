"""One indicator in full: where it stands, why, who is behind it, and where every figure comes from."""

from __future__ import annotations

import streamlit as st

from indicators.periods import Frequency
from ui import comparing_periods, leaders_files, noting, queries, session, submitted
from ui.components.choices import choose_indicator, choose_period
from ui.components.definition import definition
from ui.components.delivery import deliver
from ui.components.its_measures import its_measures
from ui.components.key_figures import indicator_head, key_figures
from ui.components.outlook_box import outlook_box
from ui.components.proof_box import proof_box
from ui.components.provenance import provenance
from ui.components.remarks import remarks
from ui.components.surface import surface
from ui.components.who_is_behind import who_is_behind
from ui.components.year_charts import draw_year
from ui.components.yearly import yearly_note
from ui.navigation import address

visit = session.current()
plan, texts = visit.plan, visit.texts
latest = queries.overview(visit)

back, choices = st.columns([5, 5], vertical_alignment="center")
with choices.container(horizontal=True):
    indicator = choose_indicator(plan, texts)
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
left, right = st.container(key="indicator_top").columns([13, 9], gap="large")
with left:
    surface(indicator_head(detail, plan, texts) + key_figures(detail, plan, texts), key="indicator_head")
with right:
    surface(proof_box(detail, plan, texts), key="indicator_proof")
left, right = st.container(key="indicator_body").columns([13, 9], gap="large")
with left:
    if indicator.frequency is Frequency.YEARLY:
        surface(yearly_note(detail, texts), key="indicator_yearly")
    else:
        draw_year(detail, plan, texts)
        leaders_files.offer_charts(visit, detail)
    surface(remarks(detail, plan, texts) + outlook_box(detail, texts), key="indicator_outlook")
    noting.offer_note(visit, detail)
    comparing_periods.offer_comparison(visit, detail)
with right:
    surface(who_is_behind(detail, plan, texts), key="indicator_units")
    leaders_files.offer_units(visit, detail)

its_measures(visit, indicator)


@st.fragment
def where_from() -> None:
    """The cells, and the workbook that is asked for."""
    visit = session.current()  # a fragment runs without the gate: who looks is asked anew
    cells = queries.trace(visit, indicator.code, detail.standing.period)
    asked = surface(provenance(cells, detail.standing, plan, texts), key="indicator_cells")
    if asked and asked.event == "original":
        file = queries.original(visit, asked.value)
        deliver(file.file_name, file.content)


where_from()
leaders_files.offer_cells(visit, detail, queries.trace(visit, indicator.code, detail.standing.period))
surface(definition(indicator, plan, texts), key="indicator_definition")

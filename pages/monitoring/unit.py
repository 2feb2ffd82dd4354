"""The reporting units: a map of them, and one unit in full."""

from __future__ import annotations

import streamlit as st

from indicators.periods import Frequency
from ui.components.surface import surface
from ui.components.unit_head import unit_head
from ui.components.units_map import units_list, units_map
from ui.frame import downloads
from ui.frame.navigation import address as page_address
from ui.look import style
from ui.returns.reporting_periods import last_ended, periods_of_returns
from ui.units import one_unit, quality_queries
from ui.visits import address, looking_back, session
from ui.visits.visit import Visit

ALL = "*"


def page(visit: Visit) -> None:
    texts = visit.texts
    months = tuple(each for each in periods_of_returns(visit.plan, visit.today) if each.frequency is Frequency.MONTHLY)
    mine = quality_queries.units_seen(visit)
    head, choices = st.columns([5, 5], vertical_alignment="bottom")
    asked = st.query_params.get("unit")
    known = asked in visit.plan.unit_by_code
    with choices.container(horizontal=True):
        codes = (ALL, *(unit.code for unit in mine)) if len(mine) > 1 else tuple(unit.code for unit in mine)
        shown = address.chosen(
            texts("screens.unit.choose"),
            codes,
            key="unit",
            default=codes[0],
            code=str,
            show=lambda code: texts("screens.unit.all") if code == ALL else texts.unit_name(visit.plan.unit(code)),
            not_there=None if known else texts("screens.frame.not_there"),
        )
        label = texts("screens.overview.period")
        default = quality_queries.latest_period(visit) or last_ended(months, visit.today)
        period = address.chosen(label, months, key="period", default=default, code=str, show=texts.period)
    if asked is not None and known and asked not in codes:
        quality_queries.unit_profile(visit, asked, period)  # somebody else's unit by its address: refused there
    with head:
        surface(unit_head(visit.plan, None if shown == ALL else visit.plan.unit(shown), period, texts), key="unit_head")
    if shown != ALL:
        one_unit.draw(visit, quality_queries.unit_profile(visit, shown, period))
        return
    units, kept = quality_queries.units_at(visit, period), looking_back.kept(visit)
    picked = surface(units_map(units, period, texts, kept), key="units_map")
    if picked and picked.event == "unit":
        st.switch_page(page_address("unit"), query_params={"unit": picked.value, "period": str(period)})
    st.html(style.heading(texts("screens.unit.list")))
    title = texts("screens.unit.list.title", period=texts.period(period))
    downloads.show(visit, units_list(units, period, texts, kept), name=f"units/{period}", title=title)


page(session.current())

"""Two moments compared: which figures changed, by how much, because of which cells."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from indicators.moments import end_of_day
from ui.look import style
from ui.monitoring import comparing, version_queries
from ui.visits import address, session
from ui.visits.visit import Visit

ALL = "*"
DAYS_BACK = 30


def page(visit: Visit) -> None:
    texts, plan = visit.texts, visit.plan
    st.title(texts("screens.changes.title"))
    st.caption(texts("screens.changes.lead"))
    first, second, third, fourth = st.columns([2, 2, 3, 3])
    with first:
        default = visit.today - timedelta(days=DAYS_BACK)
        since = address.chosen_day(texts("screens.changes.from"), key="from", default=default, latest=visit.today)
    with second:
        until = address.chosen_day(texts("screens.changes.to"), key="to", default=visit.today, latest=visit.today)
    with third:
        indicator = address.chosen(
            texts("screens.changes.indicator"),
            (ALL, *(each.code for each in plan.indicators)),
            key="indicator",
            default=ALL,
            code=str,
            show=lambda code: texts("screens.changes.all") if code == ALL else texts.name(plan.indicator(code).name),
        )
    with fourth:
        unit = address.chosen(
            texts("screens.changes.unit"),
            (ALL, *(each.code for each in plan.units)),
            key="unit",
            default=ALL,
            code=str,
            show=lambda code: texts("screens.changes.all") if code == ALL else texts.unit_name(plan.unit(code)),
        )
    _compared(visit, since, until, None if indicator == ALL else indicator, None if unit == ALL else unit)


def _compared(visit: Visit, since: date, until: date, indicator: str | None, unit: str | None) -> None:
    texts, zone = visit.texts, visit.plan.head.time_zone
    if until < since:
        st.warning(texts("screens.changes.out_of_order"))
        return
    last = visit.as_of if until == visit.today else end_of_day(until, zone)
    found = version_queries.comparison(visit, end_of_day(since, zone), last, indicator, unit)
    counted = {"revised": len(found.revised), "appeared": len(found.appeared)}
    ends = texts("screens.changes.now") if last is None else texts.date(until)
    st.html(style.quiet(texts("screens.changes.counted", since=texts.date(since), until=ends, **counted)))
    comparing.draw(visit, found)


page(session.current())

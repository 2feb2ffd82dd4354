"""Reports: the year-end summary and the briefs, the writer's own words, and what was exported."""

from __future__ import annotations

import streamlit as st

from indicators.periods import MONTHS_IN_YEAR
from ui import address, queries, reporting, session, style
from ui.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.year_end.title"))
    st.caption(texts("screens.year_end.lead"))
    complete = queries.overview(visit).default_period
    if complete is None:
        st.html(style.empty(texts("screens.year_end.nothing_yet")))
        return
    with st.container(width=260):
        year = address.chosen(
            texts("screens.year_end.year"),
            (visit.plan.head.year,),
            key="year",
            default=visit.plan.head.year,
            code=str,
            show=lambda each: texts("screens.year_end.of_year", year=each),
        )
    if complete.closing_month < MONTHS_IN_YEAR:
        st.info(texts("screens.year_end.not_over", period=texts.to_date(complete)))
    names = ("summary", "brief", "words", "history")
    summary, brief, words, history = st.tabs([texts(f"screens.year_end.tab.{name}") for name in names])
    with summary:
        reporting.draw_summary(visit, year)
    with brief:
        reporting.draw_brief(visit, complete)
    with words:
        reporting.draw_words(visit, year)
    with history:
        reporting.draw_history(visit)


page(session.current())

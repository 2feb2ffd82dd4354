"""Reports: the year-end summary and the briefs, the writer's own words, and what was exported."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from indicators.periods import MONTHS_IN_YEAR
from services.measures.measures import measures_form
from ui.look import style
from ui.reports import reporting, reporting_history, reporting_verification, reporting_words
from ui.visits import address, queries, session
from ui.visits.visit import Visit


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
    parts: dict[str, Callable[[], None]] = {
        "summary": lambda: reporting.draw_summary(visit, year),
        "brief": lambda: reporting.draw_brief(visit, complete),
        "register": lambda: reporting.draw_register(visit),
        "words": lambda: reporting_words.draw_words(visit, year),
        "history": lambda: reporting_history.draw_history(visit),
        "verify": lambda: reporting_verification.draw_verification(visit),
    }
    if measures_form(visit.plan) is None:
        del parts["register"]
    names = {name: texts(f"screens.year_end.tab.{name}") for name in parts}
    for tab, draw in zip(st.tabs(list(names.values())), parts.values(), strict=True):
        with tab:
            draw()


page(session.current())

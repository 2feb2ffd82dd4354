"""The year-end tables: choose the year, make the workbook, download it."""

from __future__ import annotations

import streamlit as st

from indicators.periods import MONTHS_IN_YEAR
from ui import address, queries, session, style
from ui.visit import Visit

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.year_end.title"))
    st.caption(texts("screens.year_end.lead"))
    with st.container(width=260):
        year = address.chosen(
            texts("screens.year_end.year"),
            (visit.plan.head.year,),
            key="year",
            default=visit.plan.head.year,
            code=str,
            show=lambda each: texts("screens.year_end.of_year", year=each),
        )
    complete = queries.overview(visit).default_period
    if complete is None:
        st.html(style.empty(texts("screens.year_end.nothing_yet")))
        return
    if complete.closing_month < MONTHS_IN_YEAR:
        st.info(texts("screens.year_end.not_over", period=texts.to_date(complete)))
    made = f"year_end_{year}"
    if st.button(texts("screens.year_end.make"), type="primary"):
        st.session_state[made] = True
    if st.session_state.get(made):
        with st.spinner(texts("screens.year_end.making")):
            file = queries.year_end_workbook(visit, year, visit.language)
        st.download_button(
            texts("screens.year_end.download", file=file.file_name),
            file.content,
            file.file_name,
            XLSX,
            on_click="ignore",
        )
    st.subheader(texts("screens.year_end.inside"))
    heads = [texts("screens.year_end.sheet"), texts("screens.year_end.content")]
    names = ("contents", "summary", "indicators", "definitions")
    rows = [
        (texts(f"screens.year_end.sheet.{name}"), style.Cell(texts(f"screens.year_end.content.{name}"), "db-text"))
        for name in names
    ]
    st.html(style.table(heads, rows))


page(session.current())

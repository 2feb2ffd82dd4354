"""Name lists: firms and institutions behind the counts, new, renewed, moved and gone; and one firm's history."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from services.lists.view_lists import ListQuestion
from ui.frame import downloads
from ui.lists import list_queries, list_tables, listing
from ui.look import style
from ui.visits import session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.lists.title"))
    asked_firm = st.query_params.get(list_tables.FIRM_KEY)
    if asked_firm:
        listing.firm(visit, asked_firm)
        return
    st.caption(texts("screens.lists.lead"))
    first, second, third = st.columns([3, 1, 2])
    with first:
        form = listing.choose_form(visit)
    periods = list_queries.list_periods(visit, form.code)
    if not periods:
        st.html(style.empty(texts("screens.lists.none")))
        return
    with second:
        period = listing.choose_period(visit, form, periods)
    with third:
        unit = listing.choose_unit(visit, form)
    asked = ListQuestion(form.code, period, unit=unit)
    whole = list_queries.view(visit, asked)
    listing.key_figures(whole, visit.plan, texts)
    if whole.compared_with is not None:
        st.subheader(texts("screens.lists.since", period=texts.period(whole.compared_with)))
        table = list_tables.flows_table(whole, visit.plan, texts)
        downloads.show(visit, table, name=f"flows/{form.code}_{period}", title=texts("screens.lists.title"))
    else:
        st.caption(texts("screens.lists.nothing_before"))
    st.subheader(texts("screens.lists.rows_title"))
    asked = listing.choose_rows(visit, whole, asked)
    shown = list_queries.rows(visit, asked, whole)
    if not shown.total:
        st.html(style.empty(texts("screens.lists.no_rows")))
        return
    chosen = listing.pages(shown.total, texts)
    if chosen:
        shown = list_queries.rows(visit, replace(asked, page=chosen), whole)
    listing.rows(visit, asked, whole, shown)


page(session.current())

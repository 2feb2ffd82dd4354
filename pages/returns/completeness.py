"""Who has reported what, and when: units against periods, and reminders for those with something to do."""

from __future__ import annotations

import streamlit as st

from indicators.plan import FormLayout
from services.rights.permission import Action, permits
from ui.frame import downloads
from ui.look import style
from ui.returns import progress_table, review_queries
from ui.units import reminding
from ui.visits import address, session
from ui.visits.visit import Visit

YEARS_BEFORE = 3


def page(visit: Visit) -> None:
    texts, plan = visit.texts, visit.plan
    st.title(texts("screens.completeness.title"))
    st.caption(texts("screens.completeness.lead"))
    first, second, _ = st.columns([3, 1, 2])
    with first:
        form = address.chosen(
            texts("screens.completeness.form"),
            plan.forms,
            key="form",
            default=plan.forms[0],
            code=lambda each: each.code,
            show=lambda each: f"{each.code} {texts.name(each.title)}",
        )
    before = tuple(plan.head.year - back for back in range(1, YEARS_BEFORE + 1))
    years = before if form.layout is FormLayout.HISTORY else (plan.head.year, *before)
    with second:
        year = address.chosen(
            texts("screens.completeness.year"),
            years,
            key="year",
            default=years[0],
            code=str,
            show=lambda each: texts("screens.completeness.of_year", year=each),
        )
    shown = review_queries.progress(visit, form.code, year)
    if not shown.rows:
        st.html(style.empty(texts("screens.completeness.none")))
        return
    st.html(progress_table.summary(shown, texts))
    table = progress_table.progress_table(shown, plan, texts)
    title = texts("screens.completeness.table", form=texts.name(form.title), year=year)
    downloads.show(visit, table, name=f"completeness/{form.code}/{year}", title=title)
    if visit.as_of is None and permits(visit.actor, Action.SEND_REMINDERS):
        reminding.reminders(visit)


page(session.current())

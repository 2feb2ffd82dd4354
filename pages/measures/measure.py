"""One measure in full: how it stands, what it is for, its milestones, everything reported about it, its evidence."""

from __future__ import annotations

import streamlit as st

from ui.frame import downloads
from ui.look import style
from ui.measures import evidence, measure_queries, measure_tables, one_measure
from ui.visits import address, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts, plan = visit.texts, visit.plan
    st.title(texts("screens.measures.one"))
    if not plan.measures:
        st.html(style.empty(texts("screens.measures.none")))
        return
    measure = address.chosen(
        texts("screens.measures.choose"),
        plan.measures,
        key="measure",
        default=plan.measures[0],
        code=lambda each: each.code,
        show=lambda each: f"{each.code} {each.place} {texts.name(each.title)}",
        not_there=texts("screens.frame.not_there"),
    )
    detail = measure_queries.measure_detail(visit, measure.code)
    st.subheader(texts.name(measure.title))
    st.html(one_measure.facts(visit, detail))
    told = measure_tables.remarks(detail.standing, texts)
    if told:
        st.warning(told)
    one_measure.latest(visit, detail)
    st.subheader(texts("screens.measures.links"))
    table, title = measure_tables.links_table(visit, detail), f"{measure.code} {texts('screens.measures.links')}"
    downloads.show(visit, table, name=f"measure/{measure.code}/links", title=title)
    st.subheader(texts("screens.measures.milestones"))
    if detail.standing.milestones:
        title = f"{measure.code} {texts('screens.measures.milestones')}"
        table = measure_tables.milestones_table(detail, texts)
        downloads.show(visit, table, name=f"measure/{measure.code}/milestones", title=title)
        st.caption(texts("screens.measures.milestones_note"))
    else:
        st.html(style.quiet(texts("screens.measures.no_milestones")))
    one_measure.history(visit, detail)
    evidence.evidence(visit, detail)


page(session.current())

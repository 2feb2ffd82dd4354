"""One measure in full: how it stands, what it is for, its milestones, everything reported about it, its evidence."""

from __future__ import annotations

import streamlit as st

from services.measures import MeasureDetail
from ui import address, downloads, measure_queries, measure_tables, report_tables, session, style
from ui.visit import Visit


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
    )
    detail = measure_queries.measure_detail(visit, measure.code)
    st.subheader(texts.name(measure.title))
    st.html(_facts(visit, detail))
    told = measure_tables.remarks(detail.standing, texts)
    if told:
        st.warning(told)
    _latest(visit, detail)
    st.subheader(texts("screens.measures.links"))
    st.html(measure_tables.links_table(visit, detail))
    st.subheader(texts("screens.measures.milestones"))
    if detail.standing.milestones:
        st.html(measure_tables.milestones_table(detail, texts))
        st.caption(texts("screens.measures.milestones_note"))
    else:
        st.html(style.quiet(texts("screens.measures.no_milestones")))
    _history(visit, detail)


def _facts(visit: Visit, detail: MeasureDetail) -> str:
    texts, plan = visit.texts, visit.plan
    measure, standing = detail.standing.measure, detail.standing
    section = next(each for each in plan.sections if each.code == measure.section)
    facts = [
        (texts("screens.measures.head.status"), report_tables.status_words(standing.status, texts)),
        (texts("screens.measures.head.share"), report_tables.share_words(standing.done)),
        (texts("screens.measures.head.departments"), measure_tables.departments(plan, measure.departments, texts)),
        (texts("screens.measures.head.place"), f"{measure.place} {texts.name(section.title)}"),
        (texts("screens.measures.head.field"), texts(f"screens.measures.field.{measure.field.value}")),
        (
            texts("screens.measures.head.reported"),
            texts.period(standing.latest.period) if standing.latest else report_tables.NOWHERE,
        ),
    ]
    for each in measure.quantities:
        value = texts.plain(each.value) + (f"—{texts.plain(each.up_to)}" if each.up_to is not None else "")
        facts.append((texts.name(each.what), f"{value} {texts.name(each.unit)}"))
    return style.facts(facts)


def _latest(visit: Visit, detail: MeasureDetail) -> None:
    texts, latest = visit.texts, detail.standing.latest
    if latest is None:
        st.html(style.empty(texts("screens.measures.unreported")))
        return
    said = [
        (texts(f"screens.measures.report.{name}"), text)
        for name, text in (
            ("progress", latest.report.progress),
            ("next_step", latest.report.next_step),
            ("difficulty", latest.report.difficulty),
            ("evidence", latest.report.evidence),
        )
        if text
    ]
    st.html("".join(style.remark(name, text) for name, text in said))


def _history(visit: Visit, detail: MeasureDetail) -> None:
    texts, measure = visit.texts, detail.standing.measure
    st.subheader(texts("screens.measures.history"))
    if not detail.history:
        st.html(style.quiet(texts("screens.measures.no_history")))
        return
    title = texts("screens.measures.history_of", code=measure.code)
    downloads.show(visit, measure_tables.history_table(visit, detail), name=f"measure/{measure.code}", title=title)


page(session.current())

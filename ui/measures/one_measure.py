"""The parts of a measure's page: what it is, its last report in words, and everything reported about it."""

from __future__ import annotations

import streamlit as st

from services.measures.measures import MeasureDetail
from ui.frame import downloads
from ui.look import style
from ui.measures import measure_tables
from ui.returns import report_tables
from ui.visits.visit import Visit


def facts(visit: Visit, detail: MeasureDetail) -> str:
    """How it stands, whose it is, where the document states it, and the numbers it names."""
    texts, plan = visit.texts, visit.plan
    measure, standing = detail.standing.measure, detail.standing
    section = next(each for each in plan.sections if each.code == measure.section)
    found = [
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
        found.append((texts.name(each.what), f"{value} {texts.name(each.unit)}"))
    return style.facts(found)


def latest(visit: Visit, detail: MeasureDetail) -> None:
    """The last approved report in words."""
    texts, last = visit.texts, detail.standing.latest
    if last is None:
        st.html(style.empty(texts("screens.measures.unreported")))
        return
    said = [
        (texts(f"screens.measures.report.{name}"), text)
        for name, text in (
            ("progress", last.report.progress),
            ("next_step", last.report.next_step),
            ("difficulty", last.report.difficulty),
            ("evidence", last.report.evidence),
        )
        if text
    ]
    st.html("".join(style.remark(name, text) for name, text in said))


def history(visit: Visit, detail: MeasureDetail) -> None:
    """Everything that was reported, which can be taken away."""
    texts, measure = visit.texts, detail.standing.measure
    st.subheader(texts("screens.measures.history"))
    if not detail.history:
        st.html(style.quiet(texts("screens.measures.no_history")))
        return
    title = texts("screens.measures.history_of", code=measure.code)
    downloads.show(visit, measure_tables.history_table(visit, detail), name=f"measure/{measure.code}", title=title)

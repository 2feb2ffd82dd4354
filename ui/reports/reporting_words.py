"""The writer's own text, part by part of the summary."""

from __future__ import annotations

import streamlit as st

from services.exports.summary_words import LONGEST, word_places
from services.rights.permission import Action, permits
from ui.look import style
from ui.reports import report_queries
from ui.visits.visit import Visit


def draw_words(visit: Visit, year: int) -> None:
    """One part at a time: what stands there, and a box for a new text."""
    texts = visit.texts
    st.caption(texts("screens.year_end.words_lead"))
    written = {words.section: words for words in report_queries.words(visit, year)}
    with st.container(width=520):
        place = st.selectbox(
            texts("screens.year_end.place"), word_places(visit.plan), format_func=lambda key: _place(visit, key)
        )
    now = written.get(place)
    if now is not None:
        at = texts.moment(now.at, visit.plan.head.time_zone)
        st.html(style.quiet(texts("screens.year_end.written", author=now.author, at=at)))
    text = st.text_area(
        texts("screens.year_end.words"),
        now.text if now else "",
        max_chars=LONGEST,
        key=f"words {place} {visit.language}",
    )
    may = permits(visit.actor, Action.WRITE_REPORT) and visit.as_of is None
    if st.button(texts("screens.year_end.keep_words"), disabled=not may, key="keep_words"):
        report_queries.keep_words(visit, year, place, text)
        st.success(texts("screens.year_end.kept"))


def _place(visit: Visit, key: str) -> str:
    """The name of a part; an indicator's stands under its chapter."""
    chapter, _, code = key.partition("/")
    name = visit.texts(f"summary.section.{chapter}")
    return f"{name} · {visit.texts.name(visit.plan.indicator(code).short_name)}" if code else name

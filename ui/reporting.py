"""The parts of the page of reports: choose, look, make, download; write; look back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from indicators.periods import MONTHS_IN_QUARTER, Period, months_of
from reports.compose import SECTIONS
from reports.preview import preview_html
from services.empty_form import FormFile
from services.permission import Action, permits
from services.report_choice import BRIEF_FORMATS, MEDIA_TYPES, YEAR_END_FORMATS, ReportChoice, ReportFormat
from services.summary_words import LONGEST, word_places
from ui import report_queries, style
from ui.visit import Visit


def draw_summary(visit: Visit, year: int) -> None:
    """Sections and format, the button that makes the file, the file, and what it says."""
    texts = visit.texts
    sections = st.pills(
        texts("screens.year_end.sections"),
        SECTIONS,
        selection_mode="multi",
        default=SECTIONS,
        format_func=lambda key: texts(f"summary.section.{key}"),
    )
    file_format = _format(visit, "summary", YEAR_END_FORMATS)
    chosen = tuple(key for key in SECTIONS if key in sections)
    if not chosen:
        st.html(style.empty(texts("screens.year_end.no_section")))
        return
    choice = ReportChoice(file_format, chosen, visit.as_of)
    if st.button(texts("screens.year_end.make"), type="primary", key="make_summary"):
        _keep(visit, "summary", choice, lambda: report_queries.export_summary(visit, year, choice))
    _offer(visit, "summary", choice)
    with st.expander(texts("screens.year_end.preview")):
        st.html(preview_html(report_queries.preview(visit, year, visit.language, chosen)))


def draw_brief(visit: Visit, complete: Period) -> None:
    """The period and format of a brief, and its file."""
    texts = visit.texts
    st.caption(texts("screens.year_end.brief_lead"))
    periods = _periods(visit, complete)
    with st.container(width=260):
        period = st.selectbox(texts("screens.year_end.period"), periods, format_func=texts.period)
    choice = ReportChoice(_format(visit, "brief", BRIEF_FORMATS), as_of=visit.as_of)
    if st.button(texts("screens.year_end.make_brief"), type="primary", key="make_brief"):
        _keep(visit, f"brief {period}", choice, lambda: report_queries.export_of_period(visit, period, choice))
    _offer(visit, f"brief {period}", choice)


def _periods(visit: Visit, complete: Period) -> list[Period]:
    """Months and quarters of the plan year up to the latest complete month, the latest first."""
    months = [month for month in months_of(visit.plan.head.year) if not complete < month]
    quarters = [
        Period.quarter(month.year, month.number // MONTHS_IN_QUARTER)
        for month in months
        if not month.number % MONTHS_IN_QUARTER
    ]
    return sorted([*months, *quarters], reverse=True)


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


def draw_history(visit: Visit) -> None:
    """Who exported what, when, as known at, with which checksum."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    found = report_queries.history(visit)
    if not found:
        st.html(style.empty(texts("screens.year_end.no_history")))
        return
    heads = [texts(f"screens.year_end.column.{name}") for name in ("at", "what", "format", "known", "by", "checksum")]
    rows = [
        (
            texts.moment(each.made_at, zone),
            f"{texts(f'screens.year_end.kind.{each.kind}')} {texts.period(each.period)}",
            f"{each.format} · {texts(f'screens.year_end.language.{each.language}')}",
            texts.moment(each.as_of or each.made_at, zone),
            each.made_by,
            style.Cell(each.checksum[:12], "db-code"),
        )
        for each in found
    ]
    st.html(style.table(heads, rows))
    st.caption(texts("screens.year_end.verify"))


def _format(visit: Visit, name: str, formats: tuple[ReportFormat, ...]) -> ReportFormat:
    chosen = st.segmented_control(
        visit.texts("screens.year_end.format"),
        formats,
        default=formats[0],
        required=True,
        key=f"format_{name}",
        format_func=lambda each: visit.texts(f"screens.year_end.format.{each}"),
    )
    return chosen or formats[0]


def _keep(visit: Visit, name: str, choice: ReportChoice, make: Callable[[], FormFile]) -> None:
    """Makes the file now, and keeps it for this session under what was chosen."""
    with st.spinner(visit.texts("screens.year_end.making")):
        st.session_state[f"made {name}"] = (choice, visit.language, make())


def _offer(visit: Visit, name: str, choice: ReportChoice) -> None:
    """The made file, while what is chosen is still what it was made from."""
    made, language, file = st.session_state.get(f"made {name}", (None, None, None))
    if file is None or (made, language) != (choice, visit.language):
        return
    st.download_button(
        visit.texts("screens.year_end.download", file=file.file_name),
        file.content,
        file.file_name,
        MEDIA_TYPES[choice.format],
        on_click="ignore",
        key=f"download {name}",
    )

"""Reports made on the page: choose, look, make while the stages show, download."""

from __future__ import annotations

import streamlit as st

from i18n.catalogues import LANGUAGES, Language
from indicators.periods import MONTHS_IN_QUARTER, Period, months_of
from reports.compose import SECTIONS
from reports.preview import preview_html
from services.exports.report_choice import (
    BRIEF_FORMATS,
    MEDIA_TYPES,
    STAGES,
    YEAR_END_FORMATS,
    ReportChoice,
    ReportFormat,
    Stage,
)
from ui.look import style
from ui.measures import measure_filters
from ui.reports import report_queries
from ui.visits import looking_back
from ui.visits.visit import Visit


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
    with st.container(horizontal=True):
        file_format = _format(visit, "summary", YEAR_END_FORMATS)
        language = _language(visit, "summary")
    _moment(visit)
    chosen = tuple(key for key in SECTIONS if key in sections)
    if not chosen:
        st.html(style.empty(texts("screens.year_end.no_section")))
        return
    choice = ReportChoice(file_format, chosen, visit.as_of)
    if st.button(texts("screens.year_end.make"), type="primary", key="make_summary"):
        _keep(visit, "summary", year, choice, language)
    _offer(visit, "summary", choice, language)
    with st.expander(texts("screens.year_end.preview")):
        st.html(preview_html(report_queries.preview(visit, year, language, chosen)))


def draw_brief(visit: Visit, complete: Period) -> None:
    """The period and format of a brief, and its file."""
    texts = visit.texts
    st.caption(texts("screens.year_end.brief_lead"))
    periods = _periods(visit, complete)
    with st.container(width=260):
        period = st.selectbox(texts("screens.year_end.period"), periods, format_func=texts.period)
    with st.container(horizontal=True):
        choice = ReportChoice(_format(visit, "brief", BRIEF_FORMATS), as_of=visit.as_of)
        language = _language(visit, "brief")
    _moment(visit)
    if st.button(texts("screens.year_end.make_brief"), type="primary", key="make_brief"):
        _keep(visit, f"brief {period}", period, choice, language)
    _offer(visit, f"brief {period}", choice, language)


def _periods(visit: Visit, complete: Period) -> list[Period]:
    """Months and quarters of the plan year up to the latest complete month, the latest first."""
    months = [month for month in months_of(visit.plan.head.year) if not complete < month]
    quarters = [
        Period.quarter(month.year, month.number // MONTHS_IN_QUARTER)
        for month in months
        if not month.number % MONTHS_IN_QUARTER
    ]
    return sorted([*months, *quarters], reverse=True)


def draw_register(visit: Visit) -> None:
    """The register of measures of a quarter, to hand round."""
    st.caption(visit.texts("screens.year_end.register_lead"))
    measure_filters.register_file(visit)


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


def _language(visit: Visit, name: str) -> Language:
    """The report's language: the screen's, unless another one is chosen."""
    chosen = st.segmented_control(
        visit.texts("screens.year_end.in_language"),
        LANGUAGES,
        default=visit.language,
        required=True,
        key=f"language_{name}_{visit.language}",
        format_func=lambda each: visit.texts(f"screens.year_end.language.{each}"),
    )
    return chosen or visit.language


def _moment(visit: Visit) -> None:
    """As known at which moment the report will be; it is chosen above the page, for all screens alike."""
    if visit.as_of is None:
        st.caption(visit.texts("screens.year_end.known_now"))
        return
    moment = looking_back.moment_words(visit.as_of, visit.plan.head.time_zone, visit.texts)
    st.caption(visit.texts("screens.year_end.known_then", moment=moment))


def _keep(visit: Visit, name: str, asked: int | Period, choice: ReportChoice, language: Language) -> None:
    """Makes the file now, showing each stage, and keeps it for this session under what was chosen."""
    texts, bar = visit.texts, st.progress(0.0)

    def told(stage: Stage) -> None:
        place = STAGES.index(stage)
        named = texts(f"screens.year_end.stage.{stage}")
        said = texts("screens.year_end.stage", number=place + 1, of=len(STAGES), name=named)
        bar.progress(place / len(STAGES), said)

    made = report_queries.export_report(visit, asked, choice, language, told)
    bar.empty()
    st.session_state[f"made {name}"] = (choice, language, made)


def _offer(visit: Visit, name: str, choice: ReportChoice, language: Language) -> None:
    """The made file, while what is chosen is still what it was made from."""
    made, spoken, file = st.session_state.get(f"made {name}", (None, None, None))
    if file is None or (made, spoken) != (choice, language):
        return
    st.download_button(
        visit.texts("screens.year_end.download", file=file.file_name),
        file.content,
        file.file_name,
        MEDIA_TYPES[choice.format],
        on_click="ignore",
        key=f"download {name}",
    )

"""An exported file uploaded again: whether it still says what the database says, and what has changed."""

from __future__ import annotations

import json

import streamlit as st

from indicators.errors import AppError
from reports.figure_names import figure_name
from services.exports.verification_document import verification_document
from services.exports.verify_summary import SummaryVerification
from ui.look import style
from ui.reports import report_queries
from ui.visits.visit import Visit

LARGEST_MEGABYTES = 20
KINDS = ["docx", "xlsx", "pdf"]


def draw_verification(visit: Visit) -> None:
    """The upload, and below it what was found."""
    texts = visit.texts
    st.caption(texts("screens.year_end.verify.lead"))
    file = st.file_uploader(
        texts("screens.year_end.verify.file"), type=KINDS, max_upload_size=LARGEST_MEGABYTES, key="verify_file"
    )
    if file is None:
        return
    try:
        found = _verified(visit, file.file_id, file.getvalue())
    except AppError as error:
        st.error(texts.error(error))
        return
    _told(visit, found)
    document = json.dumps(verification_document(found), ensure_ascii=False, indent=2)
    name = f"{found.export.kind}_{found.export.period}_verify.json"
    st.download_button(
        texts("screens.year_end.verify.json"),
        document,
        name,
        "application/json",
        on_click="ignore",
        key="verified_json",
    )


def _verified(visit: Visit, file_id: str, content: bytes) -> SummaryVerification:
    """Made once per uploaded file and state of the data, however often the page is redrawn: each is noted.

    Raises:
        AppError: it was refused; so it is again, without being noted again.
    """
    kept = f"verified_{file_id}_{visit.version}"
    if kept not in st.session_state:
        st.session_state[kept] = _answer(visit, content)
    found: SummaryVerification | AppError = st.session_state[kept]
    if isinstance(found, AppError):
        raise found.with_traceback(None)  # not longer with every redrawing
    return found


def _answer(visit: Visit, content: bytes) -> SummaryVerification | AppError:
    with st.spinner(visit.texts("screens.year_end.verify.comparing")):
        try:
            return report_queries.verification(visit, content)
        except AppError as error:
            return error


def _told(visit: Visit, found: SummaryVerification) -> None:
    """The answer in a sentence, whose export it was, and every figure and part that reads otherwise now."""
    texts, export, zone = visit.texts, found.export, visit.plan.head.time_zone
    same = not found.figures and not found.sections
    said = "matches" if found.matches else "touched" if same else "differs"
    (st.success if found.matches else st.warning)(
        texts(f"screens.year_end.verify.{said}", count=len(found.figures), sections=len(found.sections))
    )
    at, known = texts.moment(export.made_at, zone), texts.moment(export.as_of or export.made_at, zone)
    st.html(style.quiet(texts("commands.verify_file.exported", by=export.made_by, at=at, known=known)))
    st.html(style.quiet(texts(f"commands.verify_file.{'untouched' if found.untouched else 'touched'}")))
    if found.figures:
        st.html(_figures(visit, found))
    if found.sections:
        names = texts("summary.separator").join(texts(f"summary.section.{key}") for key in found.sections)
        st.html(style.quiet(texts("commands.verify_file.sections", sections=names)))


def _figures(visit: Visit, found: SummaryVerification) -> style.Table:
    texts = visit.texts
    heads = [texts(f"screens.year_end.verify.column.{name}") for name in ("figure", "then", "now")]
    rows = [
        (
            style.Cell(figure_name(visit.plan, each.key, texts), "db-text"),
            style.Cell(each.then or texts.number(None), "db-figure"),
            style.Cell(each.now or texts.number(None), "db-figure"),
        )
        for each in found.figures
    ]
    return style.table(heads, rows)

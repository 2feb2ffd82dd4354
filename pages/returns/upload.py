"""Send a return: upload the filled workbook, see every problem at once, explain, submit."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from indicators.problems import Severity
from services.verdict import Upload, Verdict
from ui import annotating, drafting, navigation, queries, returning, session, verdicts
from ui.visit import Visit

LARGEST_MEGABYTES = 20


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.upload.title"))
    st.caption(texts("screens.upload.lead"))
    file = st.file_uploader(texts("screens.upload.choose"), key="return_file", max_upload_size=LARGEST_MEGABYTES)
    if file is None:
        st.page_link(navigation.address("forms"), label=texts("screens.upload.no_form_yet"))
        return
    done = st.session_state.get(f"receipt_{file.file_id}")
    if done is not None:
        returning.receipt(visit, done)
        return
    verdict = _verdict(visit, file)
    st.html(verdicts.recognised(visit, verdict))
    if verdict.same_as is not None:
        st.info(
            texts(
                "screens.upload.same_as", number=verdict.same_as.number, at=texts.moment(verdict.same_as.submitted_at)
            )
        )
        return
    _problems(visit, verdict)
    annotating.annotated_copy(visit, verdict, file.getvalue())
    _readings(visit, verdict)
    closed = drafting.barred(visit, verdict)
    key = f"submission_{file.file_id}"
    receipt = None if closed else returning.submission(visit, verdict, file.getvalue(), key=key)
    receipt = receipt or drafting.draft(visit, verdict, file.getvalue())
    if receipt is not None:
        st.session_state[f"receipt_{file.file_id}"] = receipt
        st.rerun()


def _verdict(visit: Visit, file: UploadedFile) -> Verdict:
    """Checked once per uploaded file, however often the page is redrawn."""
    key = f"verdict_{file.file_id}"
    if key not in st.session_state:
        with st.spinner(visit.texts("screens.upload.checking")):
            st.session_state[key] = queries.check_return(visit, Upload(file.name, file.getvalue()))
    verdict: Verdict = st.session_state[key]
    return verdict


def _problems(visit: Visit, verdict: Verdict) -> None:
    worst, sentence = verdicts.headline(verdict.problems, len(verdict.figures), visit.texts)
    {Severity.HARD: st.error, Severity.SOFT: st.warning, None: st.success}[worst](sentence)
    if verdict.problems:
        st.html(verdicts.problems_table(verdict.problems, visit.texts))


def _readings(visit: Visit, verdict: Verdict) -> None:
    figures = verdicts.read_otherwise(verdict.figures)
    if figures:
        st.subheader(visit.texts("screens.upload.readings"))
        st.html(verdicts.readings_table(figures, visit.plan, visit.texts))


page(session.current())

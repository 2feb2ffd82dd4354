"""One uploaded file on the screen: its verdict, its problems, its annotated copy, and the way to submit it."""

from __future__ import annotations

import streamlit as st

from indicators.problems import Severity
from services.returns.verdict import Upload, Verdict
from ui.frame import downloads
from ui.returns import annotating, drafting, own_ways, returning, verdicts
from ui.visits import queries
from ui.visits.visit import Visit


def checked(visit: Visit, upload: Upload, key: str) -> Verdict:
    """The verdict, made once per uploaded file however often the page is redrawn; `key` names the file."""
    kept = f"verdict_{key}"
    if kept not in st.session_state:
        with st.spinner(visit.texts("screens.upload.checking")):
            st.session_state[kept] = queries.check_return(visit, own_ways.answered(upload, key))
    verdict: Verdict = st.session_state[kept]
    return verdict


def one_file(visit: Visit, upload: Upload, verdict: Verdict, key: str) -> None:
    """Everything about a file, and what can be done with it; after a submission its receipt."""
    texts = visit.texts
    done = st.session_state.get(f"receipt_{key}")
    if done is not None:
        returning.receipt(visit, done)
        return
    st.html(verdicts.recognised(visit, verdict))
    if verdict.same_as is not None:
        st.info(
            texts(
                "screens.upload.same_as", number=verdict.same_as.number, at=texts.moment(verdict.same_as.submitted_at)
            )
        )
        return
    _problems(visit, verdict)
    own_ways.offered(visit, upload, verdict, key)
    annotating.annotated_copy(visit, verdict, own_ways.answered(upload, key))
    _readings(visit, verdict)
    closed = drafting.barred(visit, verdict)
    asked = own_ways.answered(upload, key)
    receipt = None if closed else returning.submission(visit, verdict, asked, key=f"submission_{key}")
    receipt = receipt or drafting.draft(visit, verdict, asked)
    if receipt is not None:
        st.session_state[f"receipt_{key}"] = receipt
        st.rerun()


def _problems(visit: Visit, verdict: Verdict) -> None:
    worst, sentence = verdicts.headline(verdict.problems, verdict.read, visit.texts, listed=verdict.listed is not None)
    {Severity.HARD: st.error, Severity.SOFT: st.warning, None: st.success}[worst](sentence)
    if verdict.problems:
        table = verdicts.problems_table(verdict.problems, visit.texts)
        title = visit.texts("screens.upload.problems_of", file=verdict.file_name)
        downloads.show(visit, table, name=f"problems/{verdict.file_name}", title=title)
        more = verdicts.not_shown(verdict.problems, visit.texts)
        if more:
            st.caption(more)


def _readings(visit: Visit, verdict: Verdict) -> None:
    figures = verdicts.read_otherwise(verdict.figures)
    if figures:
        st.subheader(visit.texts("screens.upload.readings"))
        table = verdicts.readings_table(figures, visit.plan, visit.texts)
        downloads.show(visit, table, name=f"readings/{verdict.file_name}", title=visit.texts("screens.upload.readings"))
    for note in verdicts.notes_beside(verdict.notes):
        st.caption(verdicts.note_line(note, visit.texts))

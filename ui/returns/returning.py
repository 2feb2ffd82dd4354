"""The last step of an upload: written explanations, the submit button, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from indicators.problems import Severity
from indicators.returns import ReturnState
from services.returns.submit_return import Receipt
from services.returns.verdict import Upload, Verdict
from ui.frame import downloads
from ui.look import style
from ui.returns import drafting, verdicts
from ui.visits import queries
from ui.visits.visit import Visit

LONGEST_EXPLANATION = 500
MOST_BOXES = 30
"""With more to explain, it is done in the workbook: nobody fills in hundreds of boxes on a page."""


def submission(visit: Visit, verdict: Verdict, upload: Upload, key: str) -> Receipt | None:
    """Boxes for the explanations still missing, and the button; the receipt once it was pressed.

    Nothing is drawn where a hard problem forbids submission.
    """
    texts = visit.texts
    if verdict.key is None or any(problem.severity is Severity.HARD for problem in verdict.problems):
        return None
    waiting = verdicts.unexplained(verdict.problems)
    if len(waiting) > MOST_BOXES:
        st.info(texts("screens.lists.explain_in_file", count=len(waiting)))
        return None
    with st.form(key, border=False):
        given = {place: _explanation(visit, place) for place in waiting}
        pressed = st.form_submit_button(texts("screens.upload.submit"), type="primary")
    if not pressed:
        return None
    missing = [place for place, text in given.items() if not text.strip()]
    if missing:
        st.error(texts("screens.upload.explanation_missing", cells=texts("screens.upload.and").join(missing)))
        return None
    return _submitted(visit, verdict, upload, given)


def _explanation(visit: Visit, place: str) -> str:
    label = visit.texts("screens.upload.explanation", cell=style.plain(place))
    return st.text_area(label, key=f"explanation_{place}", max_chars=LONGEST_EXPLANATION, height=80) or ""


def _submitted(visit: Visit, verdict: Verdict, upload: Upload, given: Mapping[str, str]) -> Receipt:
    with st.spinner(visit.texts("screens.upload.submitting")):
        seen = verdict.stands.number if verdict.stands else 0
        return queries.submit_return(visit, replace(upload, explanations=given, after=seen))


def receipt(visit: Visit, done: Receipt) -> None:
    """What was stored, and which of the city's figures moved."""
    texts, stored = visit.texts, done.submission
    st.html(verdicts.recognised(visit, done.verdict))
    if stored is None:
        st.error(texts("screens.upload.not_stored"))
        table = verdicts.problems_table(done.verdict.problems, texts)
        title = texts("screens.upload.problems_of", file=done.verdict.file_name)
        downloads.show(visit, table, name=f"problems/{done.verdict.file_name}", title=title)
        return
    if stored.state is ReturnState.DRAFT:
        drafting.kept(visit, stored, done.overtaken_by)
        return
    waits = stored.state is ReturnState.SUBMITTED
    listed = done.verdict.listed is not None
    where = ("screens.review.waits", "screens.upload.stored")
    if listed:
        where = ("screens.lists.waits", "screens.lists.stored")
    st.success(texts(where[0] if waits else where[1], number=stored.number, figures=done.verdict.read))
    st.html(
        style.facts(
            [
                (texts("screens.upload.receipt.at"), texts.moment(stored.submitted_at)),
                (texts("screens.upload.receipt.state"), texts(f"screens.returns.state.{stored.state}")),
                (texts("screens.upload.receipt.sha256"), stored.sha256[:16]),
            ]
        )
    )
    if waits or listed:
        return
    st.subheader(texts("screens.upload.moved"))
    if done.moved:
        table = verdicts.movements_table(done.moved, visit.plan, texts)
        downloads.show(visit, table, name=f"movements/{stored.id}", title=texts("screens.upload.moved"))
    else:
        st.caption(texts("screens.upload.nothing_moved"))

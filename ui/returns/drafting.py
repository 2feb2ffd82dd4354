"""What else can be done with an upload: keep it as a draft, ask for an approved return to be reopened."""

from __future__ import annotations

import streamlit as st

from db.records import Submission
from services.groundwork.review_errors import ReturnClosedError
from services.returns.submit_return import Receipt
from services.returns.verdict import Upload, Verdict
from services.rights.permission import Action, permits
from ui.returns import review_queries
from ui.visits.visit import Visit

LONGEST_REQUEST = 500


def barred(visit: Visit, verdict: Verdict) -> bool:
    """Says why the return is not taken now, whatever is in the file; whether it is so."""
    texts, bar = visit.texts, verdict.bar
    if bar is None or permits(visit.actor, Action.APPROVE_OWN_RETURN):
        return False
    st.warning(texts.error(bar))
    if isinstance(bar, ReturnClosedError) and verdict.stands is not None:
        _ask_to_reopen(visit, verdict.stands.id)
    return True


def _ask_to_reopen(visit: Visit, submission_id: int) -> None:
    texts, asked = visit.texts, f"asked_to_reopen_{submission_id}"
    if st.session_state.get(asked):
        st.success(texts("screens.review.asked"))
        return
    with st.form(f"ask_{submission_id}", border=False):
        reason = st.text_area(texts("screens.review.ask_reopen"), max_chars=LONGEST_REQUEST, height=80)
        pressed = st.form_submit_button(texts("screens.review.ask_send"))
    if pressed:
        review_queries.comment(visit, submission_id, reason or "")
        st.session_state[asked] = True
        st.rerun()


def draft(visit: Visit, verdict: Verdict, upload: Upload) -> Receipt | None:
    """A button that keeps a recognised file as a draft; the receipt once it was pressed."""
    texts = visit.texts
    if verdict.key is None:
        return None
    pressed = st.button(texts("screens.review.keep_draft"), key="keep_draft")
    st.caption(texts("screens.review.draft_lead"))
    return review_queries.keep_draft(visit, upload) if pressed else None


def kept(visit: Visit, stored: Submission, other: Submission | None) -> None:
    """Says that a file was kept as a draft, and by whom it was overtaken, if so."""
    texts = visit.texts
    if other is None:
        st.success(texts("screens.review.draft_kept", number=stored.number))
    else:
        st.warning(
            texts(
                "screens.review.overtaken",
                by=other.submitted_by,
                at=texts.moment(other.submitted_at),
                other=other.number,
                number=stored.number,
            )
        )

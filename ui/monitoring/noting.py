"""Reviewers' notes beside an indicator's figures: where they are written."""

from __future__ import annotations

import streamlit as st

from services.monitoring.indicator_notes import LONGEST_NOTE
from services.monitoring.monitor import IndicatorDetail
from services.rights.permission import Action, permits
from ui.visits import queries
from ui.visits.visit import Visit

_SAVED = "note_saved"


def offer_note(visit: Visit, detail: IndicatorDetail) -> None:
    """A box to write a note on the period shown; for reviewers only, and not while looking back."""
    if visit.as_of is not None or not permits(visit.actor, Action.NOTE_ON_INDICATOR):
        return
    texts, code, period = visit.texts, detail.standing.indicator.code, detail.standing.period
    if st.session_state.pop(_SAVED, None):
        st.success(texts("screens.notes.saved"))
    with (
        st.container(key="note_on_indicator"),
        st.expander(texts("screens.notes.add", period=texts.period(period))),
        st.form("note", clear_on_submit=True, border=False),
    ):
        text = st.text_area(texts("screens.notes.text"), max_chars=LONGEST_NOTE, key="note_text")
        if st.form_submit_button(texts("screens.notes.save")):
            queries.note_on_indicator(visit, code, period, text)
            st.session_state[_SAVED] = True
            st.rerun()

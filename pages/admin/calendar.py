"""Deadlines: holidays and worked weekend days, the lock, exceptions, and where reminders go."""

from __future__ import annotations

import streamlit as st

from ui.admin import calendar_forms
from ui.returns import review_queries
from ui.visits import session
from ui.visits.answers import forget
from ui.visits.visit import Visit

VIEWS = {"days": calendar_forms.days, "locks": calendar_forms.locks, "mail": calendar_forms.mail}
SAVED = "calendar_saved"


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.calendar.title"))
    st.caption(texts("screens.calendar.lead"))
    view = st.segmented_control(
        texts("screens.calendar.view"),
        list(VIEWS),
        key="calendar_view",
        default="days",
        required=True,
        format_func=lambda name: texts(f"screens.calendar.view.{name}"),
        label_visibility="collapsed",
    )
    if st.session_state.pop(SAVED, False):
        st.success(texts("screens.calendar.saved"))
    if VIEWS[view](visit, review_queries.calendar_settings(visit)):
        st.session_state[SAVED] = True
        forget()
        st.rerun()


page(session.current())

"""Reminders: what each unit has to do, to copy, and to send by mail where a server is set."""

from __future__ import annotations

import streamlit as st

from services.units.remind import DAYS_AHEAD, reminder_text
from ui.look import style
from ui.returns import review_queries
from ui.visits import queries
from ui.visits.visit import Visit

_SENT = "reminders_sent"


def reminders(visit: Visit) -> None:
    """One text for each unit that has something to do."""
    texts = visit.texts
    st.subheader(texts("screens.completeness.reminders"))
    sent = st.session_state.pop(_SENT, None)
    if sent is not None:
        st.success(texts("screens.completeness.sent", count=sent))
    found = review_queries.reminders(visit)
    if not found:
        st.html(style.empty(texts("screens.completeness.nothing_to_remind")))
        return
    st.caption(texts("screens.completeness.reminders_lead", days=DAYS_AHEAD))
    st.code("\n\n".join(reminder_text(visit.plan, each, texts) for each in found), language=None, wrap_lines=True)
    with_address = [each for each in found if each.addresses]
    if queries.settings().smtp_host is None:
        st.caption(texts("screens.completeness.not_configured"))
        return
    label = texts("screens.completeness.send", count=len(with_address))
    if st.button(label, disabled=not with_address):
        st.session_state[_SENT] = review_queries.send_reminders(visit)
        st.rerun()

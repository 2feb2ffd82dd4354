"""Decide on returns: what waits, one return beside earlier figures, approve or send back."""

from __future__ import annotations

import streamlit as st

from ui.look import style
from ui.returns import review_queries, reviewing
from ui.visits import session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.review.title"))
    reviewing.outcome(visit)
    asked = reviewing.asked_for()
    if asked is not None:
        reviewing.one(visit, asked, back=texts("screens.review.back"))
        return
    found = review_queries.waiting_returns(visit)
    if not found:
        st.html(style.empty(texts("screens.review.nothing")))
        return
    st.caption(texts("screens.review.lead"))
    reviewing.waiting(visit, found)


page(session.current())

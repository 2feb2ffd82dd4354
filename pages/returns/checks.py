"""Every check relation in words: its state, how often it fired, tried on past data, and new ones."""

from __future__ import annotations

import streamlit as st

from services.rights.permission import Action, permits
from ui.checks import check_list, check_writing
from ui.visits import address, session
from ui.visits.visit import Visit

VIEWS = {"list": check_list.listed, "one": check_list.one, "new": check_writing.new}


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.checks.title"))
    st.caption(texts("screens.checks.lead"))
    offered = [name for name in VIEWS if name != "new" or permits(visit.actor, Action.ADMINISTER_PLANS)]
    with st.container(width=260):
        view = address.chosen(
            texts("screens.checks.view"),
            offered,
            key="view",
            default="list",
            code=str,
            show=lambda name: texts(f"screens.checks.view.{name}"),
        )
    VIEWS[view](visit)


page(session.current())

"""The switch that counts in what was submitted and is not yet approved: in the address bar as `submitted=1`.

Never the default, marked on every figure it touches, and nothing that it touches can be taken away.
"""

from __future__ import annotations

import streamlit as st

from services.monitoring.submitted_figures import Awaiting
from services.rights.permission import Action, permits
from ui.look import style
from ui.visits.visit import Visit

SWITCH_KEY = "submitted"
"""Key of the switch in the address bar; the toggle's own state has another, which Streamlit forgets with the page."""

_TOGGLE = "submitted_toggle"
_ON = "1"


def asked() -> bool:
    """Whether the address asks for it."""
    return st.query_params.get(SWITCH_KEY) == _ON


def switch(visit: Visit) -> None:
    """The switch, for who may see figures that are not approved; not while looking back."""
    if visit.as_of is not None or not permits(visit.actor, Action.VIEW_SUBMITTED_FIGURES):
        return
    st.session_state[_TOGGLE] = visit.submitted
    st.toggle(visit.texts("screens.submitted.switch"), key=_TOGGLE, on_change=_switched)


def band(visit: Visit, awaiting: Awaiting) -> None:
    """Says above the figures that some are not approved, and how many returns are counted in."""
    if visit.submitted:
        key = "screens.submitted.band" if awaiting.returns else "screens.submitted.nothing"
        st.html(style.submitted_band(visit.texts(key, count=awaiting.returns)))


def kept(visit: Visit) -> dict[str, str]:
    """What a link between the two pages carries."""
    return {SWITCH_KEY: _ON} if visit.submitted else {}


def _switched() -> None:
    if st.session_state.get(_TOGGLE):
        st.query_params[SWITCH_KEY] = _ON
    else:
        st.query_params.pop(SWITCH_KEY, None)

"""What changed since the visitor's last visit, asked and drawn; nothing while looking back."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from services.monitoring.last_visit import NOTED_EVERY
from ui.components.since import since_last_visit
from ui.visits import queries
from ui.visits.visit import Visit

_ASKED = "last visit"


def since_section(visit: Visit) -> Markup | None:
    """The section of the overview."""
    if visit.as_of is not None:
        return None
    since = _last_visit(visit)
    changes = None if since is None else queries.changes_since(visit, since)
    return since_last_visit(changes, visit.plan, visit.texts)


def _last_visit(visit: Visit) -> datetime | None:
    """When the visit before this one ended; asked again only when there is something to note."""
    plan, now = visit.plan.head.id, visit.now
    known: tuple[str, datetime, datetime | None] | None = st.session_state.get(_ASKED)
    if known is None or known[0] != plan or not known[1] <= now < known[1] + NOTED_EVERY:
        known = plan, now, queries.last_visit(visit)
        st.session_state[_ASKED] = known
    return known[2]

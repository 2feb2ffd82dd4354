"""Which of the installation's plans is shown: chosen on the overview, kept for the session, named in the address."""

from __future__ import annotations

import streamlit as st

from i18n.texts import Texts
from indicators.errors import AppError
from ui.visits import queries
from ui.visits.address import chosen
from ui.visits.session import PLAN_KEY
from ui.visits.visit import Visit

_WORTH_CHOOSING = 2


def offer_plans(visit: Visit) -> None:
    """A box with the plans; nothing where there is only one."""
    names = queries.plans()
    if len(names) < _WORTH_CHOOSING:
        return
    if PLAN_KEY not in st.session_state:  # Streamlit forgets a box that another page does not draw
        st.session_state[PLAN_KEY] = visit.plan.head.id
    chosen(
        visit.texts("screens.overview.plan"),
        names,
        key=PLAN_KEY,
        default=queries.settings().plan,
        code=str,
        show=lambda name: _short_name(name, visit.texts),
    )


def _short_name(name: str, texts: Texts) -> str:
    """What a plan is called; of one whose files have faults, its folder."""
    try:
        return texts.name(queries.plan(name).head.short_name)
    except AppError:
        return name

"""The wall screen: overview and indicators in turn, large and dark, without a menu."""

from __future__ import annotations

import streamlit as st

from ui.monitoring import wall
from ui.visits import session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    st.html(wall.lost(visit))
    wall.turn()


page(session.current())

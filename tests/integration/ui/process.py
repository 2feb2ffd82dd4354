"""The screens as a process finds them that has just begun: with the settings of this moment and nothing remembered."""

from __future__ import annotations

import streamlit as st

from ui.visits import queries


def begin_anew() -> None:
    """Forgets the settings, the database, the cookies' secret and every answer."""
    st.cache_resource.clear()
    for kept in (queries.settings, queries.database, queries.cookies):
        kept.cache_clear()

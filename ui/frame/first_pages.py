"""The page somebody finds first: chosen on the page itself, gone to once when they come to the bare address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import streamlit as st

from services.accounts import first_page as service
from services.rights.permission import Action, permits
from ui.frame import navigation
from ui.visits.looking_back import MOMENT_KEY
from ui.visits.session import LANGUAGE_KEY
from ui.visits.visit import Visit

_CAME = "came"
_KNOWN = "first_page"


def go_there(visit: Visit, page: str) -> None:
    """Goes on to the visitor's first page, where this is their first run and they asked for no page or filter."""
    if st.session_state.get(_CAME):
        return
    st.session_state[_CAME] = True
    if page or set(st.query_params) - {LANGUAGE_KEY} or not permits(visit.actor, Action.CHOOSE_FIRST_PAGE):
        return
    name, _, query = service.first_page(visit.database, visit.actor).partition("?")
    screen = next((each for each in navigation.allowed(visit.actor) if each.name == name), None)
    if screen is not None and (screen is not navigation.HOME or query):
        st.switch_page(screen.script, query_params=dict(parse_qsl(query)))


def offer(visit: Visit, page: str) -> None:
    """A small button in the menu: make this page, with its filters, the first one; or take that back."""
    if not permits(visit.actor, Action.CHOOSE_FIRST_PAGE):
        return
    texts, here = visit.texts, _here(page)
    if _KNOWN not in st.session_state:
        st.session_state[_KNOWN] = service.first_page(visit.database, visit.actor)
    is_first = st.session_state[_KNOWN] == here
    label = texts("screens.frame.first_page.is" if is_first else "screens.frame.first_page.make")
    told = texts("screens.frame.first_page.undo" if is_first else "screens.frame.first_page.means")
    if st.button(label, key="first_page_button", type="tertiary", help=told):
        chosen = "" if is_first else here
        service.choose_first_page(visit.database, visit.actor, chosen)
        st.session_state[_KNOWN] = chosen
        st.rerun()


def _here(page: str) -> str:
    """This page with what the address says about it, but for the language and the moment."""
    told = sorted((name, value) for name, value in st.query_params.items() if name not in {LANGUAGE_KEY, MOMENT_KEY})
    name = page or navigation.HOME.name
    return f"{name}?{urlencode(told)}" if told else name

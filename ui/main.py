"""The gate: every address comes through here before any page script runs."""

from __future__ import annotations

import streamlit as st

from services.rights.permission import require
from ui.frame import first_pages, frame, navigation
from ui.look import style
from ui.visits import looking_back, session

session.keep_language()
looking_back.keep()
visit = session.current()


def refuse(screen: navigation.Screen) -> None:
    """Lets the service deny it, so that it is said and noted like every other denial."""
    require(visit.database, visit.actor, screen.needs, object_=f"page:{screen.name}")


page = st.navigation(navigation.pages(visit.actor, visit.texts, refuse), expanded=True)
bare = navigation.is_bare(visit.actor, page.url_path)
st.set_page_config(
    page_title=f"{page.title} · {visit.texts('screens.frame.brand')}",
    layout="wide",
    initial_sidebar_state="collapsed" if bare else "auto",
)
mine = navigation.allowed(visit.actor)
if mine and navigation.HOME not in mine and not page.url_path:
    st.switch_page(navigation.landing(mine).script)
first_pages.go_there(visit, page.url_path)
with session.held(visit):
    if not bare:
        frame.draw(visit, page.url_path, past=navigation.has_past(page.url_path))
    if visit.as_of is not None and not navigation.has_past(page.url_path):
        looking_back.only_now(visit)
    elif mine:
        page.run()
    else:
        st.html(style.empty(visit.texts("screens.frame.no_pages")))

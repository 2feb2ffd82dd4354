"""What stands around every page: the name, the plan, the sample mark, language and look."""

from __future__ import annotations

import streamlit as st

from i18n.texts import LANGUAGES
from services.rights.permission import Action, permits
from ui.frame import first_pages
from ui.look import style
from ui.visits import looking_back, queries, session
from ui.visits.session import LANGUAGE_KEY
from ui.visits.visit import Visit


def draw(visit: Visit, page: str, *, past: bool) -> None:
    """The name in the sidebar and the strip above the page.

    Args:
        visit: who looks.
        page: its address, empty for the home page.
        past: the page can be shown as known at a moment.
    """
    texts = visit.texts
    with st.sidebar:
        st.html(style.brand(texts("screens.frame.brand"), texts("screens.frame.tagline")) + _account(visit))
        first_pages.offer(visit, page)
    with st.container(key="strip", horizontal=True, vertical_alignment="center", horizontal_alignment="right"):
        st.html(_strip(visit), width="stretch")
        if past:
            looking_back.control(visit)
        _language_switch(visit)
        st.html(_looks(visit), width="content")
    looking_back.band(visit)


def _strip(visit: Visit) -> str:
    texts = visit.texts
    notes = [
        texts("screens.frame.fixed_today" if visit.sample else "screens.frame.today", date=texts.date(visit.real_today))
    ]
    complete = queries.overview(visit).default_period if permits(visit.actor, Action.VIEW_FIGURES) else None
    if complete is not None:
        notes.insert(0, texts("screens.frame.complete_to", period=texts.period(complete)))
    sample = texts("screens.frame.sample") if visit.sample else None
    return style.strip(texts.name(visit.plan.head.short_name), sample, notes)


def _account(visit: Visit) -> str:
    texts = visit.texts
    held = dict.fromkeys(grant.role for grant in visit.actor.grants)
    roles = texts("screens.access.and").join(texts(f"permissions.role.{role}") for role in held)
    words = texts("screens.access.change"), texts("screens.access.sign_out")
    label = texts("screens.access.signed_in_as")
    return style.account(label, visit.actor.display_name, roles, session.form_token(), words, visit.language)


def _language_switch(visit: Visit) -> None:
    st.segmented_control(
        visit.texts("screens.frame.language"),
        LANGUAGES,
        key=LANGUAGE_KEY,
        required=True,
        format_func=lambda code: visit.texts(f"screens.frame.language.{code}"),
        label_visibility="collapsed",
    )


def _looks(visit: Visit) -> str:
    texts = visit.texts
    choices = [
        (look, texts(f"screens.frame.look.{look}.short"), texts(f"screens.frame.look.{look}"))
        for look in ("system", "light", "dark")
    ]
    wall = texts("screens.frame.wall") if permits(visit.actor, Action.VIEW_FIGURES) else ""
    modes = style.modes(wall, looking_back.address_of(visit, "wall"), texts("screens.frame.print"))
    return modes + style.looks(texts("screens.frame.look"), choices)

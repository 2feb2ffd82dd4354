"""Accounts: who may sign in, with which roles over which units, and who is signed in now."""

from __future__ import annotations

import streamlit as st

from services.accounts.administer_accounts import accounts
from services.accounts.administer_sessions import sessions_in_force
from ui.admin import administering
from ui.admin.administering import Done
from ui.frame import downloads
from ui.look import style
from ui.visits import address, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.accounts.title"))
    st.caption(texts("screens.accounts.lead"))
    administering.say_done(visit)
    views = ("accounts", "new", "sessions")
    view = st.segmented_control(
        texts("screens.accounts.view"),
        views,
        key="accounts_view",
        default="accounts",
        required=True,
        format_func=lambda name: texts(f"screens.accounts.view.{name}"),
        label_visibility="collapsed",
    )
    done = {"accounts": _accounts, "new": administering.new_account, "sessions": _sessions}[view](visit)
    if done is not None:
        administering.keep(done)
        st.rerun()


def _accounts(visit: Visit) -> Done | None:
    texts, known = visit.texts, accounts(visit.database, visit.actor)
    table = administering.accounts_table(visit, known)
    downloads.show(visit, table, name="accounts", title=texts("screens.accounts.title"))
    if not known:
        return None
    with st.container(width=420):
        one = address.chosen(
            texts("screens.accounts.choose"),
            known,
            key="account",
            default=known[0],
            code=lambda each: each.name,
            show=lambda each: texts.aside(each.display_name, each.name),
        )
    roles, more = st.columns([3, 2], gap="large")
    with roles:
        given = administering.roles(visit, one)
    with more:
        changed = administering.changes(visit, one)
    return given or changed


def _sessions(visit: Visit) -> Done | None:
    texts = visit.texts
    st.caption(texts("screens.accounts.sessions_lead"))
    now = session.moment()
    for each in sessions_in_force(visit.database, session.settings(), visit.actor, now):
        done = administering.session_row(visit, each, session.signed_in().session.id)
        if done is not None:
            return done
    st.html(style.quiet(texts("screens.accounts.sessions_note")))
    return None


page(session.current())

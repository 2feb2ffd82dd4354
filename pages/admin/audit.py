"""The audit trail: who did what, when, from where, and how it ended; read only."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from services.upkeep.audit_trail import choices, history, listing
from ui.admin import auditing
from ui.frame import downloads
from ui.look import style
from ui.visits import session
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.audit.title"))
    st.caption(texts("screens.audit.lead"))
    followed = st.query_params.get("object")
    if followed:
        st.subheader(texts("screens.audit.history", object=style.plain(auditing.object_name(visit, followed))))
        st.html(style.inner_link(texts("screens.audit.all"), address_of(visit, "audit")))
        table = auditing.rows_table(visit, history(visit.database, visit.actor, followed))
        title = texts("screens.audit.history", object=auditing.object_name(visit, followed))
        downloads.show(visit, table, name=f"audit/{followed}", title=title)
        return
    wanted = auditing.filters(visit, choices(visit.database, visit.actor))
    older = st.session_state.get("audit_before")
    if st.session_state.get("audit_wanted") != wanted:
        older = None
    st.session_state["audit_wanted"] = wanted
    found = listing(visit.database, visit.actor, replace(wanted, before=older))
    if not found.rows:
        st.html(style.empty(texts("screens.audit.none")))
        return
    counts, newest, next_page = st.columns([4, 1, 1], vertical_alignment="center")
    shown = texts("screens.audit.counted", shown=len(found.rows), total=found.total)
    counts.html(style.quiet(shown))
    newer = newest.button(texts("screens.audit.newest"), disabled=older is None)
    further = next_page.button(texts("screens.audit.older"), disabled=found.before is None)
    if newer or further:
        st.session_state["audit_before"] = found.before if further else None
        st.rerun()
    st.html(auditing.rows_table(visit, found.rows))
    auditing.exports(visit, wanted)


page(session.current())

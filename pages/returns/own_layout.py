"""Map a table of a unit's own to a form, once; see which mappings are kept."""

from __future__ import annotations

import streamlit as st

from ui.frame import navigation
from ui.look import style
from ui.returns import own_files, own_layouts
from ui.visits import session
from ui.visits.visit import Visit

LARGEST_MEGABYTES = 20


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.own.title"))
    st.caption(texts("screens.own.lead"))
    file = own_files.taken()
    if file is None:
        uploaded = st.file_uploader(texts("screens.own.file"), key="own_file", max_upload_size=LARGEST_MEGABYTES)
        if uploaded is not None:
            own_files.take(uploaded.name, uploaded.getvalue())
            st.rerun()
        own_layouts.saved(visit)
        return
    st.html(style.facts([(texts("screens.own.mapped_file"), file.name)]))
    if st.button(texts("screens.own.other_file"), key="own_other"):
        own_files.forget()
        st.rerun()
    sheets = own_layouts.opened(visit, file.name, file.content)
    if not sheets:
        st.warning(texts("screens.own.not_opened"))
        return
    own_layouts.mapping(visit, file.name, sheets, file.key)
    st.page_link(navigation.address("upload"), label=texts("screens.own.go_upload"))
    own_layouts.saved(visit)


page(session.current())

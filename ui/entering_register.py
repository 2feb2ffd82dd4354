"""A filled register uploaded: the form of each of the sender's departments in it, checked and sent like any other."""

from __future__ import annotations

import streamlit as st

from services.verdict import Upload
from ui import batch, measure_queries, style
from ui.visit import Visit

LARGEST_MEGABYTES = 20


def by_register(visit: Visit) -> None:
    """The upload, who was left out, and a verdict for each department."""
    texts = visit.texts
    file = st.file_uploader(
        texts("screens.measures.register.choose"), key="register_file", max_upload_size=LARGEST_MEGABYTES
    )
    if file is None:
        return
    kept = f"register_{file.file_id}"
    if kept not in st.session_state:
        st.session_state[kept] = measure_queries.taken_register(visit, Upload(file.name, file.getvalue()))
    taken = st.session_state[kept]
    if taken.left_out:
        units = texts("screens.measures.and").join(texts.unit_name(visit.plan.unit(code)) for code in taken.left_out)
        st.info(texts("screens.measures.register.left_out", units=units))
    if not taken.uploads:
        st.html(style.empty(texts("screens.measures.register.empty")))
        return
    batch.many_files(visit, taken.uploads, file.file_id)

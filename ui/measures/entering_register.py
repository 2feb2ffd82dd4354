"""A filled register uploaded: the form of each of the sender's departments in it, checked and sent like any other."""

from __future__ import annotations

import streamlit as st

from services.returns.verdict import Upload
from ui.components.delivery import deliver
from ui.look import style
from ui.measures import measure_queries
from ui.returns import batch, verdicts
from ui.visits.visit import Visit
from workbooks.annotation.errors import AnnotationFailedError, NoAnnotatedCopyError
from workbooks.measure_register import RegisterUnreadableError

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
    upload = Upload(file.name, file.getvalue())
    if kept not in st.session_state:
        try:
            st.session_state[kept] = measure_queries.taken_register(visit, upload)
        except RegisterUnreadableError as error:
            _not_understood(visit, upload, error)
            return
    taken = st.session_state[kept]
    if taken.left_out:
        units = texts("screens.measures.and").join(texts.unit_name(visit.plan.unit(code)) for code in taken.left_out)
        st.info(texts("screens.measures.register.left_out", units=units))
    if not taken.uploads:
        st.html(style.empty(texts("screens.measures.register.empty")))
        return
    batch.many_files(visit, taken.uploads, file.file_id)


def _not_understood(visit: Visit, upload: Upload, error: RegisterUnreadableError) -> None:
    """What cannot be understood, cell by cell, and the sender's own file with those cells marked."""
    texts = visit.texts
    st.error(texts.error(error))
    if not error.problems:
        return
    st.html(verdicts.problems_table(error.problems, texts))
    if not st.button(texts("annotations.button"), key="marked_register"):
        return
    with st.spinner(texts("annotations.making")):
        try:
            copy = measure_queries.marked_register(visit, upload)
        except (NoAnnotatedCopyError, AnnotationFailedError) as failure:
            st.warning(texts.error(failure))
            return
    deliver(copy.file_name, copy.content)

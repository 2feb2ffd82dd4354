"""The annotated copy of an uploaded workbook, made when somebody asks for it and handed to the browser."""

from __future__ import annotations

import streamlit as st

from services.returns.annotate_return import annotate_return
from services.returns.submit_return import Upload, Verdict
from ui.components.delivery import deliver
from ui.visits import queries
from ui.visits.visit import Visit
from workbooks.annotation.errors import AnnotationFailedError, NoAnnotatedCopyError


def annotated_copy(visit: Visit, verdict: Verdict, upload: Upload) -> None:
    """A button that downloads the workbook with its problems marked, where any in its cells are open."""
    texts = visit.texts
    if not any(problem.cell and not problem.explained for problem in verdict.problems):
        return
    pressed = st.button(texts("annotations.button"), key="annotated_copy")
    st.caption(texts("annotations.hint"))
    if not pressed:
        return
    with st.spinner(texts("annotations.making")):
        try:
            copy = annotate_return(
                visit.database, visit.plan, visit.actor, upload, visit.today, texts, reader=queries.reader()
            )
        except (NoAnnotatedCopyError, AnnotationFailedError) as error:
            # Said below the verdict, which stands all the same.
            st.warning(texts.error(error))
            return
    deliver(copy.file_name, copy.content)

"""Which measures move which indicator: gaps that no measure covers, and measures that move nothing."""

from __future__ import annotations

import streamlit as st

from ui.components.measures_style import MEASURES_STYLE
from ui.frame import downloads
from ui.look import style
from ui.measures import matrix_table, measure_queries
from ui.visits import session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.measures.matrix"))
    st.caption(texts("screens.measures.matrix_lead"))
    matrix = measure_queries.matrix(visit)
    if not matrix.register.standings:
        st.html(style.empty(texts("screens.measures.none")))
        return
    st.html(MEASURES_STYLE)
    st.subheader(texts("screens.measures.uncovered.title"))
    st.html(matrix_table.uncovered(visit, matrix))
    st.subheader(texts("screens.measures.matrix_title", count=len(matrix.register.standings)))
    table = matrix_table.matrix_table(visit, matrix)
    downloads.show(visit, table, name="measures/matrix", title=texts("screens.measures.matrix"))
    st.subheader(texts("screens.measures.idle", count=len(matrix.idle)))
    st.caption(texts("screens.measures.idle_lead"))
    table = matrix_table.idle_table(visit, matrix)
    downloads.show(visit, table, name="measures/idle", title=texts("screens.measures.idle", count=len(matrix.idle)))


page(session.current())

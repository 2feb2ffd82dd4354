"""All measures of the plan: filtered, counted, by section; a department's as a board."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from indicators.measure_standing import MeasureStanding
from ui.components.measures_style import MEASURES_STYLE
from ui.frame import downloads
from ui.look import style
from ui.measures import measure_filters, measure_queries, measure_tables
from ui.visits import session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.measures.title"))
    st.html(MEASURES_STYLE)
    register = measure_queries.register(visit)
    if not register.standings:
        st.html(style.empty(texts("screens.measures.none")))
        return
    chosen, as_board = measure_filters.filtered(visit, register.standings)
    st.html(measure_tables.counts(chosen, texts))
    st.html(measure_tables.warnings(chosen, register, texts))
    measure_filters.register_file(visit)
    if not chosen:
        st.html(style.empty(texts("screens.measures.nothing_fits")))
    elif as_board:
        st.html(measure_tables.board(visit, chosen))
    else:
        _by_section(visit, chosen)


def _by_section(visit: Visit, standings: Sequence[MeasureStanding]) -> None:
    texts = visit.texts
    titles = {section.code: texts.name(section.title) for section in visit.plan.sections}
    for code, group in groupby(standings, key=lambda each: each.measure.section):
        of_section = list(group)
        title = texts("screens.measures.section", code=code, title=titles[code], count=len(of_section))
        st.subheader(title)
        downloads.show(visit, measure_tables.section_table(visit, of_section), name=f"measures/{code}", title=title)


page(session.current())

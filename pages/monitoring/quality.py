"""How good the figures are: complete, explained, revised, restated, unsettled; each leads to its return."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from services.rights.permission import Action, permits
from ui.components.heat_table import heat_rows, heat_table, periods_of
from ui.components.surface import surface
from ui.frame import downloads
from ui.look import style
from ui.units import quality_queries, quality_tables, unit_tables
from ui.visits import looking_back, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.quality.title"))
    st.caption(texts("screens.quality.lead"))
    found = quality_queries.data_quality(visit)
    st.header(texts("screens.quality.heat"))
    if not found.months:
        st.html(style.empty(texts("screens.quality.no_returns")))
        return
    surface(heat_table(found.months, texts, looking_back.kept(visit)), key="quality_heat")
    heads = [texts("screens.completeness.unit"), *(texts.period(each) for each in periods_of(found.months))]
    rows = heat_rows(found.months, texts)
    title = texts("screens.quality.heat.file")
    downloads.offer(visit, downloads.content(visit, "quality/completeness", title, heads, rows))
    if not found.has_figures:
        st.html(style.empty(texts("screens.quality.nothing_approved")))
        return
    tables = quality_tables
    _section(visit, "unsettled", tables.unsettled_table(visit, found.unsettled), found.unsettled)
    _section(visit, "revised", tables.revised_units(visit, found.by_unit), found.by_unit)
    if found.revisions:
        table = tables.revisions_table(visit, found.revisions)
        downloads.show(visit, table, name="quality/revisions", title=texts("screens.quality.revisions"))
    latest = tables.latest_restated(found.restated)
    _section(visit, "restated", tables.restated_table(visit, latest), latest)
    links = permits(visit.actor, Action.COMMENT_ON_RETURN)
    table = unit_tables.explained_table(visit, found.explained, units=True, links=links)
    _section(visit, "explained", table, found.explained)


def _section(visit: Visit, name: str, table: style.Table, rows: Sequence[object]) -> None:
    """A titled table with its caption; where it has no rows, a sentence that says what that means."""
    texts = visit.texts
    st.header(texts(f"screens.quality.{name}"))
    if not rows:
        st.html(style.quiet(texts(f"screens.quality.{name}.none")))
        return
    st.caption(texts(f"screens.quality.{name}.lead"))
    downloads.show(visit, table, name=f"quality/{name}", title=texts(f"screens.quality.{name}"))


page(session.current())

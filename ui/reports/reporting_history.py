"""What was exported: the reports, and the register of measures."""

from __future__ import annotations

import streamlit as st

from services.rights.permission import Action, permits
from ui.frame import downloads
from ui.look import style
from ui.reports import report_queries
from ui.visits.visit import Visit


def draw_history(visit: Visit) -> None:
    """Who exported what, when, as known at, with which checksum."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    found = report_queries.history(visit)
    if not found:
        st.html(style.empty(texts("screens.year_end.no_history")))
        _registers(visit)
        return
    heads = [texts(f"screens.year_end.column.{name}") for name in ("at", "what", "format", "known", "by", "checksum")]
    rows = [
        (
            texts.moment(each.made_at, zone),
            f"{texts(f'screens.year_end.kind.{each.kind}')} {texts.period(each.period)}",
            f"{each.format} · {texts(f'screens.year_end.language.{each.language}')}",
            texts.moment(each.as_of or each.made_at, zone),
            each.made_by,
            style.Cell(each.checksum[:12], "db-code"),
        )
        for each in found
    ]
    downloads.show(visit, style.table(heads, rows), name="reports", title=texts("screens.year_end.tab.history"))
    _registers(visit)


def _registers(visit: Visit) -> None:
    """Who took the register of measures; nothing where nobody has."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    taken = report_queries.register_history(visit) if permits(visit.actor, Action.EXPORT_MEASURES) else ()
    if not taken:
        return
    st.subheader(texts("screens.year_end.tab.register"))
    heads = [texts(f"screens.year_end.column.{name}") for name in ("at", "what", "known", "by")]
    rows = [
        (texts.moment(each.at, zone), texts.period(each.period), texts.moment(each.known or each.at, zone), each.by)
        for each in taken
    ]
    downloads.show(visit, style.table(heads, rows), name="registers", title=texts("screens.year_end.tab.register"))

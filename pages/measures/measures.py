"""All measures of the plan: filtered, counted, by section; a department's as a board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import streamlit as st

from indicators.measure_standing import MeasureStanding
from ui import address, measure_queries, measure_tables, session, style
from ui.components.measures_style import MEASURES_STYLE
from ui.visit import Visit

ALL = "all"


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.measures.title"))
    st.html(MEASURES_STYLE)
    register = measure_queries.register(visit)
    if not register.standings:
        st.html(style.empty(texts("screens.measures.none")))
        return
    chosen, as_board = _filtered(visit, register.standings)
    st.html(measure_tables.counts(chosen, texts))
    st.html(measure_tables.warnings(chosen, register, texts))
    if not chosen:
        st.html(style.empty(texts("screens.measures.nothing_fits")))
    elif as_board:
        st.html(measure_tables.board(visit, chosen))
    else:
        _by_section(visit, chosen)


def _filtered(visit: Visit, standings: Sequence[MeasureStanding]) -> tuple[list[MeasureStanding], bool]:
    """The measures that fit the filters, and whether they are shown as a board."""
    plan, texts = visit.plan, visit.texts
    parts = tuple(section.code for section in plan.sections if "(" not in section.code)
    titles = {section.code: f"{section.code}　{texts.name(section.title)}" for section in plan.sections}
    units = tuple(unit.code for unit in plan.units if plan.measures_of(unit.code))
    indicators = tuple(indicator.code for indicator in plan.indicators)
    statuses = tuple(status.value if status else "unreported" for status in measure_tables.ORDER)
    first, second = st.container(horizontal=True), st.container(horizontal=True)
    with first:
        unit = _choice(visit, "department", units, lambda code: texts.unit_name(plan.unit(code)))
        part = _choice(visit, "section", parts, titles.__getitem__)
        status = _choice(visit, "status", statuses, lambda code: texts(f"statuses.measure.{code}"))
    with second:
        indicator = _choice(visit, "moves", indicators, lambda code: texts.name(plan.indicator(code).short_name))
        asked = _choice(visit, "attention", ("stale", "late"), lambda code: texts(f"screens.measures.attention.{code}"))
        as_board = _as_board(visit)
    fitting = [
        each
        for each in standings
        if (unit == ALL or unit in each.measure.departments)
        and part in {ALL, each.measure.part}
        and status in {ALL, each.status.value if each.status else "unreported"}
        and (indicator == ALL or indicator in each.measure.moved)
        and (asked != "stale" or each.stale)
        and (asked != "late" or bool(each.late))
    ]
    return fitting, as_board


def _choice(visit: Visit, key: str, codes: tuple[str, ...], show: Callable[[str], str]) -> str:
    texts = visit.texts
    return address.chosen(
        texts(f"screens.measures.filter.{key}"),
        (ALL, *codes),
        key=key,
        default=ALL,
        code=str,
        show=lambda code: texts("screens.measures.filter.all") if code == ALL else show(code),
    )


def _as_board(visit: Visit) -> bool:
    texts = visit.texts
    shown = address.chosen(
        texts("screens.measures.view"),
        ("list", "board"),
        key="view",
        default="list",
        code=str,
        show=lambda code: texts(f"screens.measures.view.{code}"),
    )
    return shown == "board"


def _by_section(visit: Visit, standings: Sequence[MeasureStanding]) -> None:
    texts = visit.texts
    titles = {section.code: texts.name(section.title) for section in visit.plan.sections}
    for code, group in groupby(standings, key=lambda each: each.measure.section):
        of_section = list(group)
        st.subheader(texts("screens.measures.section", code=code, title=titles[code], count=len(of_section)))
        st.html(measure_tables.section_table(visit, of_section))


page(session.current())

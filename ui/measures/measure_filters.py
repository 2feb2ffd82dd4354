"""The choices above the list of measures, all in the address bar; and the register as a workbook for a quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from indicators.measure_standing import MeasureStanding
from services.measures.measures import measures_form
from services.rights.permission import Action, permits
from ui.components.delivery import deliver
from ui.measures import measure_queries, measure_tables
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.visits import address
from ui.visits.visit import Visit

ALL = "all"


def filtered(visit: Visit, standings: Sequence[MeasureStanding]) -> tuple[list[MeasureStanding], bool]:
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


def register_file(visit: Visit) -> None:
    """The whole register as a workbook to hand round, for a chosen quarter."""
    texts, form = visit.texts, measures_form(visit.plan)
    if form is None or not permits(visit.actor, Action.EXPORT_MEASURES):
        return
    periods = periods_of_form(visit.plan, form, visit.today)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=200):
            period = address.chosen(
                texts("screens.measures.register.period"),
                periods,
                key="quarter",
                default=last_ended(periods, visit.today),
                code=str,
                show=texts.period,
            )
        if st.button(texts("screens.measures.register.export")):
            file = measure_queries.register_workbook(visit, period)
            deliver(file.file_name, file.content)

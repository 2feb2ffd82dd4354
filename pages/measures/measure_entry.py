"""A department tells how its measures are going: on the page, or with a filled register."""

from __future__ import annotations

import streamlit as st

from indicators.plan import ReportingUnit
from services.measures.measures import measures_form
from services.rights.permission import Action, permits
from ui.look import style
from ui.measures import entering, entering_register
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.visits import address, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts, plan = visit.texts, visit.plan
    st.title(texts("screens.measures.entry"))
    st.caption(texts("screens.measures.entry.lead"))
    own = [unit for unit in plan.units if plan.measures_of(unit.code)]
    own = [unit for unit in own if permits(visit.actor, Action.SUBMIT_RETURN, unit.code)]
    if not own or measures_form(plan) is None:
        st.html(style.empty(texts("screens.measures.entry.no_unit")))
        return
    way = address.chosen(
        texts("screens.measures.entry.way"),
        ("form", "register"),
        key="way",
        default="form",
        code=str,
        show=lambda code: texts(f"screens.measures.entry.way.{code}"),
    )
    if way == "form":
        _by_measure(visit, own)
    else:
        entering_register.by_register(visit)


def _by_measure(visit: Visit, own: list[ReportingUnit]) -> None:
    texts = visit.texts
    form = measures_form(visit.plan)
    periods = periods_of_form(visit.plan, form, visit.today) if form else ()
    with st.container(horizontal=True):
        unit = address.chosen(
            texts("screens.measures.entry.unit"),
            own,
            key="unit",
            default=own[0],
            code=lambda each: each.code,
            show=texts.unit_name,
        )
        period = address.chosen(
            texts("screens.measures.entry.period"),
            periods,
            key="period",
            default=last_ended(periods, visit.today),
            code=str,
            show=texts.period,
        )
    entering.entry(visit, unit.code, period)


page(session.current())

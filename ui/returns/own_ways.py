"""On the upload page: what to do with a table that is no form of the system's."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from indicators.periods import Period
from services.returns.verdict import Upload, Verdict
from services.rights.permission import Action, permits
from ui.frame import navigation
from ui.returns import own_files
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.returns.taking_forms import own_units
from ui.visits.visit import Visit
from workbooks.own_table import MAPPABLE

_MAPPED = frozenset({"form_unknown", "own_layout_several"})
_ASKED = frozenset({"own_layout_several", "own_period_unknown"})


def answered(upload: Upload, key: str) -> Upload:
    """The upload with the unit and the period that were said about it on the page; `key` names the file."""
    unit, period = st.session_state.get(f"own_said_{key}", (None, None))
    return replace(upload, as_unit=unit, as_period=period)


def offered(visit: Visit, upload: Upload, verdict: Verdict, key: str) -> None:
    """The way to the page of own tables, or the boxes for what a recognised table does not tell."""
    codes = {problem.code for problem in verdict.problems}
    if codes & _ASKED:
        _ask(visit, key)
    elif codes & _MAPPED and permits(visit.actor, Action.MAP_LAYOUT):
        st.caption(visit.texts("screens.own.map_hint"))
        if st.button(visit.texts("screens.own.map_this"), key=f"map_{key}"):
            own_files.take(upload.file_name.rpartition("/")[2], upload.content)
            st.switch_page(navigation.address("own_layout"))


def _ask(visit: Visit, key: str) -> None:
    texts, own = visit.texts, own_units(visit)
    forms = [form for form in visit.plan.forms if form.code in own and form.layout in MAPPABLE]
    units = list(dict.fromkeys(unit for form in forms for unit in own[form.code]))
    periods = sorted({each for form in forms for each in periods_of_form(visit.plan, form, visit.today)}, reverse=True)
    months: tuple[Period, ...] = tuple(each for each in periods if each.frequency is periods[0].frequency)
    with st.form(f"own_ask_{key}", border=False):
        unit = st.selectbox(texts("screens.own.ask_unit"), units, format_func=texts.unit_name)
        period = st.selectbox(
            texts("screens.own.ask_period"),
            periods,
            periods.index(last_ended(months, visit.today)),
            format_func=texts.period,
        )
        pressed = st.form_submit_button(texts("screens.own.ask_again"))
    if pressed and unit is not None:
        st.session_state[f"own_said_{key}"] = (unit.code, period)
        st.session_state.pop(f"verdict_{key}", None)
        st.rerun()

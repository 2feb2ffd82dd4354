"""Take a form: choose form, unit and period, download the official workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from indicators.periods import Period
from indicators.plan import Form, ReportingUnit
from services.returns.empty_form import form_file_name
from ui.frame import downloads
from ui.look import style
from ui.returns import review_queries
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.returns.taking_forms import all_forms, items_table, one_form, own_units
from ui.visits import address, session
from ui.visits.visit import Visit


def page(visit: Visit) -> None:
    texts = visit.texts
    st.title(texts("screens.forms.title"))
    st.caption(texts("screens.forms.lead"))
    own = own_units(visit)
    if not own:
        st.html(style.empty(texts("screens.access.no_forms")))
        return
    form, unit, period = _chosen(visit, own)
    due = review_queries.deadlines(visit).due(form, period)
    facts = {"table_number": form.table_number, "due": texts.date(due), "file": form_file_name(form, unit, period)}
    st.html(style.facts((texts(f"screens.forms.{name}"), value) for name, value in facts.items()))
    one_form(visit, form, unit, period)
    all_forms(visit, period)
    _what_is_asked(visit, form, unit)


def _chosen(visit: Visit, own: Mapping[str, Sequence[ReportingUnit]]) -> tuple[Form, ReportingUnit, Period]:
    texts, plan = visit.texts, visit.plan
    forms = tuple(form for form in plan.forms if form.code in own)
    first, second, third = st.columns([2, 2, 1])
    with first:
        form: Form = address.chosen(
            texts("screens.forms.form"),
            forms,
            key="form",
            default=forms[0],
            code=lambda each: each.code,
            show=lambda each: f"{each.code} {texts.name(each.title)}",
        )
    units = own[form.code]
    with second:
        label = texts("screens.forms.unit")
        unit: ReportingUnit = address.chosen(
            label, units, key="unit", default=units[0], code=lambda each: each.code, show=texts.unit_name
        )
    periods = periods_of_form(plan, form, visit.today)
    default = last_ended(periods, visit.today)
    with third:
        label = texts("screens.forms.period")
        period = address.chosen(label, periods, key="period", default=default, code=str, show=texts.period)
    return form, unit, period


def _what_is_asked(visit: Visit, form: Form, unit: ReportingUnit) -> None:
    texts, plan = visit.texts, visit.plan
    st.subheader(texts("screens.forms.items"))
    title = texts("screens.forms.items_of", form=texts.name(form.title))
    downloads.show(visit, items_table(visit, form, unit), name=f"items/{form.code}", title=title)
    excluded = [texts.unit_name(plan.unit_by_code[code]) for code in unit.excludes]
    if excluded:
        st.caption(
            texts("screens.forms.excludes", unit=texts.unit_name(unit), zones=texts("screens.forms.and").join(excluded))
        )


page(session.current())

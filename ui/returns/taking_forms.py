"""What the page of empty forms shows: whose forms somebody may take, and what a form asks."""

from __future__ import annotations

import streamlit as st

from indicators.periods import Period
from indicators.plan import Form, FormLayout, ReportingUnit
from services.returns.all_forms import returns_due
from services.rights.permission import Action, permits
from ui.components.delivery import deliver
from ui.look import style
from ui.returns import report_tables
from ui.visits import queries
from ui.visits.visit import Visit

ZIP = "application/zip"


def own_units(visit: Visit) -> dict[str, tuple[ReportingUnit, ...]]:
    """The actor's units by the code of each form that any of them reports; empty when there are none."""
    found = {
        form.code: tuple(
            unit for unit in visit.plan.reporters(form) if permits(visit.actor, Action.DOWNLOAD_FORM, unit.code)
        )
        for form in visit.plan.forms
    }
    return {form: units for form, units in found.items() if units}


def one_form(visit: Visit, form: Form, unit: ReportingUnit, period: Period) -> None:
    """A button that hands over the form."""
    if st.button(visit.texts("screens.forms.download"), type="primary", key="one_form"):
        file = queries.empty_form(visit, form.code, unit.code, period)
        deliver(file.file_name, file.content)


def all_forms(visit: Visit, period: Period) -> None:
    """A button that hands over all forms of the actor's units due for a period in one zip."""
    texts = visit.texts
    count = len(returns_due(visit.plan, visit.actor, period))
    if count <= 1:  # the button above gives the only one
        return
    pressed = st.button(texts("batch.take_all", period=texts.period(period), count=count), key="all_forms")
    st.caption(texts("batch.take_all_hint"))
    if not pressed:
        return
    bar = st.progress(0.0)

    def told(done: int, total: int) -> None:
        bar.progress(done / total, texts("batch.making", done=done, total=total))

    file = queries.all_forms(visit, period, told)
    bar.empty()
    deliver(file.file_name, file.content, ZIP)


def items_table(visit: Visit, form: Form, unit: ReportingUnit) -> style.Table:
    """Every item of a form with its definition, the measures a department reports on, or a list's columns."""
    texts = visit.texts
    if form.layout is FormLayout.MEASURES:
        return report_tables.measures_asked(visit.plan.measures_of(unit.code), texts)
    if form.listing is not None:
        heads = [texts(f"screens.lists.column.{name}") for name in ("letter", "name", "prompt")]
        return style.table(
            heads,
            (
                (
                    style.Cell(form.listing.letter(column.field), "db-code"),
                    texts.name(column.name),
                    style.Cell(texts.name(column.prompt), "db-text"),
                )
                for column in form.listing.columns
            ),
        )
    heads = [texts(f"screens.forms.item.{name}") for name in ("code", "name", "unit", "definition")]
    items = (visit.plan.variable_by_code[code] for code in form.variables)
    rows = (
        (
            style.Cell(item.code, "db-code"),
            texts.name(item.name),
            style.Cell(texts.name(item.unit), "db-short"),
            style.Cell(texts.name(item.definition), "db-text"),
        )
        for item in items
    )
    return style.table(heads, rows)

"""What the page of empty forms shows: whose forms somebody may take, and what a form asks."""

from __future__ import annotations

from indicators.plan import Form, ReportingUnit
from services.permission import Action, permits
from ui import style
from ui.visit import Visit


def own_units(visit: Visit) -> dict[str, tuple[ReportingUnit, ...]]:
    """The actor's units by the code of each form that any of them reports; empty when there are none."""
    found = {
        form.code: tuple(
            unit for unit in visit.plan.reporters(form) if permits(visit.actor, Action.DOWNLOAD_FORM, unit.code)
        )
        for form in visit.plan.forms
    }
    return {form: units for form, units in found.items() if units}


def items_table(visit: Visit, form: Form) -> str:
    """Every item of a form with its unit and its definition."""
    texts = visit.texts
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

"""Where everything stands on a form's sheet: one description, shared by the writer, the reader and the sample.

Two descriptions would drift apart, and a figure read from the wrong column is the worst fault this
system can have. A layout follows from the plan alone; nothing in it depends on the language shown.
"""

from __future__ import annotations

from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Form, FormLayout, Plan, ReportingUnit, Variable, VariableKind
from indicators.returns import ReturnKey
from workbooks.columns import Column, ColumnRole, columns_of
from workbooks.foot import foot_cells
from workbooks.list_layout import list_layout, list_places
from workbooks.measure_layout import measure_columns, measure_rows
from workbooks.sheet import (
    APPROVAL_ROW,
    BLOCKED_MARK,
    FIRST_BODY_ROW,
    ISSUED_BY_ROW,
    META_FORMAT,
    META_SHEET,
    TABLE_NUMBER_ROW,
    TITLE_ROW,
    UNIT_ROW,
    BodyRow,
    FootCell,
    InputCell,
    MetaKey,
    Places,
    SheetLayout,
    Signature,
    SystemCell,
)

__all__ = [
    "BLOCKED_MARK",
    "META_FORMAT",
    "META_SHEET",
    "BodyRow",
    "FootCell",
    "InputCell",
    "MetaKey",
    "Places",
    "SheetLayout",
    "Signature",
    "SystemCell",
    "layout_of",
    "places_of",
    "sheet_name",
]

_SHEET_NAME_LIMIT = 31
_DESCRIBING = frozenset({ColumnRole.LABEL, ColumnRole.UNIT, ColumnRole.CODE, ColumnRole.EXPLANATION})


def places_of(form: Form) -> Places:
    """The cells above the table: the same for every unit and period, so a file can be recognised by them."""
    if form.listing is not None:
        return list_places(form.listing)
    columns = _columns(form)
    last, before = columns[-1].letter, columns[-2].letter
    figures = [column.letter for column in columns if column.role not in _DESCRIBING]
    first, end = figures[0], figures[-3]
    return Places(
        title=f"A{TITLE_ROW}",
        table_number_label=f"{before}{TABLE_NUMBER_ROW}",
        table_number=f"{last}{TABLE_NUMBER_ROW}",
        issued_by_label=f"{before}{ISSUED_BY_ROW}",
        issued_by=f"{last}{ISSUED_BY_ROW}",
        approval_label=f"{before}{APPROVAL_ROW}",
        approval=f"{last}{APPROVAL_ROW}",
        stamp_range=f"A{TABLE_NUMBER_ROW}:A{ISSUED_BY_ROW}",
        compiled_by=f"A{APPROVAL_ROW}",
        compiled_by_range=f"A{APPROVAL_ROW}:C{APPROVAL_ROW}",
        unit=f"A{UNIT_ROW}",
        period=f"{first}{UNIT_ROW}",
        valid_until_label=f"{before}{UNIT_ROW}",
        valid_until=f"{last}{UNIT_ROW}",
        title_range=f"A{TITLE_ROW}:{last}{TITLE_ROW}",
        unit_range=f"A{UNIT_ROW}:C{UNIT_ROW}",
        period_range=f"{first}{UNIT_ROW}:{end}{UNIT_ROW}",
    )


def sheet_name(form: Form, period: Period) -> str:
    """The sheet's name: form and title (`F01 创新指标月报`), the history form also its year."""
    name = f"{form.code} {period.year}年" if form.layout is FormLayout.HISTORY else f"{form.code} {form.title.zh}"
    return "".join(sign for sign in name if sign not in r"[]:*?/\'")[:_SHEET_NAME_LIMIT]


def layout_of(plan: Plan, form: Form, unit: ReportingUnit, period: Period) -> SheetLayout:
    """The sheet of one unit's return for one period.

    Every variable of the form has its row, the ones not asked for in this period with blocked
    cells, so that a variable stands at the same address all year.
    """
    if form.listing is not None:
        return list_layout(form.listing, ReturnKey(form.code, unit.code, period), sheet_name(form, period))
    columns = _columns(form)
    about_measures = form.layout is FormLayout.MEASURES
    rows = measure_rows(plan.measures_of(unit.code)) if about_measures else _variable_rows(plan, form, period)
    return SheetLayout(
        key=ReturnKey(form.code, unit.code, period),
        sheet=sheet_name(form, period),
        columns=columns,
        places=places_of(form),
        rows=rows,
        foot=foot_cells(columns, FIRST_BODY_ROW + len(rows)),
    )


def _columns(form: Form) -> tuple[Column, ...]:
    return measure_columns() if form.layout is FormLayout.MEASURES else columns_of(form.layout)


def _variable_rows(plan: Plan, form: Form, period: Period) -> tuple[BodyRow, ...]:
    due = {variable.code for variable in plan.variables_due(form, period)}
    return tuple(
        _body_row(form, FIRST_BODY_ROW + place, plan.variable_by_code[code], period, asked=code in due)
        for place, code in enumerate(form.variables)
    )


def _body_row(form: Form, number: int, variable: Variable, period: Period, *, asked: bool) -> BodyRow:
    inputs: list[InputCell] = []
    system: list[SystemCell] = []
    single = {column.role: f"{column.letter}{number}" for column in columns_of(form.layout)}
    for column in columns_of(form.layout):
        address = f"{column.letter}{number}"
        if column.basis is not None:
            inputs.append(_input(column, column.basis, address, variable, period, asked=asked))
        elif column.role.by_system:
            system.append(_system(column.role, address, variable, period, asked=asked))
    return BodyRow(
        number=number,
        variable=variable.code,
        label=single[ColumnRole.LABEL],
        unit=single[ColumnRole.UNIT],
        code=single[ColumnRole.CODE],
        inputs=tuple(inputs),
        system=tuple(system),
        status=single.get(ColumnRole.STATUS),
        explanation=single[ColumnRole.EXPLANATION],
    )


def _input(column: Column, basis: Basis, address: str, variable: Variable, period: Period, *, asked: bool) -> InputCell:
    if column.month is None:
        return InputCell(address, variable.code, basis, period, blocked=not asked)
    month = Period.month(period.year, column.month)
    return InputCell(address, variable.code, basis, month, blocked=column.month < variable.first_month)


def _system(role: ColumnRole, address: str, variable: Variable, period: Period, *, asked: bool) -> SystemCell:
    applies = asked
    shown = period
    if role is ColumnRole.PREVIOUS:
        shown = period.previous
        # Flows start anew each year: before the first reported period there is nothing to compare with.
        applies = asked and (_is_stock(variable) or _has_predecessor(variable, period))
    elif role is ColumnRole.LAST_YEAR:
        shown = period.last_year
    elif role is ColumnRole.MONTH:
        # The first report of a January-less flow is one "1—2月" increment, never February.
        applies = (
            asked and not _is_stock(variable) and (_has_predecessor(variable, period) or variable.first_month == 1)
        )
    return SystemCell(address, variable.code, role, shown, applies)


def _is_stock(variable: Variable) -> bool:
    return variable.kind is VariableKind.STOCK


def _has_predecessor(variable: Variable, period: Period) -> bool:
    before = period.previous
    return before.year == period.year and before.closing_month >= variable.first_month

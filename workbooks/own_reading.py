"""Reads a unit's own table by its mapping: figures with the cells of that table, converted where measures differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from indicators.own_layouts import OwnLayout, OwnRow
from indicators.periods import Period
from indicators.plan import Form, Plan
from indicators.problems import Problem
from indicators.returns import ReturnKey
from workbooks.addresses import column_letters, column_number, position
from workbooks.body import BodyReading, RowReader
from workbooks.columns import ColumnRole
from workbooks.file_problems import file_problem
from workbooks.form_check import FoundRow
from workbooks.layout import BodyRow, InputCell, layout_of
from workbooks.numbers import parse_number, shortened
from workbooks.opening import OpenedSheet
from workbooks.own_table import mapped_columns, row_names, rows_named, scale_of
from workbooks.reader import ReturnRead, explained_by_rows

_SHOWN_ROWS = 10


@dataclass(frozen=True, slots=True)
class _Place(FoundRow):
    """A variable's row in the table: cells of the form lead to cells of the table, column 0 where it has none."""

    number: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    def at(self, cell: str) -> tuple[int, int]:
        _, column = position(cell) or (0, 0)
        own = self.columns.get(column_letters(column))
        return self.number, column_number(own) if own else 0


class _Reader(RowReader):
    """Reads a row of the table."""

    def __init__(
        self, plan: Plan, unit: str, sheet: OpenedSheet, place: _Place, into: BodyReading, measure: str
    ) -> None:
        super().__init__(plan, unit, sheet, place, into)
        self._measure = measure or self._variable.unit.zh

    def _read_input(self, cell: InputCell) -> None:
        if not self._place.at(cell.address)[1]:
            return
        address = self._place.address(cell.address)
        if self._unreadable(address):
            return
        percent = address in self._sheet.facts.percent
        value = self._sheet.values.at(*self._place.at(cell.address))
        parsed = parse_number(value, unit=self._measure, percent_format=percent)
        if parsed.value is not None and self._measure != self._variable.unit.zh:
            parsed = parsed._replace(value=self._converted(address, parsed.typed, parsed.value), normalised=False)
        self._take(cell, address, parsed)

    def _converted(self, address: str, typed: str, value: Decimal) -> Decimal:
        exact = value * scale_of(self._measure) / scale_of(self._variable.unit.zh)
        rounded = exact.quantize(Decimal(1).scaleb(-self._variable.decimals), ROUND_HALF_UP)
        said = {"typed": typed, "measure": self._measure, "value": f"{rounded:f}", "unit": self._variable.unit.zh}
        self._into.notes.append(
            file_problem("own_converted", sheet=self._sheet.name, cell=address, code=self._variable.code, **said)
        )
        return rounded


def read_own(plan: Plan, sheet: OpenedSheet, own: OwnLayout, period: Period) -> ReturnRead:
    """The return that a table holds, read by its mapping for a period of the form.

    What the form asks for and the mapping does not give is a problem; what the table holds beside is told.
    """
    form = plan.form(own.form)
    layout = layout_of(plan, form, plan.unit(own.unit), period)
    body = BodyReading()
    body.problems += _missing_columns(sheet, own, form)
    mapped = {row.variable: row for row in own.rows}
    places = []
    for row in layout.rows:
        place = _place(plan, sheet, own, mapped.get(row.variable), row, body)
        if place is not None:
            places.append(place)
            _Reader(plan, own.unit, sheet, place, body, mapped[row.variable].measure).read()
    body.problems += _hidden(sheet, own, places)
    body.problems[:] = explained_by_rows(sheet, places, body.problems)
    notes = (*_ignored(sheet, own), *body.notes)
    return ReturnRead(ReturnKey(own.form, own.unit, period), tuple(body.figures), tuple(body.problems), notes)


def _missing_columns(sheet: OpenedSheet, own: OwnLayout, form: Form) -> Iterator[Problem]:
    needed = (column for column in mapped_columns(form) if column.role is not ColumnRole.EXPLANATION)
    missing = [column.mark for column in needed if column.letter not in own.columns]
    if missing:
        cell = f"{own.name_column}{own.last_head_row}"
        yield file_problem("own_column_unmapped", sheet=sheet.name, cell=cell, columns="、".join(missing))


def _place(
    plan: Plan, sheet: OpenedSheet, own: OwnLayout, mapped: OwnRow | None, row: BodyRow, body: BodyReading
) -> _Place | None:
    variable = plan.variable_by_code[row.variable]
    head = f"{own.name_column}{own.last_head_row}"
    if mapped is None:
        if not row.blocked:
            said = {"code": variable.code, "name": variable.name.zh}
            body.problems.append(file_problem("own_row_unmapped", sheet=sheet.name, cell=head, **said))
        return None
    rows = rows_named(sheet, own.name_column, own.last_head_row, mapped.name)
    if len(rows) != 1:
        code = "own_row_twice" if rows else "own_row_missing"
        cell = f"{own.name_column}{rows[1]}" if rows else head
        said = {"code": variable.code, "row": shortened(mapped.name)}
        body.problems.append(file_problem(code, sheet=sheet.name, cell=cell, **said))
        return None
    return _Place(row, 0, rows[0], own.columns)


def _hidden(sheet: OpenedSheet, own: OwnLayout, places: list[_Place]) -> Iterator[Problem]:
    hidden = set(sheet.facts.hidden_rows)
    for place in places:
        if place.number in hidden:
            said = {"row": str(place.number), "code": place.row.variable}
            yield file_problem("row_hidden", sheet=sheet.name, cell=f"{own.name_column}{place.number}", **said)
    for letter in sorted(set(own.columns.values())):
        number = column_number(letter)
        if any(first <= number <= last for first, last in sheet.facts.hidden_columns):
            yield file_problem("column_hidden", sheet=sheet.name, cell=f"{letter}{own.last_head_row}", column=letter)


def _ignored(sheet: OpenedSheet, own: OwnLayout) -> Iterator[Problem]:
    """The rows of the table that are no variable of the form, in one note."""
    known = {row for each in own.rows for row in rows_named(sheet, own.name_column, own.last_head_row, each.name)}
    names = row_names(sheet, own.name_column, own.last_head_row)
    others = [(rows[0], name) for name, rows in names.items() if not known & set(rows)]
    if others:
        shown = "、".join(shortened(name) for _, name in others[:_SHOWN_ROWS]) + (
            "…" if len(others) > _SHOWN_ROWS else ""
        )
        cell = f"{own.name_column}{others[0][0]}"
        yield file_problem("own_rows_ignored", sheet=sheet.name, cell=cell, rows=shown, count=str(len(others)))

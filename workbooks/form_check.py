"""Whether a filled form is still the one that was handed out: columns, codes, names, units of measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from i18n.texts import texts
from indicators.plan import Plan
from indicators.problems import Problem
from workbooks.addresses import address, column_letters, column_number, position
from workbooks.file_problems import file_problem
from workbooks.layout import BodyRow, SheetLayout
from workbooks.matching import comparable
from workbooks.numbers import shortened
from workbooks.opening import OpenedSheet
from workbooks.sheet import FIRST_BODY_ROW

_SHOWN_CELLS = 10
_INDENTS = ("　", " ")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A variable's row, and how many rows below its place it stands."""

    row: BodyRow
    shift: int

    def at(self, cell: str) -> tuple[int, int]:
        """Row and column of one of the row's cells, where they really are."""
        number, column = position(cell) or (0, 0)
        return number + self.shift, column

    def address(self, cell: str) -> str:
        """The address of one of the row's cells, where it really is."""
        return address(*self.at(cell))


def changed_columns(sheet: OpenedSheet, layout: SheetLayout) -> tuple[Problem, ...]:
    """The first column whose number (甲 乙 丙 1 2 …) is not the one handed out, if any."""
    for column in layout.columns:
        found = sheet.text(layout.mark_row, column_number(column.letter))
        if comparable(found) != comparable(column.mark):
            cell = f"{column.letter}{layout.mark_row}"
            marks = {"expected": column.mark, "found": shortened(found)}
            return (file_problem("columns_changed", sheet=sheet.name, cell=cell, **marks),)
    return ()


def found_rows(plan: Plan, sheet: OpenedSheet, layout: SheetLayout, problems: list[Problem]) -> tuple[FoundRow, ...]:
    """The rows by their codes: a row that moved is read where it is now, one that is gone is a problem."""
    found = []
    for row in layout.rows:
        shift = _shift(sheet, layout, row)
        if shift is None:
            written = sheet.text(*(position(row.code) or (0, 0)))
            texts_shown = {"expected": row.variable, "found": shortened(written)}
            problems.append(file_problem("code_changed", sheet=sheet.name, cell=row.code, **texts_shown))
            continue
        place = FoundRow(row, shift)
        found.append(place)
        problems += _row_problems(plan, sheet, place)
    return tuple(found)


def _shift(sheet: OpenedSheet, layout: SheetLayout, row: BodyRow) -> int | None:
    """How far the row has moved: 0 where its code stands in its place, None where it is nowhere or twice."""
    number, column = position(row.code) or (0, 0)
    if _is_code(sheet.text(number, column), row.variable):
        return 0
    last = max(sheet.facts.last_row, layout.foot_row)
    places = [r for r in range(FIRST_BODY_ROW, last + 1) if _is_code(sheet.text(r, column), row.variable)]
    return places[0] - number if len(places) == 1 else None


def _is_code(text: str, code: str) -> bool:
    """Excel turns a retyped 01 into the number 1: that is still the code."""
    written, code = comparable(text), comparable(code)
    return written == code or (written.isdecimal() and len(written) < len(code) and written.zfill(len(code)) == code)


def _row_problems(plan: Plan, sheet: OpenedSheet, place: FoundRow) -> Iterator[Problem]:
    code_shown, checked = place.row.variable, _printed(plan, place.row)
    if place.shift:
        cells = {"expected": place.row.code, "found": place.address(place.row.code)}
        yield file_problem("row_moved", sheet=sheet.name, cell=place.address(place.row.code), code=code_shown, **cells)
    for code, cell, expected in checked:
        found = sheet.text(*place.at(cell))
        # English may stand below the Chinese, and a remark behind it.
        agrees = (
            comparable(found).startswith(comparable(expected)) if code == "label_changed" else _first(found, expected)
        )
        if not agrees:
            shown = {"expected": expected, "found": shortened(found), "code": code_shown}
            yield file_problem(code, sheet=sheet.name, cell=place.address(cell), **shown)


def _printed(plan: Plan, row: BodyRow) -> tuple[tuple[str, str, str], ...]:
    """What the form prints in a row, with the problem if it is changed: its name, and its unit of measure."""
    if row.progress:
        return (("label_changed", row.label, plan.measure(row.variable).title.zh),)
    variable = plan.variable_by_code[row.variable]
    return ("label_changed", row.label, variable.name.zh), ("measure_changed", row.unit, variable.unit.zh)


def _first(found: str, expected: str) -> bool:
    return comparable(found.partition("\n")[0]) == comparable(expected)


def extra_content(sheet: OpenedSheet, layout: SheetLayout, rows: tuple[FoundRow, ...]) -> tuple[Problem, ...]:
    """What stands on the sheet where the form has nothing, in one problem: it is not read, but not passed over."""
    last_column = column_number(layout.last_column)
    known_rows = {place.row.number + place.shift for place in rows}
    shift = max((place.shift for place in rows), default=0)
    foot_row = layout.foot_row + max(shift, 0)
    extra = [
        address(row, column)
        for row, column, value in sheet.values.cells()
        if column > last_column
        or (FIRST_BODY_ROW <= row < foot_row and row not in known_rows)
        or (row > foot_row and not (column == 1 and _is_printed_note(str(value))))
    ]
    return (extra_problem(sheet, extra),) if extra else ()


def extra_problem(sheet: OpenedSheet, extra: Sequence[str]) -> Problem:
    """The one problem about cells that are not read; at least one."""
    shown = "、".join(extra[:_SHOWN_CELLS]) + ("…" if len(extra) > _SHOWN_CELLS else "")
    return file_problem("extra_content", sheet=sheet.name, cell=extra[0], cells=shown, count=str(len(extra)))


def _is_printed_note(text: str) -> bool:
    said = texts("zh")
    heads = (said("forms.note.heading"), said("forms.checks.hard"), said("forms.checks.soft"), *_INDENTS)
    return text.startswith(heads)


def hidden_places(sheet: OpenedSheet, layout: SheetLayout, rows: tuple[FoundRow, ...]) -> Iterator[Problem]:
    """Hidden rows and columns of the table: what stands in them is read all the same, and said."""
    hidden = set(sheet.facts.hidden_rows)
    for place in rows:
        number = place.row.number + place.shift
        if number in hidden:
            yield file_problem(
                "row_hidden", sheet=sheet.name, cell=f"A{number}", row=str(number), code=place.row.variable
            )
    yield from hidden_columns(sheet, layout)


def hidden_columns(sheet: OpenedSheet, layout: SheetLayout) -> Iterator[Problem]:
    """Hidden columns of the table."""
    for column in layout.columns:
        number = column_number(column.letter)
        if any(first <= number <= last for first, last in sheet.facts.hidden_columns):
            cell = f"{column_letters(number)}{layout.mark_row}"
            yield file_problem("column_hidden", sheet=sheet.name, cell=cell, column=column_letters(number))

"""The form's foot: signatures, notes, and the check relations (审核关系) in the statutory notation."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from i18n.texts import Texts
from indicators.observations import Basis
from indicators.plan import CheckRule
from indicators.problems import Severity
from workbooks.template_parts import Canvas
from workbooks.text_width import text_width

_FOOT_HEIGHT, _LINE_HEIGHT = 24, 12.5
_INDENT = "　　　"
_INDENTED = f"\n{_INDENT}　 "
_SMALLER = 0.93
"""A note's 9-point characters against the 10-point ones that column widths count."""


def draw(canvas: Canvas) -> int:
    """Draws everything below the table; the number of the last row used."""
    row = canvas.layout.foot_row
    draw_signatures(canvas, row)
    for text in notes(canvas):
        row += 1
        canvas.sheet.merge_range(f"A{row}:{canvas.layout.last_column}{row}", text, canvas.styles("note"))
        canvas.height(row, _LINE_HEIGHT * _lines(canvas, text) + 2)
    return row


def draw_signatures(canvas: Canvas, row: int) -> None:
    """Draws who answers for the form, in the row where the layout has them."""
    canvas.height(row, _FOOT_HEIGHT)
    for cell in canvas.layout.foot:
        label = f"{canvas.wording.both(f'forms.foot.{cell.signature}', ' ')}："
        if ":" in cell.cell_range and cell.cell_range.split(":")[0] != cell.cell_range.split(":")[1]:
            canvas.sheet.merge_range(cell.cell_range, label, canvas.styles("foot"))
        else:
            canvas.sheet.write_string(cell.address, label, canvas.styles("foot"))


def notes(canvas: Canvas) -> Iterator[str]:
    """The notes, numbered, then the check relations."""
    wording = canvas.wording
    said = [wording.both("forms.note.fields", _INDENTED)]
    said += [wording.name(note, _INDENTED) for note in canvas.form.notes]
    said += _boundary(canvas)
    heading = wording.zh("forms.note.heading")
    for number, text in enumerate(said, start=1):
        yield f"{heading if number == 1 else _INDENT}{number}．{text}"
    for severity in Severity:
        if relations := _relations(canvas, severity):
            yield f"{wording.both(f'forms.checks.{severity}', ' ')}{relations}"


def _boundary(canvas: Canvas) -> list[str]:
    """Who counts what where a zone lies inside districts, so that nothing counts twice."""
    inside = [canvas.plan.unit(code) for code in canvas.unit.excludes]
    around = [unit for unit in canvas.plan.units if canvas.unit.code in unit.excludes]
    key, others = ("forms.note.excludes", inside) if inside else ("forms.note.excluded_by", around)
    if not others:
        return []

    def said(texts: Texts) -> str:
        listed = texts("forms.separator").join(texts.unit_name(other) for other in others)
        return texts(key, unit=texts.unit_name(canvas.unit), others=listed)

    return [_INDENTED.join(said(texts) for texts in canvas.wording.languages)]


def _relations(canvas: Canvas, severity: Severity) -> str:
    rules = [rule for rule in canvas.plan.checks if rule.form == canvas.form.code and rule.severity is severity]
    return "；".join(f"{rule.relation}{_columns(canvas, rule)}" for rule in rules)


def _columns(canvas: Canvas, rule: CheckRule) -> str:
    if rule.basis == (Basis.CURRENT,):
        return ""
    marks = [column.mark for column in canvas.layout.columns if column.basis in rule.basis]
    return f"（{'、'.join(marks)}列）"


def _lines(canvas: Canvas, text: str) -> int:
    """How many lines a note takes: Excel does not fit the height of merged cells by itself."""
    room = sum(column.width for column in canvas.layout.columns)
    return sum(ceil(text_width(line) * _SMALLER / room) for line in text.split("\n"))

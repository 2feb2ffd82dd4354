"""The form's head: title, 表号 and its authority at the right, unit and period, and the heads of the columns."""

from __future__ import annotations

from itertools import groupby

from indicators.observations import Basis
from indicators.plan import FormLayout
from workbooks.columns import Column, ColumnRole
from workbooks.head_texts import period_text, unit_text
from workbooks.sheet import (
    APPROVAL_ROW,
    HEAD_ROW,
    ISSUED_BY_ROW,
    MARK_ROW,
    SUBHEAD_ROW,
    TABLE_NUMBER_ROW,
    TITLE_ROW,
    UNIT_ROW,
)
from workbooks.template_parts import Canvas

_TITLE_HEIGHT, _TITLE_HEIGHT_BILINGUAL = 34, 54
_PLACE_HEIGHT, _HEAD_HEIGHT, _HEAD_HEIGHT_BILINGUAL = 17, 22, 41


def draw(canvas: Canvas) -> None:
    """Draws everything above the table's body."""
    draw_top(canvas)
    _draw_column_heads(canvas)


def draw_top(canvas: Canvas) -> None:
    """Draws everything above the table."""
    _draw_title(canvas)
    _draw_places(canvas)


def _draw_title(canvas: Canvas) -> None:
    canvas.height(TITLE_ROW, _TITLE_HEIGHT_BILINGUAL if canvas.wording.bilingual else _TITLE_HEIGHT)
    title = canvas.wording.name(canvas.form.title)
    canvas.sheet.merge_range(canvas.layout.places.title_range, title, canvas.styles("title"))


def _draw_places(canvas: Canvas) -> None:
    places, form, both = canvas.layout.places, canvas.form, canvas.wording.both
    right = (
        (places.table_number_label, "forms.head.table_number", places.table_number, form.table_number),
        (places.issued_by_label, "forms.head.issued_by", places.issued_by, form.issued_by),
        (places.approval_label, "forms.head.approval", places.approval, form.approval_number),
        (places.valid_until_label, "forms.head.valid_until", places.valid_until, form.valid_until),
    )
    for label_at, key, text_at, text in right:
        canvas.sheet.write_string(label_at, f"{both(key, ' ')}：", canvas.styles("place_label"))
        canvas.sheet.write_string(text_at, text, canvas.styles("place_text"))
    compiled_by = f"{both('forms.head.compiled_by', ' ')}：{form.compiled_by}"
    canvas.sheet.merge_range(places.compiled_by_range, compiled_by, canvas.styles("unit"))
    canvas.sheet.merge_range(places.unit_range, unit_text(canvas.unit.name), canvas.styles("unit"))
    canvas.sheet.merge_range(places.period_range, period_text(canvas.layout.key.period), canvas.styles("period"))
    if canvas.sample:
        canvas.sheet.merge_range(places.stamp_range, both("forms.sample", " "), canvas.styles("stamp"))
    for row in (TABLE_NUMBER_ROW, ISSUED_BY_ROW, APPROVAL_ROW, UNIT_ROW):
        canvas.height(row, _PLACE_HEIGHT)


def _group(column: Column) -> str | None:
    """The head that spans several columns, None for a column with a head of its own."""
    if column.month is not None:
        return "months"
    if column.basis in {Basis.PUBLISHED, Basis.RESTATED}:
        return "same_period_last_year"
    return "by_system" if column.role.by_system and column.role is not ColumnRole.PREVIOUS_STATUS else None


def _head(canvas: Canvas, column: Column) -> str:
    both = canvas.wording.both
    if column.month is not None:
        return both("forms.column.first_month" if column.month == 1 else "forms.column.to_month", month=column.month)
    name = column.basis.value if column.basis else column.role.value
    if canvas.form.layout is FormLayout.MEASURES:
        name = f"measure.{column.part or column.role}"
    if column.role is ColumnRole.PREVIOUS:
        name = f"previous_{canvas.layout.key.period.frequency}"
    return both(f"forms.column.{name}")


def _draw_column_heads(canvas: Canvas) -> None:
    height = _HEAD_HEIGHT_BILINGUAL if canvas.wording.bilingual else _HEAD_HEIGHT
    for row, points in ((HEAD_ROW, height), (SUBHEAD_ROW, height), (MARK_ROW, _PLACE_HEIGHT)):
        canvas.height(row, points)
    for index, column in enumerate(canvas.layout.columns):
        sides = canvas.styles.edges(column=index, last_column=canvas.last_index)
        canvas.sheet.write_string(f"{column.letter}{MARK_ROW}", column.mark, canvas.styles("mark", **sides))
    for group, members in groupby(canvas.layout.columns, _group):
        columns = list(members)
        if group is None:
            for column in columns:
                _draw_tall_head(canvas, column)
        else:
            _draw_grouped_heads(canvas, group, columns)


def _draw_tall_head(canvas: Canvas, column: Column) -> None:
    index = canvas.layout.columns.index(column)
    style = canvas.styles("head", **canvas.styles.edges(column=index, last_column=canvas.last_index, top=True))
    spanned = f"{column.letter}{HEAD_ROW}:{column.letter}{SUBHEAD_ROW}"
    canvas.sheet.merge_range(spanned, _head(canvas, column), style)


def _draw_grouped_heads(canvas: Canvas, group: str, columns: list[Column]) -> None:
    top = canvas.styles("head", **canvas.styles.edges(column=1, last_column=canvas.last_index, top=True))
    spanned = f"{columns[0].letter}{HEAD_ROW}:{columns[-1].letter}{HEAD_ROW}"
    canvas.sheet.merge_range(spanned, canvas.wording.both(f"forms.column.{group}", " "), top)
    for column in columns:
        canvas.sheet.write_string(f"{column.letter}{SUBHEAD_ROW}", _head(canvas, column), canvas.styles("head"))

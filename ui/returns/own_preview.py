"""What a mapping reads from a table, shown beside the original cells before it is kept."""

from __future__ import annotations

import streamlit as st

from indicators.observations import ReportedFigure
from indicators.own_layouts import OwnLayout
from indicators.periods import Period
from services.returns import own_layouts as service
from services.returns.verdict import Upload
from ui.frame import downloads
from ui.look import style
from ui.returns import verdicts
from ui.visits.visit import Visit
from workbooks.columns import Column, ColumnRole
from workbooks.opening import OpenedSheet


def column_name(visit: Visit, column: Column) -> str:
    """What a column of the form holds, in words."""
    texts = visit.texts
    if column.month is not None:
        return texts("screens.own.column.month", month=texts.month_label(column.month), mark=column.mark)
    if column.basis is not None:
        return texts(f"screens.own.column.basis.{column.basis.value}", mark=column.mark)
    name = "status" if column.role is ColumnRole.STATUS else "explanation"
    return texts(f"screens.own.column.{name}", mark=column.mark)


def preview(visit: Visit, file_name: str, sheet: OpenedSheet, layout: OwnLayout, period: Period) -> OwnLayout:
    """Draws the readings and the problems; gives the mapping with its fingerprint."""
    texts = visit.texts
    st.subheader(texts("screens.own.step_preview"))
    found = service.try_layout(
        visit.database, visit.plan, visit.actor, Upload(file_name, b""), sheet, layout, period, visit.today
    )
    verdict = found.verdict
    _, sentence = verdicts.headline(verdict.problems, len(verdict.figures), texts)
    st.markdown(style.plain(sentence))
    if verdict.figures:
        heads = [texts(f"screens.own.preview.{name}") for name in ("variable", "basis", "cell", "typed", "value")]
        table = style.table(heads, (_row(visit, figure) for figure in verdict.figures))
        downloads.show(visit, table, name=f"own/{file_name}/readings", title=texts("screens.own.step_preview"))
    if verdict.problems:
        table = verdicts.problems_table(verdict.problems, texts)
        title = texts("screens.upload.problems_of", file=file_name)
        downloads.show(visit, table, name=f"own/{file_name}/problems", title=title)
    for note in verdicts.notes_beside(verdict.notes):
        if note.code != "own_converted":  # the table of readings shows both
            st.caption(verdicts.note_line(note, texts))
    return found.layout


def _row(visit: Visit, figure: ReportedFigure) -> tuple[str | style.Cell, ...]:
    texts, observation = visit.texts, figure.observation
    variable = visit.plan.variable_by_code[observation.variable]
    value = observation.value
    return (
        f"{variable.code} {texts.name(variable.name)}",
        f"{texts(f'screens.own.basis.{observation.basis.value}')} · {texts.period(observation.period)}",
        style.Cell(figure.cell, "db-short"),
        style.Cell(figure.typed, "db-figure"),
        style.Cell(
            verdicts.NOWHERE if value is None else f"{texts.plain(value)} {texts.unit(variable.unit)}", "db-figure"
        ),
    )

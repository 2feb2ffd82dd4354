"""A filled workbook becomes a return: which one it is, its figures with their cells, and all its problems at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indicators.measure_progress import MeasureReport, ProgressPart
from indicators.name_lists import NameList
from indicators.observations import ReportedFigure
from indicators.plan import Plan
from indicators.plan_lists import ListDescription
from indicators.problems import Problem, Severity
from indicators.returns import ReturnKey
from workbooks.addresses import position
from workbooks.body import BodyReading, RowReader
from workbooks.form_check import FoundRow, changed_columns, extra_content, found_rows, hidden_places
from workbooks.layout import SheetLayout
from workbooks.list_reader import read_list
from workbooks.measure_body import MeasureRowReader
from workbooks.opening import OpenedSheet, open_workbook
from workbooks.process import ReaderProcess
from workbooks.recognise import Recognised, recognise

__all__ = ["ReturnRead", "explained_by_rows", "read_return"]


@dataclass(frozen=True, slots=True)
class ReturnRead:
    """What a file gave.

    `key` is None where the file was not recognised as one return. `figures` are those that could be
    read, also where other cells have problems. `notes` are told beside the problems and ask for
    nothing (what was typed and what it was taken for). `sample` tells a form marked 示例数据. `reports` are what
    a form about measures says, `cells` where each part of each measure stands. `listed` are the rows of a name list,
    None on any other form.
    """

    key: ReturnKey | None
    figures: tuple[ReportedFigure, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()
    sample: bool = False
    reports: tuple[MeasureReport, ...] = ()
    cells: Mapping[tuple[str, ProgressPart], str] = field(default_factory=dict)
    listed: NameList | None = None


def read_return(plan: Plan, content: bytes, file_name: str, process: ReaderProcess) -> ReturnRead:
    """Open, recognise and read a filled form; nothing a file can hold raises.

    Args:
        plan: the plan whose forms are expected.
        content: the file's bytes.
        file_name: its name as uploaded, asked only where content cannot tell two kinds apart.
        process: the reading processes.
    """
    opened = open_workbook(content, file_name, process)
    if not opened.sheets:
        return ReturnRead(None, (), opened.problems, opened.notes)
    recognised = recognise(plan, opened.sheets)
    problems = [*opened.problems, *recognised.problems]
    if recognised.sheet is None or recognised.layout is None:
        return ReturnRead(None, (), tuple(problems), opened.notes)
    notes = (*opened.notes, *recognised.notes)
    key = recognised.layout.key
    changed = changed_columns(recognised.sheet, recognised.layout)
    if changed:
        return ReturnRead(key, (), (*problems, *changed), notes, recognised.sample)
    if recognised.layout.listing is not None:
        told = replace(recognised, notes=notes)
        return _list(recognised.sheet, recognised.layout, recognised.layout.listing, told, tuple(problems))
    body = _body(plan, recognised.sheet, recognised.layout)
    found = (*problems, *body.problems)
    return ReturnRead(
        key, tuple(body.figures), found, (*notes, *body.notes), recognised.sample, tuple(body.reports), body.cells
    )


def _list(
    sheet: OpenedSheet,
    layout: SheetLayout,
    listing: ListDescription,
    recognised: Recognised,
    problems: tuple[Problem, ...],
) -> ReturnRead:
    reading = read_list(sheet, layout, listing)
    found, notes = (*problems, *reading.problems), (*recognised.notes, *reading.notes)
    return ReturnRead(layout.key, (), found, notes, recognised.sample, listed=reading.listed)


def _body(plan: Plan, sheet: OpenedSheet, layout: SheetLayout) -> BodyReading:
    body = BodyReading()
    rows = found_rows(plan, sheet, layout, body.problems)
    for place in rows:
        if place.row.progress:
            MeasureRowReader(sheet, place, body).read()
        else:
            RowReader(plan, layout.key.unit, sheet, place, body).read()
    body.problems += hidden_places(sheet, layout, rows)
    body.problems += extra_content(sheet, layout, rows)
    body.problems[:] = explained_by_rows(sheet, rows, body.problems)
    return body


def explained_by_rows(sheet: OpenedSheet, rows: Sequence[FoundRow], problems: list[Problem]) -> list[Problem]:
    """Soft problems of a row are explained by what stands in its 情况说明."""
    places = [place.at(place.row.explanation) for place in rows]
    written = {row: sheet.text(row, column).strip() for row, column in places}
    return [
        replace(problem, explained=written.get(_row(problem)) or None) if problem.severity is Severity.SOFT else problem
        for problem in problems
    ]


def _row(problem: Problem) -> int:
    return (position(problem.cell or "") or (0, 0))[0]

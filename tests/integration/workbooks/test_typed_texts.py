"""Whatever people type comes out as the text it is, in every workbook into which typed text is written."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from i18n.texts import texts
from indicators.measure_progress import MeasureReport, MeasureStatus
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan_lists import ListField
from reports.audit_workbook import write_audit
from reports.book import Book
from reports.table_file import TableContent, xlsx_bytes
from tests.annotating import job, mark
from tests.integration.office import converted
from tests.unit.indicators.listing import F04, PLAN, SEPTEMBER, firms
from tests.unit.reports.test_inert import PAYLOADS
from workbooks.annotation.new_book import annotate_rows
from workbooks.annotation.problem_list import shown
from workbooks.annotation.row_writer import RowsSheet
from workbooks.measure_register import RegisterRow, write_register
from workbooks.template import References, write_form
from workbooks.template_list import write_list
from workbooks.template_parts import Wording

MARKED_UP = ("<r>a</r>", "<r>&</r>", "<r><t>a</t></r>", "<r></r>", "<r>", "</r>")
TYPED = (*PAYLOADS, *MARKED_UP)
ZH, THIRD = texts("zh"), Period.quarter(2018, 3)
DISTRICT, DEPARTMENT = PLAN.unit("210213"), PLAN.unit("DL-KJJ")


def form() -> bytes:
    asked = PLAN.form("F01").variables
    fields = [(code, basis, SEPTEMBER) for basis in (Basis.CURRENT, Basis.PUBLISHED, Basis.RESTATED) for code in asked]
    values, said = dict(zip(fields, TYPED, strict=False)), dict(zip(asked, reversed(TYPED), strict=False))
    return write_form(
        PLAN, PLAN.form("F01"), DISTRICT, SEPTEMBER, References(), ZH, values=values, explanations=said
    )  # fmt: skip


def reports() -> dict[str, MeasureReport]:
    measures = PLAN.measures_of(DEPARTMENT.code)
    told = (
        MeasureReport(measure.code, MeasureStatus.BLOCKED, None, text, text, text, text, "", "", text)
        for measure, text in zip(measures, TYPED, strict=False)
    )
    return {report.measure: report for report in told}


def measures_form() -> bytes:
    return write_form(PLAN, PLAN.form("F03"), DEPARTMENT, THIRD, References(), ZH, reports=reports())


def register() -> bytes:
    rows = [RegisterRow(PLAN.measure(code), DEPARTMENT, report) for code, report in reports().items()]
    return write_register(PLAN, THIRD, rows, Wording(ZH), sample=False)


def listing() -> bytes:
    listed = firms(*((number, "2018-03-01", "新认定") for number in range(len(TYPED))))
    columns = {**listed.columns, ListField.NAME: list(TYPED)}
    notes = dict(zip(listed.rows, TYPED, strict=True))
    return write_list(PLAN, F04, DISTRICT, SEPTEMBER, ZH, listed=replace(listed, columns=columns, notes=notes))


def annotated() -> bytes:
    marks = [mark(f"A{number}", what=text) for number, text in enumerate(TYPED, start=1)]
    return annotate_rows([RowsSheet("表", [[text] for text in TYPED])], job(*marks), Path(mkdtemp()))


def report() -> bytes:
    book = Book(ZH, "总结", date(2018, 12, 20), "示例数据")
    sheet = book.add_sheet("说明", [20])
    for row, text in enumerate(TYPED):
        sheet.text(row, 0, text)
    return book.close()


FILES = {
    "a return's form": form,
    "a form about measures": measures_form,
    "the register of measures": register,
    "a name list": listing,
    "an annotated list": annotated,
    "the audit trail": lambda: write_audit("审计", ("甲", "乙"), [(text, text) for text in TYPED]),
    "a table": lambda: xlsx_bytes(TableContent("t", "<r>表</r>", TYPED, TYPED, (TYPED, TYPED))),
    "a report": report,
}


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return {name: write() for name, write in FILES.items()}


def texts_of(content: bytes) -> set[str]:
    cells = (cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row)
    return {unescape(cell.value) for cell in cells if isinstance(cell.value, str) and cell.data_type == "s"}


@pytest.mark.parametrize("name", FILES)
def test_what_was_typed_stands_in_the_file(files: Mapping[str, bytes], name: str) -> None:
    assert not set(TYPED) - texts_of(files[name])


def test_the_list_of_problems_shows_what_was_typed(files: Mapping[str, bytes]) -> None:
    assert not {shown(text) for text in TYPED} - texts_of(files["an annotated list"])


def test_libreoffice_opens_them_and_finds_the_same(files: Mapping[str, bytes], tmp_path: Path) -> None:
    numbered = {f"file{number}": content for number, content in enumerate(files.values())}
    for path in converted(numbered, tmp_path, "xlsx").values():
        assert not set(MARKED_UP) - texts_of(path.read_bytes())

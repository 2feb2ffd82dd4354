"""The form about measures: what is written is what is read, and every odd cell is a problem at its place."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from i18n.texts import Language, texts
from indicators.measure_progress import LONGEST_TEXT, MeasureReport, MeasureStatus
from indicators.periods import Period
from indicators.registry import load_builtin
from workbooks.layout import layout_of
from workbooks.process import ReaderProcess
from workbooks.reader import ReturnRead, read_return
from workbooks.template import References, write_form

PLAN = load_builtin()
FORM, THIRD = PLAN.form("F03"), Period.quarter(2018, 3)
DEPARTMENT = PLAN.unit("DL-RSJ")
STATUSES = (MeasureStatus.IN_PROGRESS, MeasureStatus.BLOCKED, MeasureStatus.DONE)
REPORTS = {
    measure.code: MeasureReport(
        measure.code,
        status,
        100 if status is MeasureStatus.DONE else 40,
        "=进展",
        "下一步",
        "@困难",
        "+附件.pdf",
        "",
        "",
    )
    for measure, status in zip(PLAN.measures_of("DL-RSJ"), STATUSES, strict=True)
}


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


def written(language: Language = "zh", unit: str = "DL-RSJ", **more: object) -> bytes:
    return write_form(PLAN, FORM, PLAN.unit(unit), THIRD, References(), texts(language), **more)


def read(content: bytes, reader: ReaderProcess) -> ReturnRead:
    return read_return(PLAN, content, "F03.xlsx", reader)


def changed(change: Callable[[Worksheet], None]) -> bytes:
    book = load_workbook(io.BytesIO(written(reports=REPORTS)))
    change(book.worksheets[0])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_is_what_is_read(language: Language, reader: ReaderProcess):
    got = read(written(language, reports=REPORTS), reader)
    assert got.problems == ()
    assert got.key is not None
    assert (got.key.form, got.key.unit, got.key.period) == ("F03", "DL-RSJ", THIRD)
    sheet = "F03 重点任务进展情况"
    expected = [replace(r, sheet=sheet, cell=f"D{row}") for row, r in enumerate(REPORTS.values(), start=9)]
    assert list(got.reports) == expected


def test_empty_form_lacks_every_status(reader: ReaderProcess):
    got = read(written(unit="DL-KJJ"), reader)
    assert [problem.code for problem in got.problems] == ["measure_status_missing"] * 41
    assert got.reports == ()


def test_form_offers_the_statuses_and_shows_the_last_ones():
    before = {"M088": REPORTS["M088"]}
    content = write_form(PLAN, FORM, DEPARTMENT, THIRD, References(reports=before), texts("zh"), sample=True)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [sheet[f"J{row}"].value for row in (9, 10, 11)] == ["推进中", "—", "—"]
    offered = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert offered == {'"未启动,推进中,已完成,受阻,延期"'}
    assert sheet.page_setup.orientation == "landscape"
    assert sheet["A2"].value == "示例数据"


def test_texts_that_look_like_formulas_are_plain_text():
    sheet = load_workbook(io.BytesIO(written(reports=REPORTS))).worksheets[0]
    assert [sheet[f"{column}9"].data_type for column in "FGHI"] == ["s"] * 4
    assert sheet["F9"].value == "=进展"


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("D9", "差不多", "measure_status_unknown"),
        ("D9", None, "measure_status_missing"),
        ("E9", 101, "measure_share_invalid"),
        ("E9", -1, "measure_share_invalid"),
        ("E9", 40.5, "measure_share_invalid"),
        ("E9", "一半", "measure_share_invalid"),
        ("F9", "字" * (LONGEST_TEXT + 1), "measure_text_too_long"),
        ("K9", "字" * (LONGEST_TEXT + 1), "measure_text_too_long"),
        ("A9", "另一件事", "label_changed"),
        ("C9", "M001", "code_changed"),
        ("F10", "=1/0", "formula_not_calculated"),
    ],
)
def test_odd_cell_is_a_problem_at_its_place(cell: str, value: object, code: str, reader: ReaderProcess):
    def put(sheet: Worksheet) -> None:
        sheet[cell].value = value

    found = [(problem.code, problem.cell) for problem in read(changed(put), reader).problems]
    assert (code, cell) in found


@pytest.mark.parametrize(
    ("value", "format_", "share"), [(0.6, "0%", 60), ("60%", "@", 60), ("６０", "@", 60), (60, "0", 60)]
)
def test_share_is_understood_as_people_write_it(value: object, format_: str, share: int, reader: ReaderProcess):
    def put(sheet: Worksheet) -> None:
        sheet["E9"].value = value
        sheet["E9"].number_format = format_

    got = read(changed(put), reader)
    assert got.problems == ()
    assert got.reports[0].share == share


@pytest.mark.parametrize(("typed", "status"), [(" 受 阻 ", MeasureStatus.BLOCKED), ("blocked", MeasureStatus.BLOCKED)])
def test_status_is_understood_with_spaces_and_in_english(typed: str, status: MeasureStatus, reader: ReaderProcess):
    def put(sheet: Worksheet) -> None:
        sheet["D9"].value = typed

    assert read(changed(put), reader).reports[0].status is status


def test_moved_row_is_read_where_it_is_and_asked_about(reader: ReaderProcess):
    def move(sheet: Worksheet) -> None:
        for column in "ABCDEFGHIJK":
            first, second = sheet[f"{column}9"].value, sheet[f"{column}10"].value
            sheet[f"{column}9"].value, sheet[f"{column}10"].value = second, first
            for row in (9, 10):  # openpyxl takes a text that begins with = for a formula
                sheet[f"{column}{row}"].data_type = "n" if column == "E" else "s"

    got = read(changed(move), reader)
    assert [problem.code for problem in got.problems if problem.code == "row_moved"] == ["row_moved", "row_moved"]
    assert {report.measure: report.cell for report in got.reports}["M098"] == "D9"


def test_layout_of_two_departments_differs_and_so_does_its_checksum():
    one, other = (layout_of(PLAN, FORM, PLAN.unit(code), THIRD) for code in ("DL-RSJ", "DL-JRJ"))
    assert one.checksum != other.checksum
    assert [row.variable for row in one.rows] == ["M088", "M098", "M099"]
    assert not any(row.blocked for row in one.rows)

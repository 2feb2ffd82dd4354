"""A list's form is made and read by one description: what was filled in comes back, and every slip is told."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from i18n.texts import texts
from indicators.name_lists import NameList
from indicators.plan_lists import ListField
from tests.unit.indicators.listing import F04, F05, FIRMS, NEW, PLAN, SEPTEMBER, code, firms
from workbooks.layout import layout_of
from workbooks.process import ReaderProcess
from workbooks.reader import ReturnRead, read_return
from workbooks.sheet import LIST_FIRST_ROW, NOTES_SHEET
from workbooks.template_list import READY_ROWS, write_list

UNIT = PLAN.unit("210213")
LISTED = firms((1, "2018-03-01", NEW), (2, "2017-05-06", "重新认定"), notes={11: "迁址中"})


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


def written(listed: NameList | None = LISTED, language="zh", form=F04) -> bytes:
    return write_list(PLAN, form, UNIT, SEPTEMBER, texts(language), listed=listed, sample=True, told=["带入2行。"])


def sheet_of(content: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def edited(reader: ReaderProcess, cells: dict[str, object], listed: NameList | None = LISTED) -> ReturnRead:
    book = load_workbook(io.BytesIO(written(listed)))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    target = io.BytesIO()
    book.save(target)
    return read_return(PLAN, target.getvalue(), "F04.xlsx", reader)


def told(read: ReturnRead) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in read.problems]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_filled_in_comes_back(reader: ReaderProcess, language: str):
    read = read_return(PLAN, written(language=language), "F04.xlsx", reader)
    assert (told(read), read.notes, read.sample) == ([], (), True)
    assert str(read.key.period) == "2018-09"
    assert list(read.listed.rows) == [10, 11]
    assert read.listed.entries(range(2)) == LISTED.entries(range(2))
    assert (read.listed.notes, read.listed.explanation) == ({11: "迁址中"}, None)


def test_an_empty_form_is_an_empty_list(reader: ReaderProcess):
    read = read_return(PLAN, written(None), "F04.xlsx", reader)
    assert (told(read), len(read.listed)) == ([], 0)


def test_institutions_have_their_own_columns(reader: ReaderProcess):
    listed = firms((1, "2018-03-01", "重点实验室"))
    listed = replace(listed, columns={**listed.columns, ListField.HOST: ["示例依托有限公司"]})
    read = read_return(PLAN, written(listed, form=F05), "F05.xlsx", reader)
    assert told(read) == []
    assert read.listed.texts(ListField.HOST) == ["示例依托有限公司"]
    assert sheet_of(written(listed, form=F05))["D10"].value == code(1)


def test_the_same_list_gives_the_same_bytes():
    assert written() == written()


def test_fields_are_unlocked_far_below_codes_are_text_and_choices_drop_down():
    sheet = sheet_of(written(None))
    assert sheet.protection.sheet
    assert not sheet.column_dimensions["C"].protection.locked
    assert sheet.column_dimensions["C"].number_format == "@"
    assert sheet["A8"].protection.locked
    assert sheet.row_dimensions[1].customFormat
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["F10"].type == "list"
    assert rules["F10"].formula1 == '"新认定,重新认定"'
    assert rules["C10"].formula1.replace(" ", "") == "LEN(TRIM(C10))=18"
    assert rules["E10"].type == "date"
    drawn = " ".join(str(each.sqref) for each in sheet.conditional_formatting)
    assert f"G10:G{LIST_FIRST_ROW + READY_ROWS - 1}" in drawn


def test_notes_stand_on_a_sheet_of_their_own_that_is_not_read(reader: ReaderProcess):
    book = load_workbook(io.BytesIO(written()))
    notes = [str(row[0].value) for row in book[NOTES_SHEET].iter_rows()]
    assert notes[-1] == "带入2行。"
    assert any("重新认定不计入新认定" in note for note in notes)
    assert "法定代表人" not in str([cell.value for cell in book.worksheets[0][8]])


def test_another_sheet_of_that_name_with_more_in_it_is_asked_about(reader: ReaderProcess):
    book = load_workbook(io.BytesIO(written()))
    book[NOTES_SHEET]["C3"] = "另外一户"
    target = io.BytesIO()
    book.save(target)
    assert told(read_return(PLAN, target.getvalue(), "F04.xlsx", reader)) == [("extra_sheet", "A1")]


def test_codes_and_kinds_are_taken_as_meant_and_kept_as_typed(reader: ReaderProcess):
    read = edited(reader, {"C10": f" {code(1).lower()} ", "F10": "新 认定"})
    assert told(read) == []
    assert (read.listed.texts(ListField.CODE)[0], read.listed.typed) == (code(1), {10: code(1).lower()})
    assert read.listed.texts(ListField.KIND)[0] == NEW


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ({"B10": None}, [("entry_cell_missing", "B10")]),
        ({"B10": "  "}, [("entry_cell_missing", "B10")]),
        ({"E10": None}, [("entry_cell_missing", "E10")]),
        ({"E10": "2018年3月"}, [("entry_date_unreadable", "E10")]),
        ({"C10": 919902000000000001}, [("entry_code_is_number", "C10")]),
        ({"B10": "=1/0"}, [("entry_cell_unreadable", "B10")]),
        ({"D10": "号" * 201}, [("entry_text_too_long", "D10")]),
        ({"G10": "因" * 2001}, [("entry_text_too_long", "G10")]),
        ({"G14": "没有企业的说明"}, [("extra_content", "G14")]),
        ({"J12": "表外"}, [("extra_content", "J12")]),
        ({"C9": "9"}, [("columns_changed", "C9")]),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_cell(reader: ReaderProcess, cells, problems):
    assert told(edited(reader, cells)) == problems


def test_a_blank_row_between_is_no_row(reader: ReaderProcess):
    read = edited(reader, {"B13": "示例9有限公司", "C13": code(9), "D13": "GR9", "E13": "2018-01-02", "F13": NEW})
    assert (told(read), list(read.listed.rows)) == ([], [10, 11, 13])


def test_the_explanation_of_the_whole_list_is_read_and_answers_questions(reader: ReaderProcess):
    read = edited(reader, {"C7": "已与各区核对", "J12": "表外"})
    assert read.listed.explanation == "已与各区核对"
    assert [problem.explained for problem in read.problems] == ["已与各区核对"]


def test_signs_that_nobody_sees_are_told(reader: ReaderProcess):
    read = edited(reader, {"B10": "示例\u200b1有限公司"})
    assert [(note.code, note.cell) for note in read.notes] == [("characters_invisible", "B10")]


def test_each_listing_has_its_own_checksum():
    sums = {layout_of(PLAN, form, UNIT, SEPTEMBER).checksum for form in (F04, F05)}
    assert len(sums) == 2
    changed = F04.model_copy(update={"listing": FIRMS.model_copy(update={"columns": FIRMS.columns[::-1]})})
    assert layout_of(PLAN, changed, UNIT, SEPTEMBER).checksum not in sums

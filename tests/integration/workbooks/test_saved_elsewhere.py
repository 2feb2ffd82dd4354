"""A form filled in here and saved by another program still reads the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from i18n.texts import texts
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.problems import Problem, Severity
from sample_data.bad import lists
from tests.hostile_files import FORM_SHEET, PLAN, SEPTEMBER, edited, filled
from tests.integration.office import converted
from workbooks.annotated_copy import annotated_copy
from workbooks.reader import read_return

OTHERS = {"xls": "xls", "ods": "ods", "csv": "csv:Text - txt - csv (StarCalc):44,34,76"}
FORMS = {
    "F01": filled("F01", SEPTEMBER, explanations={"03": "新企业投产"}),
    "F01H": filled("F01H", Period.whole_year(2016)),
    "F02": filled("F02", Period.quarter(2018, 3), statuses={"21": ObservationStatus.PROVISIONAL}),
}
FAULTS = {
    "D9": '<c r="D9" t="inlineStr"><is><t>约二十</t></is></c>',
    "D10": '<c r="D10" t="inlineStr"><is><t>12万</t></is></c>',
    "D11": '<c r="D11" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "D13": '<c r="D13"/>',
    "E16": '<c r="E16" t="inlineStr"><is><t>不适用</t></is></c>',
    "F18": '<c r="F18" t="inlineStr"><is><t>见附表</t></is></c>',
}


def with_cells(cells: Mapping[str, str]) -> bytes:
    content = FORMS["F01"]
    for address, xml in cells.items():
        content = edited(content, FORM_SHEET, rf'<c r="{address}"[^>/]*(?:/>|>.*?</c>)', xml)
    return content


SPOILED = {
    "stale": with_cells({"D9": '<c r="D9"><f>IF(E9="","",E9)</f><v>0</v></c>'}),
    "faulty": with_cells(FAULTS),
}
LISTS = {each.code: each for each in lists.LISTS if each.code in {"entry_cell_missing", "entry_date_unreadable"}}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    contents = {("xlsx", form): path.read_bytes() for form, path in converted(FORMS, folder, "xlsx").items()}
    named = {code: each.make() for code, each in LISTS.items()}
    for kind, asked in OTHERS.items():
        every = converted({**FORMS, **SPOILED, **named}, folder, asked)
        contents |= {(kind, form): path.read_bytes() for form, path in every.items()}
    return contents


@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_changes_nothing(form, office, process):
    assert read_return(PLAN, office["xlsx", form], "a.xlsx", process) == read_return(
        PLAN, FORMS[form], "a.xlsx", process
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", OTHERS)
def test_other_formats_of_libreoffice_read_the_same(kind, form, office, process):
    found = read_return(PLAN, office[kind, form], f"a.{kind}", process)
    expected = read_return(PLAN, FORMS[form], "a.xlsx", process)
    assert (found.key, found.problems) == (expected.key, expected.problems)
    assert [_without_sheet(figure) for figure in found.figures] == [
        _without_sheet(figure) for figure in expected.figures
    ]


def _without_sheet(figure):
    """A text file has one sheet, and its name is not kept; typed texts read as the same numbers."""
    return replace(figure, sheet="", typed="")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_wrong_ending_is_told_and_the_content_is_read(kind, office, process):
    found = read_return(PLAN, office[kind, "F01"], "a.xlsx", process)
    assert found.key is not None
    assert [(note.code, note.params["ending"]) for note in found.notes] == [("kind_differs", ".xlsx")]


@pytest.mark.parametrize("kind", OTHERS)
def test_the_annotated_copy_of_another_format_is_a_workbook_with_the_same_verdict(kind, office, process):
    content = office[kind, "F01"]
    found = read_return(PLAN, content, f"a.{kind}", process)
    fault = Problem("cell_not_number", Severity.HARD, found.figures[0].sheet, "D9", {"code": "01", "typed": "十二"})
    copy = annotated_copy(content, f"a.{kind}", [fault], texts("zh"), process)
    again = read_return(PLAN, copy, "a.xlsx", process)
    assert (again.key, again.problems, again.figures) == (found.key, found.problems, found.figures)
    sheet = load_workbook(io.BytesIO(copy))[found.figures[0].sheet]
    assert "应填数字" in sheet["D9"].comment.text
    assert sheet["A1"].value == "创新指标月报"


@pytest.mark.parametrize("form", FORMS)
def test_openpyxl_changes_nothing(form, process):
    saved = io.BytesIO()
    load_workbook(io.BytesIO(FORMS[form])).save(saved)
    found = read_return(PLAN, saved.getvalue(), "a.xlsx", process)
    assert found == read_return(PLAN, FORMS[form], "a.xlsx", process)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_zero_that_nobody_calculated_is_asked_about_in_every_format_that_keeps_formulas(kind, office, process):
    found = read_return(PLAN, office[kind, "stale"], f"a.{kind}", process)
    assert [(each.code, each.cell) for each in found.problems] == [("formula_zero_doubtful", "D9")]


@pytest.mark.parametrize("kind", OTHERS)
def test_every_fault_stands_at_the_same_cell_in_the_file_and_in_its_annotated_copy(kind, office, process):
    original = read_return(PLAN, SPOILED["faulty"], "a.xlsx", process)
    found = read_return(PLAN, office[kind, "faulty"], f"a.{kind}", process)
    where = [(each.code, each.cell) for each in original.problems]
    assert {cell for _, cell in where} == set(FAULTS)
    assert [(each.code, each.cell) for each in found.problems] == where
    copy = annotated_copy(office[kind, "faulty"], f"a.{kind}", found.problems, texts("zh"), process)
    again = read_return(PLAN, copy, "a.xlsx", process)
    assert [(each.code, each.cell) for each in again.problems] == where
    assert again.figures == found.figures
    workbook = load_workbook(io.BytesIO(copy))
    sheet = workbook[found.figures[0].sheet]
    assert {cell.coordinate for row in sheet for cell in row if cell.comment} == set(FAULTS)
    listed = [str(cell.value) for row in workbook.worksheets[0] for cell in row if cell.value is not None]
    assert all(any(cell in text for text in listed) for cell in FAULTS)


@pytest.mark.parametrize("code", ["entry_cell_missing", "entry_date_unreadable"])
@pytest.mark.parametrize("kind", OTHERS)
def test_so_do_those_of_name_lists(kind, code, office, process):
    found = read_return(PLAN, office[kind, code], f"a.{kind}", process)
    assert [(each.code, each.cell) for each in found.problems] == [(code, LISTS[code].cell)]
    copy = annotated_copy(office[kind, code], f"a.{kind}", found.problems, texts("zh"), process)
    again = read_return(PLAN, copy, "a.xlsx", process)
    assert [(each.code, each.cell) for each in again.problems] == [(code, LISTS[code].cell)]
    assert again.listed.columns == found.listed.columns
    assert load_workbook(io.BytesIO(copy))[again.listed.sheet][LISTS[code].cell].comment is not None

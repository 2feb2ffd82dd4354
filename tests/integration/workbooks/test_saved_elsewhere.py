"""A form filled in here and saved by another program still reads the same."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from i18n.texts import texts
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.problems import Problem, Severity
from tests.hostile_files import PLAN, SEPTEMBER, filled
from tests.integration.office import converted
from workbooks.annotated_copy import annotated_copy
from workbooks.reader import read_return

OTHERS = {"xls": "xls", "ods": "ods", "csv": "csv:Text - txt - csv (StarCalc):44,34,76"}
FORMS = {
    "F01": filled("F01", SEPTEMBER, explanations={"03": "新企业投产"}),
    "F01H": filled("F01H", Period.whole_year(2016)),
    "F02": filled("F02", Period.quarter(2018, 3), statuses={"21": ObservationStatus.PROVISIONAL}),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    contents = {("xlsx", form): path.read_bytes() for form, path in converted(FORMS, folder, "xlsx").items()}
    for kind, asked in OTHERS.items():
        contents |= {(kind, form): path.read_bytes() for form, path in converted(FORMS, folder, asked).items()}
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

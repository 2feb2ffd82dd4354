"""A form filled in here and saved by another program still reads the same."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from indicators.observations import ObservationStatus
from indicators.periods import Period
from tests.hostile_files import PLAN, SEPTEMBER, filled
from tests.integration.office import converted
from workbooks.reader import read_return

FORMS = {
    "F01": filled("F01", SEPTEMBER, explanations={"03": "新企业投产"}),
    "F01H": filled("F01H", Period.whole_year(2016)),
    "F02": filled("F02", Period.quarter(2018, 3), statuses={"21": ObservationStatus.PROVISIONAL}),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    contents = {("xlsx", form): path.read_bytes() for form, path in converted(FORMS, folder, "xlsx").items()}
    for kind in ("xls", "ods"):
        contents[kind, "F01"] = converted({"F01": FORMS["F01"]}, folder, kind)["F01"].read_bytes()
    return contents


@pytest.mark.parametrize("form", FORMS)
def test_libreoffice_changes_nothing(form, office, process):
    assert read_return(PLAN, office["xlsx", form], "a.xlsx", process) == read_return(
        PLAN, FORMS[form], "a.xlsx", process
    )


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_formats_of_libreoffice_are_named(kind, office, process):
    (problem,) = read_return(PLAN, office[kind, "F01"], "a.xlsx", process).problems
    assert problem.code == f"kind_{kind}"


@pytest.mark.parametrize("form", FORMS)
def test_openpyxl_changes_nothing(form, process):
    saved = io.BytesIO()
    load_workbook(io.BytesIO(FORMS[form])).save(saved)
    found = read_return(PLAN, saved.getvalue(), "a.xlsx", process)
    assert found == read_return(PLAN, FORMS[form], "a.xlsx", process)

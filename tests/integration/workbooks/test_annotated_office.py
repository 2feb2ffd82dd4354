from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from i18n.texts import texts
from indicators import checks
from indicators.observations import Basis
from indicators.problems import Problem
from tests.annotating import FORM, HARD, colours, comments, opened
from tests.hostile_files import PLAN, SEPTEMBER, edited, filled, parts_of
from tests.integration.office import converted, page_facts, recomputed
from workbooks.annotated_copy import annotated_copy
from workbooks.annotation.marks import PROBLEMS_SHEET
from workbooks.process import ReaderProcess
from workbooks.reader import ReturnRead, read_return

D9 = ("01", Basis.CURRENT, SEPTEMBER)
PLAUSIBLE = {("04", basis, SEPTEMBER): Decimal(2) for basis in Basis}
SHEET_PART = "xl/worksheets/sheet1.xml"
FIELD = "FFFFF8E1"


def read(content: bytes, process: ReaderProcess) -> tuple[ReturnRead, tuple[Problem, ...]]:
    """What was read, and all problems."""
    found = read_return(PLAN, content, "a.xlsx", process)
    assert found.key is not None
    form = PLAN.form(found.key.form)
    said = checks.run(PLAN, form, found.key.period, found.figures, checks.CheckContext())
    return found, (*found.problems, *said)


@pytest.fixture(scope="module")
def bad() -> bytes:
    return filled(changed={**PLAUSIBLE, D9: "十二家左右"})


@pytest.fixture(scope="module")
def copy(bad, process) -> bytes:
    return annotated_copy(bad, "a.xlsx", read(bad, process)[1], texts("zh"), process)


@pytest.fixture(scope="module")
def saved_elsewhere(copy, tmp_path_factory) -> bytes:
    """The copy as another office program saves it."""
    folder = tmp_path_factory.mktemp("saved")
    return converted({"copy": copy}, folder, "xlsx")["copy"].read_bytes()


def test_a_copy_prints_the_list_on_one_page_and_the_form_on_the_next(copy, tmp_path: Path):
    facts = page_facts(converted({"copy": copy}, tmp_path, "pdf")["copy"])
    assert facts["Pages"] == "2"


def test_a_copy_saved_by_another_program_reads_the_same(bad, saved_elsewhere, process):
    before, problems = read(bad, process)
    after, again = read(saved_elsewhere, process)
    assert again == problems
    assert after.figures == before.figures


def test_its_marks_are_still_there_and_still_ours_to_remove(saved_elsewhere, process):
    assert colours(saved_elsewhere, FORM, ["D9"]) == [HARD]
    assert comments(saved_elsewhere, FORM)["D9"].startswith("【达标】强制：")
    clean = annotated_copy(saved_elsewhere, "a.xlsx", (), texts("zh"), process)
    assert colours(clean, FORM, ["D9"]) == [FIELD]
    assert comments(clean, FORM) == {}
    assert PROBLEMS_SHEET not in opened(clean).sheetnames


def test_an_office_program_computes_what_the_copy_says_already(copy, tmp_path: Path):
    cached, anew = (
        book[FORM] for book in (load_workbook(io.BytesIO(copy), data_only=True), recomputed(copy, tmp_path))
    )
    computed = [cell.coordinate for row in opened(copy)[FORM].iter_rows() for cell in row if cell.data_type == "f"]
    assert computed
    for cell in computed:
        assert anew[cell].value == cached[cell].value, cell


def test_mended_in_an_office_program_the_copy_is_accepted(copy, tmp_path: Path, process):
    typed = edited(copy, SHEET_PART, r'<c r="D9"([^>]*?) t="[^"]*"([^>]*)>.*?</c>', r'<c r="D9"\1\2><v>100</v></c>')
    mended = converted({"mended": typed}, tmp_path, "xlsx")["mended"].read_bytes()
    found, problems = read(mended, process)
    assert problems == ()
    figures = {figure.cell: figure.observation.value for figure in found.figures}
    assert figures["D9"] == 100


def test_a_comment_of_a_colleague_added_elsewhere_survives(copy, tmp_path: Path, process):
    note = '<comment ref="D10" authorId="0"><text><t>请复核</t></text></comment></commentList>'
    part = next(name for name in parts_of(copy) if "comments" in name)
    noted = edited(copy, part, "</commentList>", note)
    saved = converted({"noted": noted}, tmp_path, "xlsx")["noted"].read_bytes()
    clean = annotated_copy(saved, "a.xlsx", (), texts("zh"), process)
    assert comments(clean, FORM) == {"D10": "请复核"}


def test_an_explained_problem_stays_explained_in_the_copy(process):
    bad = filled(changed={D9: "不适用"}, explanations={"01": "本期无认定"})
    _, problems = read(bad, process)
    copy = annotated_copy(bad, "a.xlsx", problems, texts("zh"), process)
    again = read(copy, process)[1]
    assert again == problems
    assert any(problem.explained == "本期无认定" for problem in again)

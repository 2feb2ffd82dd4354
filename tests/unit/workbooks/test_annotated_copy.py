from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators import checks
from indicators.observations import Basis
from indicators.problems import Problem, Severity, accepted
from tests.annotating import FORM, HARD, SOFT, colours, comments, opened
from tests.hostile_files import PLAN, SEPTEMBER, cell_replaced, edited, filled, good_return, small_workbook, worksheet
from workbooks.annotated_copy import annotated_copy
from workbooks.annotation.errors import NoAnnotatedCopyError
from workbooks.annotation.marks import PROBLEMS_SHEET
from workbooks.opening import open_workbook
from workbooks.process import ReaderProcess
from workbooks.reader import read_return

D9 = ("01", Basis.CURRENT, SEPTEMBER)
D11 = ("03", Basis.CURRENT, SEPTEMBER)
FIELD = "FFFFF8E1"
PLAUSIBLE = {("04", basis, SEPTEMBER): Decimal(2) for basis in Basis}
ZH = texts("zh")


def verdict(content: bytes, process: ReaderProcess) -> tuple[Problem, ...]:
    """All that reading and checking say."""
    read = read_return(PLAN, content, "a.xlsx", process)
    if read.key is None:
        return read.problems
    form = PLAN.form(read.key.form)
    found = checks.run(PLAN, form, read.key.period, read.figures, checks.CheckContext())
    return (*read.problems, *found)


@pytest.fixture
def annotated(process):
    def copy(content: bytes, language: str = "zh") -> bytes:
        said = texts("en" if language == "en" else "zh")
        return annotated_copy(content, "a.xlsx", verdict(content, process), said, process)

    return copy


@pytest.fixture
def bad() -> bytes:
    """A text in D9, and D11 greater than D12, which is also far from last year."""
    return filled(changed={D9: "十二家左右", D11: Decimal(99999)})


def test_an_english_comment_is_punctuated_in_english(bad, annotated):
    said = comments(annotated(bad, "en"), FORM)["D9"]
    assert "Must fix: " in said
    assert "：" not in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_uploaded_as_it_is_gets_the_same_verdict(bad, annotated, process, language):
    copy = annotated(bad, language)
    assert verdict(bad, process)
    assert verdict(copy, process) == verdict(bad, process)
    assert verdict(annotated(copy, language), process) == verdict(bad, process)


def test_the_comment_says_what_the_page_says(bad, annotated, process):
    first = next(problem for problem in verdict(bad, process) if problem.cell == "D9")
    said = ZH.problem(first)
    assert comments(annotated(bad), FORM)["D9"].startswith(f"【达标】强制：{said.what}\n处理办法：{said.todo}")


def test_the_list_counts_what_must_be_corrected_and_what_explained(bad, annotated, process):
    problems = verdict(bad, process)
    hard = sum(problem.severity is Severity.HARD for problem in problems)
    line = opened(annotated(bad))[PROBLEMS_SHEET]["A2"].value
    assert line.startswith(f"共{len(problems)}个问题：强制{hard}个，必须改正；核实{len(problems) - hard}个")


def test_a_mended_copy_is_accepted_and_a_copy_of_it_bears_no_marks(annotated, process):
    bad = filled(changed={**PLAUSIBLE, D9: "十二家左右"})
    copy = annotated(bad)
    assert not accepted(verdict(copy, process))
    part = "xl/worksheets/sheet1.xml"
    mended = mend(copy, part, "D9", "<v>100</v>")
    assert verdict(mended, process) == ()
    clean = annotated(mended)
    assert colours(clean, FORM, ["D9"]) == [FIELD]
    assert comments(clean, FORM) == {}
    assert opened(clean).sheetnames == [FORM, "dabiao_meta"]
    assert verdict(clean, process) == ()


def mend(content: bytes, part: str, cell: str, value: str) -> bytes:
    """The workbook with a number typed into a cell, its format kept."""
    return edited(content, part, rf'<c r="{cell}"([^>]*?) t="[^"]*"([^>]*)>.*?</c>', rf'<c r="{cell}"\1\2>{value}</c>')


def test_cells_never_filled_are_coloured_as_well(annotated):
    copy = annotated(filled(left_out=(D9,)))
    assert colours(copy, FORM, ["D9"]) == [HARD]
    assert "D9" in comments(copy, FORM)


def test_soft_problems_have_another_colour_and_word_and_explained_ones_none(process):
    soft = Problem("row_hidden", Severity.SOFT, FORM, "A9", {"row": "9", "code": "01"})
    explained = replace(soft, cell="A10", explained="合并统计")
    copy = annotated_copy(good_return(), "a.xlsx", (soft, explained), ZH, process)
    assert colours(copy, FORM, ["A9"]) == [SOFT]
    assert comments(copy, FORM)["A9"].startswith("【达标】核实：")
    assert "A10" not in comments(copy, FORM)
    listed = opened(copy)[PROBLEMS_SHEET]
    assert [listed[cell].value for cell in ("B6", "B7", "F7")] == ["核实", "核实（已说明）", "已说明：合并统计"]


def test_a_good_return_is_given_back_byte_for_byte(annotated):
    good = filled(changed=PLAUSIBLE)
    assert annotated(good) == good


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"<html></html>"])
def test_a_file_that_may_not_be_opened_has_no_copy(content, process):
    with pytest.raises(NoAnnotatedCopyError) as raised:
        annotated_copy(content, "a.xlsx", (), ZH, process)
    assert "a.xlsx" in ZH.error(raised.value)


def test_a_formula_never_calculated_is_still_one_in_the_copy(annotated, process):
    bad = cell_replaced("D9", '<c r="D9"><f>1+1</f></c>')
    assert [p.code for p in verdict(annotated(bad), process)] == [p.code for p in verdict(bad, process)]


class TestLongLists:
    ROWS = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="inlineStr"><is><t>企业{n}</t></is></c></row>'
        for n in range(1, 5002)
    )

    def test_a_sheet_over_5000_rows_is_written_anew_and_reads_the_same(self, process):
        content = small_workbook(worksheet(self.ROWS))
        problem = Problem("cell_not_number", Severity.HARD, "表", "B4000", {"code": "01", "typed": "x"})
        copy = annotated_copy(content, "a.xlsx", [problem], ZH, process)
        values = [
            [(s.name, list(s.values.cells())) for s in open_workbook(c, "a.xlsx", process).sheets]
            for c in (content, copy)
        ]
        assert values[0] == values[1]
        assert colours(copy, "表", ["B4000"]) == [HARD]
        assert "5,000" in opened(copy)[PROBLEMS_SHEET]["A4"].value
        again = annotated_copy(copy, "a.xlsx", [problem], ZH, process)
        assert opened(again)["表"]["C4000"].value == opened(copy)["表"]["C4000"].value
        assert opened(again)["表"].max_column == 3

    def test_percentages_and_uncalculated_formulas_are_not_lost(self, process):
        styles = (
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
            '<xf numFmtId="0"/><xf numFmtId="10"/></cellXfs></styleSheet>'
        )
        odd = '<row r="5002"><c r="A5002" s="1"><v>0.5</v></c><c r="B5002"><f>1+1</f></c></row>'
        content = small_workbook(worksheet(self.ROWS + odd), styles=styles)
        problem = Problem("cell_not_number", Severity.HARD, "表", "B2", {"code": "01", "typed": "x"})
        sheet = opened(annotated_copy(content, "a.xlsx", [problem], ZH, process))["表"]
        assert sheet["A5002"].number_format == "0.00%"
        assert sheet["B5002"].value == "=#N/A"

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from tests.annotating import FORM, HARD, SOFT, colours, comments, job, mark, opened
from workbooks.annotation.marks import COMMENTED, PROBLEMS_COLUMN, PROBLEMS_SHEET, SheetFeatures, Tint
from workbooks.annotation.new_book import annotate_rows
from workbooks.annotation.row_writer import RowsSheet

HEAD = ["甲", "乙"]
MORNING = datetime.fromisoformat("2018-09-30T08:15:00")


def written(tmp_path: Path, rows: list[list[object]], *marks, first_column: int = 1, **features) -> bytes:
    sheet = RowsSheet(FORM, rows, first_column, SheetFeatures(**features))
    return annotate_rows([sheet], job(*marks), tmp_path)


def test_every_value_keeps_its_address_and_its_type(tmp_path):
    values = ["文字", 1.5, True, MORNING, date(2018, 9, 30), timedelta(hours=30), time(8, 30), ""]
    sheet = opened(written(tmp_path, [HEAD + [""] * 6, values], first_column=3))[FORM]
    found = [sheet.cell(2, column).value for column in range(1, 11)]
    moments = [MORNING, datetime.fromisoformat("2018-09-30T00:00:00")]
    assert found == [None, None, "文字", 1.5, True, *moments, timedelta(hours=30), timedelta(hours=8.5), None]
    assert sheet["C1"].value == "甲"


@pytest.mark.parametrize("text", ["<r>a</r>", "<r>&</r>", "<r><t>a</t></r>", "<r></r>", "<r>"])
def test_a_text_that_looks_like_mark_up_arrives_as_it_was_typed(tmp_path, text):
    sheet = opened(written(tmp_path, [HEAD, [text, text]], mark("B2")))[FORM]
    assert [sheet[cell].value for cell in ("A2", "B2")] == [text, text]


def test_marked_cells_are_coloured_commented_and_told_beside_their_row(tmp_path):
    rows = [HEAD, ["a", 1.0], ["b", ""]]
    copy = written(tmp_path, rows, mark("B2"), mark("A2", tint=Tint.SOFT), mark("B3"))
    sheet = opened(copy)[FORM]
    assert colours(copy, FORM, ["B2", "A2", "B3"]) == [HARD, SOFT, HARD]
    assert set(comments(copy, FORM)) == {"A2", "B2", "B3"}
    assert sheet["C1"].value == PROBLEMS_COLUMN
    assert sheet["C2"].value == "B2 强制：应填数字。\nA2 核实：应填数字。"
    assert sheet["C3"].value == "B3 强制：应填数字。"


def test_marks_on_moments_and_durations_keep_their_format(tmp_path):
    rows = [HEAD, [date(2018, 9, 30), timedelta(hours=30)]]
    copy = written(tmp_path, rows, mark("A2"), mark("B2", tint=Tint.SOFT))
    sheet = opened(copy)[FORM]
    assert colours(copy, FORM, ["A2", "B2"]) == [HARD, SOFT]
    assert [sheet[cell].number_format for cell in ("A2", "B2")] == ["yyyy-mm-dd", "[h]:mm:ss"]


def test_problems_in_the_first_row_or_below_the_last_are_not_lost(tmp_path):
    copy = written(tmp_path, [HEAD, ["a", 1.0]], mark("A1"), mark("B9"))
    assert colours(copy, FORM, ["A1", "B9"]) == [HARD, HARD]
    assert opened(copy)[FORM]["C1"].value == PROBLEMS_COLUMN
    assert opened(copy)[FORM]["C9"].value == "B9 强制：应填数字。"
    assert len(list(opened(copy)[PROBLEMS_SHEET].iter_rows(min_row=6))) == 2


def test_percentages_and_errors_stay_what_they_are(tmp_path):
    copy = written(
        tmp_path, [HEAD, [0.65, ""]], mark("B2"), percent=("A2",), errors={"B2": "#REF!"}, state="veryHidden"
    )
    sheet = opened(copy)[FORM]
    assert sheet["A2"].number_format == "0.00%"
    assert sheet["B2"].value == "=#REF!"
    assert sheet.sheet_state == "veryHidden"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "http://example.invalid"])
def test_texts_are_inert(tmp_path, text):
    copy = written(tmp_path, [HEAD, [text, text]], mark("B2", what=text))
    sheet = opened(copy)[FORM]
    for cell in ("A2", "B2"):
        assert (sheet[cell].value, sheet[cell].data_type, sheet[cell].hyperlink) == (text, "s", None)
        assert bool(sheet[cell].quotePrefix) is not text.startswith("http")
    assert opened(copy)[PROBLEMS_SHEET]["E6"].data_type == "s"
    assert colours(copy, FORM, ["B2"]) == [HARD]


def test_endless_texts_are_cut_where_excel_ends(tmp_path):
    assert len(opened(written(tmp_path, [HEAD, ["长" * 40_000, 1.0]]))[FORM]["A2"].value) == 32_767


def test_numbers_that_are_none_become_errors(tmp_path):
    assert opened(written(tmp_path, [HEAD, [float("inf"), float("nan")]]))[FORM]["A2"].value == "=1/0"


def test_only_the_first_thousand_have_comments(tmp_path):
    rows = [HEAD, *([f"企业{row}", float(row)] for row in range(1200))]
    copy = written(tmp_path, rows, *(mark(f"B{row}") for row in range(2, 1202)))
    assert len(comments(copy, FORM)) == COMMENTED
    assert opened(copy)[FORM]["C1201"].value == "B1201 强制：应填数字。"
    assert opened(copy)[PROBLEMS_SHEET]["D1205"].hyperlink.location == f"'{FORM}'!B1201"


def test_an_earlier_copys_column_is_left_out(tmp_path):
    rows = [[*HEAD, PROBLEMS_COLUMN], ["a", 1.0, "B2 强制"], ["b", 2.0, ""]]
    sheet = opened(written(tmp_path, rows, mark("A3")))[FORM]
    assert [cell.value for cell in sheet[2]] == ["a", 1, None]
    assert [cell.value for cell in sheet[3]] == ["b", 2, "A3 强制：应填数字。"]


def test_without_marks_there_is_neither_list_nor_column(tmp_path):
    book = opened(written(tmp_path, [HEAD, ["a", 1.0]], state="hidden"))
    assert book.sheetnames == [FORM]
    assert book[FORM].max_column == 2


def test_a_problem_without_a_cell_and_one_that_is_explained_are_only_listed(tmp_path):
    copy = written(tmp_path, [HEAD], mark(None, sheet=None), mark("A1", tint=None))
    listed = opened(copy)[PROBLEMS_SHEET]
    assert [listed[cell].value for cell in ("C6", "D6", "D7")] == [None, None, "A1"]
    assert colours(copy, FORM, ["A1"]) == ["00000000"]


def test_an_empty_sheet_can_have_problems(tmp_path):
    assert colours(written(tmp_path, [], mark("A1")), FORM, ["A1"]) == [HARD]


def test_a_long_text_does_not_make_the_print_tiny(tmp_path):
    copy = written(tmp_path, [HEAD, ["很长的说明" * 200, ""]], mark("B5"))
    assert opened(copy)[FORM].print_area == f"'{FORM}'!$A$1:$C$5"
    assert opened(written(tmp_path, [HEAD, ["a", 1.0]]))[FORM].print_area == f"'{FORM}'!$A$1:$B$2"

from __future__ import annotations

from tests.annotating import FORM, job, mark
from tests.hostile_files import edited, good_return, small_workbook, worksheet
from workbooks.annotation.in_place import marked_in_place
from workbooks.annotation.marks import PROBLEMS_COLUMN, PROBLEMS_SHEET
from workbooks.annotation.removal import is_list, recorded_backgrounds, without_problems_column
from workbooks.opening import open_workbook
from workbooks.process import SheetValues


def test_the_list_is_known_by_its_name():
    assert is_list(PROBLEMS_SHEET)
    assert not is_list(FORM)


def test_a_copy_opens_as_the_return_alone(process):
    copy = open_workbook(marked_in_place(good_return(), job(mark("D9"))), "a.xlsx", process)
    original = open_workbook(good_return(), "a.xlsx", process)
    assert [(sheet.name, list(sheet.values.cells())) for sheet in copy.sheets] == [
        (sheet.name, list(sheet.values.cells())) for sheet in original.sheets
    ]


def test_a_workbook_that_is_nothing_but_a_list_is_still_looked_at(process):
    content = small_workbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    renamed = edited(content, "xl/workbook.xml", 'name="表"', f'name="{PROBLEMS_SHEET}"')
    assert [sheet.name for sheet in open_workbook(renamed, "a.xlsx", process).sheets] == [PROBLEMS_SHEET]


def test_the_column_of_problems_is_left_out_and_no_other():
    marked = SheetValues("表", 1, 1, [["甲", 1.0], [PROBLEMS_COLUMN, "A2 强制"]])
    assert without_problems_column(marked).columns == [["甲", 1.0]]
    for columns, first_row in (
        ([["甲"], ["乙"]], 1),
        ([[PROBLEMS_COLUMN], ["乙"]], 1),
        ([[PROBLEMS_COLUMN]], 2),
        ([], 1),
    ):
        values = SheetValues("表", first_row, 1, columns)
        assert without_problems_column(values) is values


def test_the_list_tells_the_backgrounds_that_cells_had(process):
    copy = marked_in_place(good_return(), job(mark("D9"), mark("D10", tint=None), mark(None, sheet=None)))
    listed = process.read(copy, [PROBLEMS_SHEET]).sheets[PROBLEMS_SHEET]
    assert recorded_backgrounds(listed)[FORM]["D9"] == "rgb:FFFFF8E1"
    assert "D10" not in recorded_backgrounds(listed)[FORM]

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from tests.annotating import FORM, HARD, SOFT, colours, comments, job, mark, opened
from tests.hostile_files import (
    STRICT,
    TRANSITIONAL,
    edited,
    good_return,
    parts_of,
    sheet_edited,
    small_workbook,
    worksheet,
)
from workbooks.annotation.in_place import marked_in_place
from workbooks.annotation.marks import AUTHOR, COMMENTED, PROBLEMS_SHEET, Tint

SHEET_PART = "xl/worksheets/sheet1.xml"
FIELD = "FFFFF8E1"


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def noted_workbook() -> bytes:
    """A workbook of somebody's own, with comments."""
    book = Workbook()
    sheet = book.active
    sheet.title = FORM
    sheet["A1"], sheet["B2"] = 1, 2
    sheet["A1"].comment = Comment("我的批注", "张三")
    sheet["B2"].comment = Comment("另一条", "张三")
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    return saved(book)


def styled(formats: str) -> str:
    """A styles part with these formats and nothing that it could do without."""
    return (
        f'<styleSheet xmlns="{TRANSITIONAL}"><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
        f'<cellXfs>{formats}</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


class TestMarkedCells:
    def test_hard_and_soft_have_their_own_background_and_all_others_keep_theirs(self):
        copy = marked_in_place(good_return(), job(mark("D9"), mark("D10", tint=Tint.SOFT)))
        assert colours(copy, FORM, ["D9", "D10", "D11"]) == [HARD, SOFT, FIELD]

    def test_hard_wins_where_both_stand_at_one_cell(self):
        copy = marked_in_place(good_return(), job(mark("D9", tint=Tint.SOFT), mark("D9")))
        assert colours(copy, FORM, ["D9"]) == [HARD]

    def test_all_else_of_the_format_is_kept(self):
        before, after = (
            opened(content)[FORM]["D9"] for content in (good_return(), marked_in_place(good_return(), job(mark("D9"))))
        )
        for part in ("number_format", "font", "border", "alignment", "protection"):
            assert repr(getattr(before, part)) == repr(getattr(after, part))

    def test_an_explained_problem_is_listed_but_not_marked(self):
        copy = marked_in_place(good_return(), job(mark("D9", tint=None)))
        assert colours(copy, FORM, ["D9"]) == [FIELD]
        assert comments(copy, FORM) == {}
        assert opened(copy)[PROBLEMS_SHEET]["D6"].value == "D9"

    @pytest.mark.parametrize("cell", ["B1", "C2", "F2", "A9", "Z99"])
    def test_a_cell_that_is_not_there_yet_is_put_in_its_place(self, cell):
        rows = '<row r="2" spans="3:5"><c r="C2"><v>1</v></c><c r="E2"><v>2</v></c></row><row r="5"/>'
        copy = marked_in_place(small_workbook(worksheet(rows)), job(mark(cell, sheet="表")))
        assert colours(copy, "表", [cell]) == [HARD]
        assert [opened(copy)["表"][each].value for each in ("C2", "E2")] == [1, 2]
        rows = opened(copy)["表"].iter_rows()
        assert len({each.coordinate for row in rows for each in row if each.has_style}) == 1

    def test_rows_and_cells_stay_in_ascending_order(self):
        rows = '<row r="2"><c r="C2"><v>1</v></c><c r="E2"><v>2</v></c></row><row r="5"/>'
        cells = ("A1", "D2", "A2", "F2", "B3", "B5", "C9")
        copy = marked_in_place(small_workbook(worksheet(rows)), job(*(mark(cell, sheet="表") for cell in cells)))
        part = parts_of(copy)[SHEET_PART].decode()
        places = [part.index(f'r="{cell}"') for cell in ("A1", "A2", "C2", "D2", "E2", "F2", "B3", "B5", "C9")]
        assert places == sorted(places)

    def test_a_sheet_without_any_rows_gets_them(self):
        content = small_workbook(f'<worksheet xmlns="{TRANSITIONAL}"><sheetData/></worksheet>')
        copy = marked_in_place(content, job(mark("B2", sheet="表"), mark("B3", sheet="表")))
        assert colours(copy, "表", ["B2", "B3"]) == [HARD, HARD]

    def test_a_blank_cell_keeps_the_format_of_its_row_or_column(self):
        styles = styled('<xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/>')
        columns = '<cols><col min="2" max="2" width="5" style="1"/></cols>'
        rows = '<row r="3" s="2" customFormat="1"></row>'
        content = small_workbook(worksheet(rows, before=columns), styles=styles)
        sheet = opened(marked_in_place(content, job(mark("B2", sheet="表"), mark("B3", sheet="表"))))["表"]
        assert (sheet["B2"].number_format, sheet["B3"].number_format) == ("0%", "0.00%")

    def test_a_format_that_does_not_exist_is_not_taken_for_ours(self):
        styles = styled('<xf numFmtId="0"/>')
        rows = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1"><v>1</v></c></row>'
        copy = marked_in_place(small_workbook(worksheet(rows), styles=styles), job(mark("B1", sheet="表")))
        assert colours(copy, "表", ["A1", "B1"]) == ["00000000", HARD]

    @pytest.mark.parametrize("sheet", ["表", "没有这张表"])
    def test_what_has_no_place_is_listed_without_a_link(self, sheet):
        copy = marked_in_place(good_return(), job(mark(None, sheet=None), mark("not a cell", sheet=sheet)))
        listed = opened(copy)[PROBLEMS_SHEET]
        assert listed["D6"].value is None
        assert listed["D6"].hyperlink is None


class TestKept:
    def test_parts_that_are_not_marked_are_the_same_bytes(self):
        before, after = parts_of(good_return()), parts_of(marked_in_place(good_return(), job(mark("D9"))))
        changed = {name for name in before if before[name] != after[name]}
        assert changed == {
            "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", SHEET_PART,
        }  # fmt: skip

    def test_formulas_keep_their_calculated_values(self):
        copy = marked_in_place(good_return(), job(mark("D9")))
        for computed in (True, False):
            before, after = (load_workbook(io.BytesIO(c), data_only=computed)[FORM] for c in (good_return(), copy))
            values = [[cell.value for row in sheet.iter_rows() for cell in row] for sheet in (before, after)]
            assert values[0] == values[1]

    def test_validations_merges_protection_print_and_meta_sheet_are_kept(self):
        before, after = opened(good_return()), opened(marked_in_place(good_return(), job(mark("D9"))))
        for book in (before, after):
            assert book["dabiao_meta"].sheet_state == "veryHidden"
        one, other = before[FORM], after[FORM]
        assert repr(one.data_validations.dataValidation) == repr(other.data_validations.dataValidation)
        assert sorted(map(str, one.merged_cells.ranges)) == sorted(map(str, other.merged_cells.ranges))
        assert other.protection.sheet
        assert (one.print_area, one.print_title_rows) == (other.print_area, other.print_title_rows)
        widths = [{key: (c.width, c.hidden) for key, c in sheet.column_dimensions.items()} for sheet in (one, other)]
        assert widths[0] == widths[1]

    def test_comments_of_others_stay_and_ours_goes_below(self):
        copy = marked_in_place(noted_workbook(), job(mark("A1"), mark("C3")))
        found = comments(copy, FORM)
        assert found["A1"].startswith("我的批注\n【达标】强制：应填数字。")
        assert found["B2"] == "另一条"
        assert found["C3"].startswith("【达标】强制：")

    def test_a_workbook_without_marks_is_given_back_as_it_is(self):
        assert marked_in_place(good_return(), job()) is good_return()


class TestListed:
    def test_the_list_is_the_first_sheet_and_the_one_that_opens(self):
        book = opened(marked_in_place(good_return(), job(mark("D9"))))
        assert book.sheetnames == [PROBLEMS_SHEET, FORM, "dabiao_meta"]
        assert book.active.title == PROBLEMS_SHEET
        assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, None, None]

    def test_every_problem_has_a_row_with_a_link_to_its_cell(self):
        sheet = opened(marked_in_place(good_return(), job(mark("D9"), mark("D10", tint=Tint.SOFT))))[PROBLEMS_SHEET]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
        assert rows == [
            ["1", "强制", FORM, "D9", "应填数字。", "请改正。", f"rgb:{FIELD}"],
            ["2", "核实", FORM, "D10", "应填数字。", "请改正。", f"rgb:{FIELD}"],
        ]
        assert [sheet[cell].hyperlink.location for cell in ("D6", "D7")] == [f"'{FORM}'!D9", f"'{FORM}'!D10"]
        assert [sheet[cell].fill.fgColor.rgb for cell in ("B6", "B7")] == [HARD, SOFT]
        assert sheet.column_dimensions["G"].hidden

    def test_a_quote_in_a_sheet_name_does_not_break_the_link(self):
        content = edited(small_workbook(worksheet("")), "xl/workbook.xml", 'name="表"', 'name="a\'b"')
        sheet = opened(marked_in_place(content, job(mark("A1", sheet="a'b"))))[PROBLEMS_SHEET]
        assert sheet["D6"].hyperlink.location == "'a''b'!A1"

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "<b>&\"'", "\x00\x08a\ufffe", "a\u202eb\u200b"])
    def test_texts_are_inert(self, text):
        copy = marked_in_place(good_return(), job(mark("D9", what=text)))
        cell = opened(copy)[PROBLEMS_SHEET]["E6"]
        assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)
        assert cell.value == "".join(sign for sign in text if sign not in "\x00\x08\ufffe\u202e\u200b")


class TestComments:
    def test_a_comment_says_what_is_wrong_and_what_to_do_and_who_says_so(self):
        copy = marked_in_place(good_return(), job(mark("D9"), mark("D9", tint=Tint.SOFT, what="相差过大。")))
        assert comments(copy, FORM) == {
            "D9": "【达标】强制：应填数字。\n怎么办：请改正。\n\n核实：相差过大。\n怎么办：请改正。"
        }
        assert opened(copy)[FORM]["D9"].comment.author == AUTHOR

    def test_only_the_first_thousand_problems_have_comments_and_all_are_coloured_and_listed(self):
        cells = [f"{column}{row}" for row in range(60, 160) for column in "ABCDEFGHIJK"]
        copy = marked_in_place(good_return(), job(*(mark(cell) for cell in cells)))
        assert len(comments(copy, FORM)) == COMMENTED
        assert set(colours(copy, FORM, cells)) == {HARD}
        assert opened(copy)[PROBLEMS_SHEET].max_row == 5 + len(cells)

    def test_comments_stand_where_the_format_wants_them(self):
        content = sheet_edited("</worksheet>", '<extLst><ext uri="{A}"/></extLst></worksheet>')
        part = parts_of(marked_in_place(content, job(mark("D9"))))[SHEET_PART].decode()
        assert part.index("<legacyDrawing ") < part.index("<extLst>")

    def test_alternatives_before_the_cells_do_not_draw_the_comments_there(self):
        space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        content = sheet_edited("<sheetViews>", f'<mc:AlternateContent xmlns:mc="{space}"/><sheetViews>')
        part = parts_of(marked_in_place(content, job(mark("D9"))))[SHEET_PART].decode()
        assert part.index("</sheetData>") < part.index("<legacyDrawing ")

    def test_prefixed_element_names_are_used_as_they_are(self):
        sheet = (
            f'<x:worksheet xmlns:x="{TRANSITIONAL}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>"
        )
        copy = marked_in_place(small_workbook(sheet), job(mark("A1", sheet="表"), mark("B1", sheet="表")))
        assert colours(copy, "表", ["A1", "B1"]) == [HARD, HARD]
        assert set(comments(copy, "表")) == {"A1", "B1"}

    def test_the_strict_format_gets_relations_of_its_own_kind(self):
        content = small_workbook(worksheet("", namespace=STRICT), namespace=STRICT)
        parts = parts_of(marked_in_place(content, job(mark("A1", sheet="表"))))
        assert (
            b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in parts["xl/worksheets/_rels/sheet1.xml.rels"]
        )
        assert STRICT.encode() in parts["xl/worksheets/dabiao_problems1.xml"]

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from tests.annotating import FORM, HARD, colours, comments, job, mark, opened
from tests.hostile_files import (
    TRANSITIONAL,
    edited,
    good_return,
    package,
    parts_of,
    small_workbook,
    worksheet,
)
from workbooks.annotation.errors import UnmarkablePartError
from workbooks.annotation.in_place import marked_in_place
from workbooks.annotation.marks import PROBLEMS_SHEET

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


class TestAgain:
    def test_marks_of_an_earlier_copy_go_and_new_ones_come(self):
        first = marked_in_place(good_return(), job(mark("D9"), mark("E10")))
        second = marked_in_place(first, job(mark("D11"), backgrounds={FORM: {"D9": f"rgb:{FIELD}", "E10": "none"}}))
        assert colours(second, FORM, ["D9", "E10", "D11"]) == [FIELD, "00000000", HARD]
        assert set(comments(second, FORM)) == {"D11"}
        assert opened(second).sheetnames == [PROBLEMS_SHEET, FORM, "dabiao_meta"]

    def test_a_cell_that_is_still_wrong_remembers_its_first_background(self):
        first = marked_in_place(good_return(), job(mark("D9")))
        second = marked_in_place(first, job(mark("D9"), backgrounds={FORM: {"D9": f"rgb:{FIELD}"}}))
        assert opened(second)[PROBLEMS_SHEET]["G6"].value == f"rgb:{FIELD}"
        assert colours(second, FORM, ["D9"]) == [HARD]
        assert len(second) == len(first)

    def test_without_a_record_a_tinted_cell_is_left_without_background(self):
        first = marked_in_place(good_return(), job(mark("D9")))
        assert colours(marked_in_place(first, job()), FORM, ["D9"]) == ["00000000"]

    def test_with_nothing_left_to_say_no_part_of_ours_is_left(self):
        first = marked_in_place(good_return(), job(mark("D9")))
        last = marked_in_place(first, job(backgrounds={FORM: {"D9": f"rgb:{FIELD}"}}))
        before, after = parts_of(good_return()), parts_of(last)
        assert set(before) | {"xl/worksheets/_rels/sheet1.xml.rels"} == set(after)
        assert opened(last).active.title == FORM
        assert before["xl/workbook.xml"].count(b"definedName") == after["xl/workbook.xml"].count(b"definedName")
        assert colours(last, FORM, ["D9"]) == [FIELD]

    def test_comments_of_others_survive_the_removal_of_ours(self):
        first = marked_in_place(noted_workbook(), job(mark("A1"), mark("C3")))
        last = marked_in_place(first, job(backgrounds={FORM: {"A1": "none"}}))
        assert comments(last, FORM) == {"A1": "我的批注", "B2": "另一条"}

    def test_names_of_sheets_keep_hold_of_their_sheets(self):
        copy = marked_in_place(good_return(), job(mark("D9")))
        listed_area = '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">x!$A$1</definedName>'
        filtered = edited(copy, "xl/workbook.xml", "<definedNames>", f"<definedNames>{listed_area}")
        last = opened(marked_in_place(filtered, job()))
        assert last[FORM].print_title_rows == "$6:$8"
        assert "_FilterDatabase" not in str(last.defined_names)

    def test_the_view_returns_to_a_sheet_that_is_shown(self):
        content = edited(
            good_return(), "xl/workbook.xml", f'<sheet name="{FORM}"', f'<sheet name="{FORM}" state="hidden"'
        )
        shown = edited(content, "xl/workbook.xml", 'state="veryHidden"', 'state="visible"')
        last = marked_in_place(marked_in_place(shown, job(mark("D9"))), job())
        assert opened(last).active.title == "dabiao_meta"


class TestOddFiles:
    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
    def test_parts_in_another_encoding_are_marked_as_well(self, encoding):
        text = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>中文</t></is></c></row>')
        named = text.replace("UTF-8", encoding.removesuffix("-sig"))
        parts = {**parts_of(small_workbook(text)), SHEET_PART: named.encode(encoding)}
        copy = marked_in_place(package(parts), job(mark("A1", sheet="表")))
        assert opened(copy)["表"]["A1"].value == "中文"
        assert colours(copy, "表", ["A1"]) == [HARD]

    @pytest.mark.parametrize(
        ("part", "content"),
        [
            (SHEET_PART, b"<worksheet><sheetData>"),
            (SHEET_PART, b'<?xml version="1.0" encoding="klingon"?><worksheet/>'),
            (SHEET_PART, b'<?xml version="1.0" encoding="gb18030"?><worksheet>\xff\xff</worksheet>'),
            ("xl/comments1.xml", b'<!DOCTYPE x [<!ENTITY e "x">]><comments>&e;</comments>'),
            ("xl/drawings/vml.vml", b"<html>"),
        ],
    )
    def test_a_part_that_is_not_what_it_should_be_stops_the_marking(self, part, content):
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="x/comments" Target="../comments1.xml"/>'
            '<Relationship Id="rId2" Type="x/vmlDrawing" Target="../drawings/vml.vml"/></Relationships>'
        )
        drawing = f'<legacyDrawing xmlns:r="{TRANSITIONAL}" r:id="rId2"/>'
        parts = {
            **parts_of(small_workbook(worksheet("", after=drawing))),
            "xl/worksheets/_rels/sheet1.xml.rels": relations.encode(),
            "xl/comments1.xml": f'<comments xmlns="{TRANSITIONAL}"><commentList/></comments>'.encode(),
            "xl/drawings/vml.vml": b"<xml></xml>",
        }
        assert marked_in_place(package(parts), job(mark("A1", sheet="表")))
        with pytest.raises(UnmarkablePartError):
            marked_in_place(package({**parts, part: content}), job(mark("A1", sheet="表")))

    def test_a_part_that_is_named_but_not_there_stops_the_marking(self):
        parts = parts_of(good_return())
        del parts["xl/styles.xml"]
        with pytest.raises(UnmarkablePartError):
            marked_in_place(package(parts), job(mark("D9")))

    def test_no_workbook_stops_the_marking(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            archive.writestr("a", "b")
        with pytest.raises(UnmarkablePartError):
            marked_in_place(target.getvalue(), job(mark("D9")))

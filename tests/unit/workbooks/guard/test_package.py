from __future__ import annotations

import struct
import zipfile

import pytest

from tests.hostile_files import TRANSITIONAL, good_return, one_cell, package, parts_of, small_workbook, worksheet
from workbooks.guard import SheetState, inspect, limits
from workbooks.guard.package import Package, part_name
from workbooks.guard.refusal import RefusedFileError


def codes(content: bytes) -> list[str]:
    return [problem.code for problem in inspect(content, "a.xlsx").problems]


def with_field(content: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """The package with some bytes of the first header of a kind replaced."""
    place = content.find(signature) + offset
    return content[:place] + value + content[place + len(value) :]


def test_parts_are_found_whatever_their_case_and_slashes():
    assert part_name("\\XL\\Workbook.xml") == "xl/workbook.xml"
    found = Package(package({"XL\\Workbook.xml": b"abc"}))
    assert "xl/workbook.xml" in found
    assert b"".join(found.chunks("/xl/workbook.xml")) == b"abc"


def test_a_part_that_is_not_there_is_named():
    with pytest.raises(RefusedFileError) as refused:
        list(Package(package({"a": b""})).chunks("xl/workbook.xml"))
    assert refused.value.problem.params == {"part": "xl/workbook.xml"}


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("size", [0, 1, 65_536, 1_000_000])
def test_a_part_comes_whole(compression, size):
    content = bytes(n % 251 for n in range(size))
    assert b"".join(Package(package({"a": content}, compression)).chunks("a")) == content


@pytest.mark.parametrize(
    ("signature", "offset", "value"),
    [
        (b"PK\x01\x02", 8, b"\x01\x00"),
        (b"PK\x01\x02", 10, b"\x0c\x00"),
        (b"PK\x01\x02", 16, b"\x00\x00\x00\x00"),
        (b"PK\x01\x02", 42, struct.pack("<I", 10**8)),
        (b"PK\x01\x02", 42, struct.pack("<I", 7)),
        (b"PK\x01\x02", 20, struct.pack("<I", 10**8)),
        (b"PK\x01\x02", 20, struct.pack("<I", 3)),
        (b"PK\x05\x06", 16, struct.pack("<I", 10**8)),
    ],
    ids=["encrypted", "bzip2", "checksum", "beyond the end", "no header there", "too long", "too short", "directory"],
)
def test_a_broken_directory_is_a_damaged_file(signature, offset, value):
    assert codes(with_field(good_return(), signature, offset, value)) == ["zip_damaged"]


def test_every_part_is_unpacked_and_checked_also_those_nobody_reads():
    content = package({**parts_of(good_return()), "xl/media/image1.png": b"picture" * 100}, zipfile.ZIP_STORED)
    assert codes(content) == []
    assert codes(content.replace(b"picturepicture", b"pictureXicture", 1)) == ["zip_damaged"]


def test_bytes_after_the_end_of_a_compressed_part_do_not_hang():
    content = bytearray(package({"a": b"x" * 1000}))
    assert b"".join(Package(bytes(content)).chunks("a")) == b"x" * 1000


class TestWorkbookParts:
    """What the package says about its sheets."""

    def parts(self) -> dict[str, bytes]:
        return parts_of(one_cell('<c r="A1"><v>1</v></c>'))

    def replaced(self, part: str, old: str, new: str) -> bytes:
        parts = self.parts()
        assert old.encode() in parts[part]
        return package({**parts, part: parts[part].replace(old.encode(), new.encode())})

    def test_absolute_and_winding_targets_are_followed(self):
        for target in ("/xl/worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets\\sheet1.xml"):
            assert codes(self.replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target)) == []

    def test_a_sheet_outside_the_package_is_not_fetched(self):
        outside = 'Target="http://127.0.0.1:9/a.xml" TargetMode="External"'
        content = self.replaced("xl/_rels/workbook.xml.rels", 'Target="worksheets/sheet1.xml"', outside)
        assert codes(content) == ["workbook_damaged"]

    def test_a_package_without_relations_is_an_archive(self):
        parts = self.parts()
        del parts["_rels/.rels"]
        assert codes(package(parts)) == ["kind_archive"]

    def test_a_package_without_content_types_is_damaged(self):
        parts = self.parts()
        del parts["[Content_Types].xml"]
        assert codes(package(parts)) == ["workbook_damaged"]

    def test_a_workbook_without_its_relations_has_no_sheets(self):
        parts = self.parts()
        del parts["xl/_rels/workbook.xml.rels"]
        assert codes(package(parts)) == ["workbook_damaged"]

    def test_two_sheets_of_one_name_are_refused(self):
        sheet = '<sheet name="表" sheetId="1" r:id="rId1"/>'
        assert codes(self.replaced("xl/workbook.xml", sheet, sheet * 2)) == ["workbook_damaged"]

    @pytest.mark.parametrize(
        ("state", "meaning"),
        [("hidden", SheetState.HIDDEN), ("veryHidden", SheetState.VERY_HIDDEN), ("odd", SheetState.VISIBLE)],
    )
    def test_hidden_sheets_are_known(self, state, meaning):
        content = self.replaced("xl/workbook.xml", "<sheet ", f'<sheet state="{state}" ')
        assert inspect(content, "a.xlsx").sheets[0].state is meaning

    def test_percentage_formats_are_known_by_number_and_by_code(self):
        codes_and_formats = [(9, ""), (10, ""), (0, ""), (165, "0.0%"), (166, '0"%"'), (167, "0\\%"), (168, "[>1]0%;0")]
        written = "".join(
            f'<numFmt numFmtId="{n}" formatCode="{c.replace(chr(34), "&quot;").replace(">", "&gt;")}"/>'
            for n, c in codes_and_formats
            if c
        )
        formats = "".join(f'<xf numFmtId="{number}"/>' for number, _ in codes_and_formats)
        styles = (
            f'<styleSheet xmlns="{TRANSITIONAL}"><numFmts>{written}</numFmts><cellStyleXfs><xf numFmtId="9"/>'
            f"</cellStyleXfs><cellXfs>{formats}</cellXfs></styleSheet>"
        )
        cells = "".join(f'<c r="{chr(65 + n)}1" s="{n}"><v>0.5</v></c>' for n in range(len(codes_and_formats)))
        content = small_workbook(worksheet(f'<row r="1">{cells}</row>'), styles=styles)
        assert inspect(content, "a.xlsx").sheets[0].percent == {"A1", "B1", "D1", "G1"}

    def test_the_date_system_is_known(self):
        content = self.replaced("xl/workbook.xml", "<sheets>", '<workbookPr date1904="1"/><sheets>')
        assert inspect(content, "a.xlsx").epoch_1904
        assert not inspect(package(self.parts()), "a.xlsx").epoch_1904


class TestCounts:
    """More than any return has."""

    def test_two_million_values_are_too_many(self, monkeypatch):
        assert limits.VALUED_CELLS == 2_000_000
        monkeypatch.setattr(limits, "VALUED_CELLS", 2000)
        rows = [f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 1002)]
        assert codes(small_workbook(worksheet("".join(rows[:1000])))) == []
        assert codes(small_workbook(worksheet("".join(rows)))) == ["too_many_cells"]

    def test_fifty_thousand_errors_are_too_many(self):
        rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in range(1, 50_002))
        assert codes(small_workbook(worksheet(rows))) == ["too_many_faulty_cells"]

    def test_fifty_thousand_empty_strings_are_too_many(self):
        strings = f'<sst xmlns="{TRANSITIONAL}">{"<si><t/></si>" * 50_001}</sst>'
        assert codes(small_workbook(worksheet(""), strings=strings)) == ["too_many_faulty_cells"]

    def test_elements_without_meaning_are_counted_too(self, monkeypatch):
        monkeypatch.setattr(limits, "ELEMENTS", 1000)
        content = small_workbook(f'<worksheet xmlns="{TRANSITIONAL}">{"<a/>" * 1000}</worksheet>')
        assert codes(content) == ["too_many_cells"]

    def test_many_empty_strings_are_kept_apart_from_text(self):
        strings = f'<sst xmlns="{TRANSITIONAL}">{"<si><t/></si>" * 200}<si><t>甲</t></si></sst>'
        row = "".join(f'<c r="A{n + 1}" t="s"><v>{n}</v></c>' for n in range(1))
        sheet = worksheet(f'<row r="1">{row}</row><row r="2"><c r="A2" t="s"><v>200</v></c></row>')
        assert inspect(small_workbook(sheet, strings=strings), "a.xlsx").sheets[0].extent == (1, 2, 1)

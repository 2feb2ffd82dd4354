"""Packages made to harm: refused by name before any parser sees them, quickly and without leaving anything behind."""

from __future__ import annotations

import io
import os
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest

from i18n.texts import texts
from tests.hostile_files import (
    FORM_SHEET,
    PLAN,
    STRICT,
    TRANSITIONAL,
    good_return,
    one_cell,
    package,
    parts_of,
    small_workbook,
    worksheet,
)
from workbooks.guard import inspect, limits
from workbooks.opening import open_workbook
from workbooks.reader import read_return

MEBIBYTE = 1024 * 1024
SECONDS = 2.0
SHEET_BYTES = b"<worksheet/>"


def lying_about_size(part: str, claimed: int) -> bytes:
    """The good return whose directory and local header claim another unpacked size for one part."""
    content = bytearray(good_return())
    for signature, size_at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        place = content.find(signature)
        while content[place + name_at : place + name_at + len(part)] != part.encode():
            place = content.find(signature, place + 4)
        content[place + size_at : place + size_at + 4] = struct.pack("<I", claimed)
    return bytes(content)


def hidden_bomb() -> bytes:
    """A sheet that says it is small and unpacks to 300 MB."""
    zeros = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(zeros.compress(b" " * MEBIBYTE) for _ in range(300)) + zeros.flush()
    name = FORM_SHEET.encode()
    common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 33, 0, len(packed), 1000, len(name), 0)
    local = b"PK\x03\x04" + common + name + packed
    others = {key: value for key, value in parts_of(good_return()).items() if key != FORM_SHEET}
    base = io.BytesIO(package(others))
    with zipfile.ZipFile(base) as archive:
        count, start = len(archive.infolist()), archive.start_dir
    raw = base.getvalue()
    body, directory = raw[:start], raw[start : raw.rfind(b"PK\x05\x06")]
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + name
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 1, count + 1, len(directory + entry), len(body + local), 0
    )
    return body + local + directory + entry + end


def overlapping() -> bytes:
    """Many directory entries that share the bytes of one: small to send, endless to unpack."""
    content = package({"a": b"\0" * (10 * MEBIBYTE)})
    start, end = content.find(b"PK\x01\x02"), content.rfind(b"PK\x05\x06")
    entry = content[start:end]
    entries = b"".join(entry[:46] + bytes([n]) + entry[47:] for n in range(97, 123))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 26, 26, len(entries), start, 0)
    return content[:start] + entries + tail


def declaring(text: str) -> bytes:
    return small_workbook(worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>', head=text))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
SHARED = f'<sst xmlns="{TRANSITIONAL}" count="1" uniqueCount="{{}}"><si><t>甲</t></si></sst>'
FIRST_STRING = worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
MERGES = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_001))
NAMES = "".join(f'<definedName name="n{n}">1</definedName>' for n in range(200_000))

REFUSED = {
    "too large": (lambda: good_return() + b"\0" * (20 * MEBIBYTE), "file_too_large"),
    "zip bomb": (lambda: package({"xl/media/a.png": b"\0" * (201 * MEBIBYTE)}), "zip_too_large_unpacked"),
    "bomb that lies about its size": (hidden_bomb, "zip_size_lies"),
    "entries that overlap": (overlapping, "zip_too_large_unpacked"),
    "65,000 entries": (lambda: package({f"a{n}": b"" for n in range(65_000)}), "zip_too_many_entries"),
    "size told too small": (lambda: lying_about_size(FORM_SHEET, 1000), "zip_size_lies"),
    "size told too large": (lambda: lying_about_size(FORM_SHEET, 199 * MEBIBYTE), "zip_size_lies"),
    "external entity": (
        lambda: declaring('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
        "xml_declares_entities",
    ),
    "entity from the net": (
        lambda: declaring('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "xml_declares_entities",
    ),
    "entity expansion": (lambda: declaring(f"{ENTITIES}]>"), "xml_declares_entities"),
    "undeclared entity": (lambda: declaring(""), "xml_malformed"),
    "entity in the strings": (
        lambda: small_workbook(FIRST_STRING, strings=f'<!DOCTYPE x [<!ENTITY e "x">]>{SHARED.format(1)}'),
        "xml_declares_entities",
    ),
    "cell at the far corner": (
        lambda: small_workbook(worksheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        "far_cell",
    ),
    "row a thousand million": (
        lambda: small_workbook(worksheet('<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>')),
        "far_cell",
    ),
    "column beyond the last": (lambda: one_cell('<c r="XFE1"><v>1</v></c>'), "far_cell"),
    "200,000 merges": (
        lambda: small_workbook(worksheet("", after=f"<mergeCells>{MERGES}</mergeCells>")),
        "too_many_merges",
    ),
    "200,000 names": (
        lambda: small_workbook(worksheet(""), names=f"<definedNames>{NAMES}</definedNames>"),
        "too_many_names",
    ),
    "strings that are not there": (
        lambda: small_workbook(FIRST_STRING, strings=SHARED.format(4_000_000_000)),
        "workbook_damaged",
    ),
    "a cell twice": (lambda: one_cell('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), "duplicate_cell"),
    "a row twice": (
        lambda: small_workbook(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>' * 2)),
        "duplicate_cell",
    ),
    "a value twice": (lambda: one_cell('<c r="A1"><v>1</v><v>2</v></c>'), "duplicate_cell"),
    "a value cut by a comment": (lambda: one_cell('<c r="A1"><v>1<!-- x -->2</v></c>'), "xml_malformed"),
    "a value in CDATA": (lambda: one_cell('<c r="A1"><v>1<![CDATA[2]]></v></c>'), "xml_malformed"),
    "a negative string number": (
        lambda: small_workbook(worksheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), strings=SHARED.format(1)),
        "xml_malformed",
    ),
    "a tag of 100 MB": (
        lambda: small_workbook(f'<worksheet xmlns="{TRANSITIONAL}" a="{"x" * (100 * MEBIBYTE)}"/>'),
        "xml_malformed",
    ),
    "nesting without end": (lambda: small_workbook("<a>" * 1_000_000), "xml_malformed"),
    "fake OLE file of 612 bytes": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 604, "kind_unknown"),
    "two parts of one name": (
        lambda: package({**parts_of(good_return()), "XL/workbook.xml": b"<workbook/>"}),
        "zip_duplicate_entry",
    ),
    "a main part that is no workbook": (
        lambda: package(
            {**parts_of(good_return()), "_rels/.rels": parts_of(good_return())["_rels/.rels"].replace(b"xl/", b"xx/")}
        ),
        "workbook_damaged",
    ),
    "macro sheet": (
        lambda: package(
            {
                **parts_of(good_return()),
                "xl/_rels/workbook.xml.rels": parts_of(good_return())["xl/_rels/workbook.xml.rels"].replace(
                    b'/worksheet"', b'/xlMacrosheet"', 1
                ),
            }
        ),
        "kind_macros",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_harmful_package_is_refused_by_name(name, process, monkeypatch, tmp_path):
    make, code = REFUSED[name]
    content = make()
    monkeypatch.chdir(tmp_path)
    begun = time.process_time()
    inspection = inspect(content, "报表.xlsx")
    taken = time.process_time() - begun
    assert [problem.code for problem in inspection.problems] == [code]
    assert taken < SECONDS
    assert all(texts(language).problem(inspection.problems[0]).what for language in ("zh", "en"))
    assert read_return(PLAN, content, "报表.xlsx", process).problems == inspection.problems
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "cell"),
    [("cell at the far corner", "XFD1048576"), ("row a thousand million", "A1000000000"), ("a cell twice", "A1")],
)
def test_the_address_of_the_harmful_cell_is_told(name, cell):
    (problem,) = inspect(REFUSED[name][0](), "报表.xlsx").problems
    assert problem.cell == cell
    assert problem.sheet == "表"


@pytest.mark.parametrize(
    "name", ["zip bomb", "bomb that lies about its size", "a tag of 100 MB", "200,000 merges", "nesting without end"]
)
def test_the_guard_needs_little_memory(name):
    content = REFUSED[name][0]()
    tracemalloc.start()
    inspect(content, "报表.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * MEBIBYTE


def test_a_long_empty_sheet_is_passed_over_in_time():
    content = small_workbook(worksheet(" " * (150 * MEBIBYTE)))
    begun = time.process_time()
    assert inspect(content, "a.xlsx").safe
    assert time.process_time() - begun < SECONDS


def test_looking_at_a_file_opens_no_other(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    content = REFUSED["external entity"][0]()
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(io, "open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert inspect(content, "a.xlsx").problems[0].code == "xml_declares_entities"


class TestNoFalseAlarms:
    """What looks odd and is honest: read whole."""

    def values(self, content: bytes, process) -> dict[tuple[int, int], object]:
        opened = open_workbook(content, "a.xlsx", process)
        assert opened.problems == ()
        return {(row, column): value for row, column, value in opened.sheets[0].values.cells()}

    def test_a_dimension_that_claims_everything(self, process):
        sheet = worksheet('<row r="2"><c r="B2"><v>5</v></c></row>', before='<dimension ref="A1:XFD1048576"/>')
        assert self.values(small_workbook(sheet), process) == {(2, 2): 5.0}

    def test_a_dimension_that_hides_rows(self, process):
        rows = "".join(f'<row r="{n}"><c r="C{n}"><v>{n}</v></c></row>' for n in range(1, 40))
        found = self.values(small_workbook(worksheet(rows, before='<dimension ref="A1"/>')), process)
        assert found == {(n, 3): float(n) for n in range(1, 40)}

    def test_styled_blanks_to_the_far_corner(self, process):
        far = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
        assert self.values(small_workbook(worksheet(f'<row r="1"><c r="A1"><v>5</v></c></row>{far}')), process) == {
            (1, 1): 5.0
        }

    def test_backslashes_in_entry_names(self, process):
        parts = {
            name.replace("/", "\\"): content for name, content in parts_of(one_cell('<c r="A1"><v>5</v></c>')).items()
        }
        assert self.values(package(parts), process) == {(1, 1): 5.0}

    def test_custom_xml_in_utf_16(self, process):
        custom = {"customXml/item1.xml": '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16")}
        content = small_workbook(worksheet('<row r="1"><c r="A1"><v>5</v></c></row>'), more_parts=custom)
        assert self.values(content, process) == {(1, 1): 5.0}

    def test_a_few_strings_more_than_claimed_or_fewer(self, process):
        for claimed in (0, 5, 100_000):
            assert self.values(small_workbook(FIRST_STRING, strings=SHARED.format(claimed)), process) == {(1, 1): "甲"}

    def test_the_strict_format_is_read(self, process):
        rows = '<row r="1"><c r="A1"><v>5</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'
        content = small_workbook(worksheet(rows, namespace=STRICT), namespace=STRICT)
        assert self.values(content, process) == {(1, 1): 5.0, (1, 2): "甲"}

    def test_prefixed_element_names(self, process):
        sheet = (
            f'<x:worksheet xmlns:x="{TRANSITIONAL}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row>'
            "</x:sheetData></x:worksheet>"
        )
        assert self.values(small_workbook(sheet), process) == {(1, 1): 5.0}

    def test_cells_and_rows_without_addresses(self, process):
        sheet = worksheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
        assert self.values(small_workbook(sheet), process) == {(1, 1): 1.0, (1, 2): 2.0, (2, 1): 3.0}

    def test_rows_and_cells_out_of_order(self, process):
        sheet = worksheet(
            '<row r="3"><c r="B3"><v>2</v></c><c r="A3"><v>1</v></c></row><row r="1"><c r="A1"><v>0</v></c></row>'
        )
        assert self.values(small_workbook(sheet), process) == {(3, 2): 2.0, (3, 1): 1.0, (1, 1): 0.0}

    def test_the_readings_of_characters_are_no_text(self, process):
        text = '<si><r><t>大连</t></r><rPh sb="0" eb="1"><t>dà lián</t></rPh></si>'
        strings = f'<sst xmlns="{TRANSITIONAL}">{text}</sst>'
        assert self.values(small_workbook(FIRST_STRING, strings=strings), process) == {(1, 1): "大连"}

    def test_a_stored_package(self, process):
        stored = package(parts_of(one_cell('<c r="A1"><v>5</v></c>')), zipfile.ZIP_STORED)
        assert self.values(stored, process) == {(1, 1): 5.0}

    def test_text_of_40_000_characters(self, process):
        content = one_cell(f'<c r="A1" t="inlineStr"><is><t>{"长" * 40_000}</t></is></c>')
        assert self.values(content, process) == {(1, 1): "长" * 40_000}


@pytest.mark.parametrize("epoch", ["", '<workbookPr date1904="1"/>'])
def test_dates_are_dates_in_either_system(epoch, process):
    styles = f'<styleSheet xmlns="{TRANSITIONAL}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    serial = 43373 - (1462 if epoch else 0)
    sheet = worksheet(f'<row r="1"><c r="A1" s="1"><v>{serial}</v></c></row>')
    opened = open_workbook(small_workbook(sheet, styles=styles, properties=epoch), "a.xlsx", process)
    assert str(opened.sheets[0].values.at(1, 1)).startswith("2018-09-30")


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>&#49;2</v></c>',
        '<c r="A1" t="e"><v>#SPILL!</v></c>',
        '<c r="A1" t="zz"><v>5</v></c>',
        '<c r="A1" t="b"><v>2</v></c>',
        '<c r="A1" t="inlineStr"><is><t>  </t></is></c>',
    ],
)
def test_what_readers_disagree_about_is_never_settled_in_silence(cell, process):
    opened = open_workbook(one_cell(cell), "a.xlsx", process)
    assert [problem.code for problem in opened.problems] == ["readers_differed"]


def test_what_no_reader_can_read_is_refused(process):
    content = small_workbook(worksheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), strings=SHARED.format(1))
    opened = open_workbook(content, "a.xlsx", process)
    assert [problem.code for problem in opened.problems] == ["readers_differ"]
    assert opened.sheets == ()


def test_the_limits_are_those_the_messages_tell():
    assert limits.FILE_BYTES == 20 * MEBIBYTE
    assert limits.UNPACKED_BYTES == 200 * MEBIBYTE
    assert limits.ENTRIES == 2000

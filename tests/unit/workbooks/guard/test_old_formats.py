"""The guard on .xls and .ods: small files made by hand, each with one oddity."""

from __future__ import annotations

import struct

import pytest

from tests.hostile_files import package
from workbooks.guard import Format, SheetState, inspect
from workbooks.guard.biff import read_xls
from workbooks.guard.biff_strings import empty_strings
from workbooks.guard.compound import CompoundFile
from workbooks.guard.refusal import RefusedFileError

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BOF = record(0x0809, b"\x00\x06\x05\x00" + b"\0" * 12)
EOF = record(0x000A)


def workbook(*cells: bytes, before: bytes = b"", name: bytes = b"S", state: int = 0, kind: int = 0) -> bytes:
    """A `Workbook` stream with one sheet."""

    def globals_at(place: int) -> bytes:
        sheet = struct.pack("<LBBBB", place, state, kind, len(name), 0) + name
        return BOF + before + record(0x0085, sheet) + EOF

    return globals_at(len(globals_at(0))) + BOF + b"".join(cells) + EOF


def cell(kind: int, row: int, column: int, data: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<HHH", row, column, style) + data)


def number(row: int, column: int, value: float = 1.0, style: int = 0) -> bytes:
    return cell(0x0203, row, column, struct.pack("<d", value), style)


def facts(stream: bytes):
    (sheet,) = read_xls(stream).sheets
    return sheet


def refused(call) -> str:
    with pytest.raises(RefusedFileError) as error:
        call()
    return error.value.problem.code


def test_every_kind_of_cell_is_counted_or_noted():
    text_formula = struct.pack("<BxBxxxH", 0, 0, 0xFFFF) + b"\0" * 8
    stream = workbook(
        number(0, 0, 2.5),
        cell(0x027E, 0, 1, struct.pack("<L", (7 << 2) | 2)),
        cell(0x027E, 0, 2, struct.pack("<L", 0x3FF00001)),
        record(0x00BD, struct.pack("<HHHLHLH", 1, 0, 0, (5 << 2) | 3, 0, (0xFFFFFFFF << 2) & 0xFFFFFFFF | 2, 1)),
        cell(0x0204, 2, 0, b"\x01\x00\x00a"),
        cell(0x0204, 2, 1, b"\x00\x00\x00"),
        cell(0x0205, 3, 0, b"\x01\x00"),
        cell(0x0205, 3, 1, b"\x17\x01"),
        cell(0x0006, 4, 0, struct.pack("<d", 3.0) + b"\0" * 8),
        cell(0x0006, 4, 1, text_formula),
        record(0x0207, b"\x01\x00\x00a"),
        cell(0x0006, 4, 2, text_formula),
        record(0x0207, b"\x00\x00\x00"),
        cell(0x0006, 4, 3, b"\x02\x00\x2a\x00\x00\x00\xff\xff" + b"\0" * 8),
        cell(0x0006, 4, 4, b"\x01\x00\x01\x00\x00\x00\xff\xff" + b"\0" * 8),
        cell(0x0006, 4, 5, b"\x03\x00\x00\x00\x00\x00\xff\xff" + b"\0" * 8),
        record(0x0208, struct.pack("<H10xL", 7, 0x20)),
        record(0x007D, struct.pack("<HHHHH", 2, 3, 0, 0, 1)),
        record(0x00E5, struct.pack("<H", 2)),
    )
    found = facts(stream)
    assert found.extent == (10, 5, 5)
    assert found.numbers == {
        "A1": "2.5", "B1": "7.0", "C1": "0.01", "A2": "0.05", "B2": "-1.0", "A5": "3.0",
    }  # fmt: skip
    assert found.errors == {"B4": "#REF!", "D5": "#N/A"}
    assert found.formulas == {"A5", "B5", "C5", "D5", "E5", "F5"}
    assert (found.hidden_rows, found.hidden_columns, found.merges) == ([8], [(3, 4)], 2)


def test_percent_formats_are_those_of_the_cells_style():
    formats = record(0x041E, struct.pack("<HHB", 164, 4, 0) + b"0.0%") + record(
        0x041E, struct.pack("<HHB", 165, 4, 1) + '0"%"'.encode("utf-16-le")
    )
    styles = b"".join(record(0x00E0, struct.pack("<HH", 0, each)) for each in (0, 164, 165, 9))
    found = facts(workbook(*(number(0, n, 0.5, n) for n in range(4)), before=formats + styles))
    assert found.percent == {"B1", "D1"}


def test_charts_within_a_sheet_are_not_its_own():
    chart = BOF + number(9, 9) + EOF
    assert facts(workbook(number(0, 0), chart, number(1, 0))).extent == (2, 2, 1)


@pytest.mark.parametrize(("state", "shown"), [(0, "visible"), (1, "hidden"), (2, "veryHidden")])
def test_hidden_sheets_are_known(state, shown):
    assert facts(workbook(state=state)).state is SheetState(shown)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (b"", "kind_xls"),
        (record(0x0809, b"\x00\x05\x05\x00"), "kind_xls"),
        (workbook(before=record(0x002F, b"\0\0")), "kind_encrypted"),
        (workbook(kind=1), "kind_macros"),
        (workbook(kind=2), "workbook_damaged"),
        (workbook(number(0, 0), number(0, 0)), "duplicate_cell"),
        (workbook(cell(0x0203, 0, 0, b"")), "workbook_damaged"),
        (workbook(number(65_535, 255)), "far_cell"),
        (workbook(record(0x00E5, struct.pack("<H", 10_001))), "too_many_merges"),
        (workbook(before=record(0x00FC, struct.pack("<LL", 9, 9))), "workbook_damaged"),
        (workbook(before=record(0x00E0, b"")), "workbook_damaged"),
        (workbook(*(cell(0x0205, r, c, b"\x17\x01") for r in range(250) for c in range(201))), "too_many_faulty_cells"),
    ],
)
def test_odd_records_are_refused_by_name(stream, code):
    assert refused(lambda: read_xls(stream)) == code


def test_empty_shared_strings_are_found_across_records():
    wide = "甲乙丙".encode("utf-16-le")
    first = struct.pack("<LL", 4, 4) + b"\x02\x00\x00ab" + b"\x00\x00\x00" + b"\x03\x00\x01" + wide[:4]
    second = b"\x01" + wide[4:] + struct.pack("<HBHL", 0, 0x0C, 1, 2) + b"\0" * 4 + b"\0" * 2
    assert empty_strings([first, second]) == {1, 3}
    assert empty_strings([]) == frozenset()
    assert refused(lambda: empty_strings([first])) == "workbook_damaged"


def header(**changed: int) -> bytes:
    fields = {"shift": 9, "directory": 1, "cutoff": 4096, "mini": 0xFFFFFFFE, "more": 0xFFFFFFFE, "table": 0, **changed}
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, fields["shift"], 6)
    head += struct.pack(
        "<LLLLLLLLL", 0, 1, fields["directory"], 0, fields["cutoff"], fields["mini"], 0, fields["more"], 0
    )
    return head + struct.pack("<L", fields["table"]) + b"\xff" * (512 - len(head) - 4)


def entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HB", len(encoded) + 2, kind)
        + b"\0" * 49
        + struct.pack("<LLL", start, size, 0)
    )


def container(
    chain: tuple[int, ...] = (0xFFFFFFFD, 0xFFFFFFFE, 3, 0xFFFFFFFE), size: int = 700, **changed: int
) -> bytes:
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(512, b"\xff")
    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0) + entry("Workbook", 2, 2, size) + b"\0" * 256
    return header(cutoff=0, **changed) + table + directory + b"x" * 512 + b"y" * 512


def test_a_stream_is_put_together_from_its_sectors():
    file = CompoundFile(container())
    assert file.stream("workbook") == b"x" * 512 + b"y" * 188
    assert file.names == {"Root Entry", "Workbook"}
    assert file.stream("Book") is None


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        container(shift=30),
        container((0xFFFFFFFD, 0xFFFFFFFE, 2, 0xFFFFFFFE)),
        container((0xFFFFFFFD, 0xFFFFFFFE, 99, 0xFFFFFFFE)),
        container((0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFE)),
        container(size=100_000_000),
        container(size=5000),
        container(table=500),
        container(directory=77),
        container()[:600],
    ],
)
def test_chains_that_circle_or_lead_out_are_refused(content):
    assert refused(lambda: CompoundFile(content).stream("Workbook")) == "workbook_damaged"


def ods(rows: str, *, styles: str = "", table: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("table", "office", "text", "style")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content {spaces} {calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="表" {table}>{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return package({"mimetype": ODS, "content.xml": content, **(parts or {})})


def row(cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{cells}</table:table-row>"


def value(number: float, more: str = "") -> str:
    shown = "<text:p>x</text:p>"
    return f'<table:table-cell office:value-type="float" office:value="{number}" {more}>{shown}</table:table-cell>'


THRICE = 'table:number-columns-repeated="3"'
FAR = 'table:number-columns-repeated="20000"'
ERROR = (
    '<table:table-cell table:formula="=1/0" office:value-type="string" calcext:value-type="error">'
    "<text:p>#DIV/0!</text:p></table:table-cell>"
)


def test_repetitions_hidden_parts_and_errors_of_a_table_are_known():
    noted = "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
    half = '<table:table-cell office:value-type="percentage" office:value="0.5"><text:p>50%</text:p></table:table-cell>'
    blank = '<table:table-cell office:value-type="string"><text:p/></table:table-cell>'
    content = ods(
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        + row(value(1, THRICE), 'table:number-rows-repeated="2"')
        + row(noted + ERROR + half + blank + '<table:table-cell table:formula="=A1"/>', 'table:visibility="collapse"')
        + row("<table:table-cell/>", 'table:number-rows-repeated="1048573"'),
        styles='<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>',
        table='table:style-name="ta2"',
    )
    found = inspect(content, "a.ods")
    assert found.format is Format.ODS
    (sheet,) = found.sheets
    assert sheet.state is SheetState.HIDDEN
    assert sheet.extent == (7, 3, 3)
    assert (sheet.errors, sheet.percent, sheet.uncached) == ({"B3": "#DIV/0!"}, {"C3"}, ["E3"])
    assert (sheet.hidden_rows, sheet.hidden_columns) == ([3], [(3, 3)])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ods(row(value(1), 'table:number-rows-repeated="1000000"')), "far_cell"),
        (ods(row(value(1, FAR))), "far_cell"),
        (ods('<table:table-row table:number-rows-repeated="x"/>'), "xml_malformed"),
        (ods("<table:table table:name='in'/>"), "workbook_damaged"),
        (ods("", parts={"META-INF/manifest.xml": b"<m><encryption-data/></m>"}), "kind_encrypted"),
        (ods("", parts={"Basic/script-lc.xml": b"<x/>"}), "kind_macros"),
        (package({"mimetype": ODS, "content.xml": b"<x/>"}), "workbook_damaged"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "kind_document"),
    ],
)
def test_odd_tables_are_refused_by_name(content, code):
    (problem,) = inspect(content, "a.ods").problems
    assert problem.code == code

"""Bad files that no reader may open: other kinds of file, broken packages, and packages that attack."""

from __future__ import annotations

import io
import struct
import zipfile

from sample_data.bad.recipe import BadReturn
from sample_data.bad.spoiling import (
    ENTRY_DATE,
    SHEET_PART,
    TYPES_PART,
    WORKBOOK_PART,
    form_as_text,
    good_form,
    package,
    part_edited,
    parts_of,
    sheet_edited,
    uncompressed_form,
    with_parts,
)
from workbooks.addresses import column_letters

_OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_MEBIBYTE = 1024 * 1024
_CENTRAL = b"PK\x01\x02"
_UNPACKED_SIZE = 24
_NAME = 46
_ROWS = '<row r="{0}"><c r="A{0}" t="e"><v>#REF!</v></c></row>'


def _ole(stream: str) -> bytes:
    """The head of an OLE file whose directory names one stream."""
    return (_OLE_HEAD + stream.encode("utf-16-le")).ljust(4096, b"\0")


def _with_sheet_size_lied() -> bytes:
    """The directory of the package says that the sheet is 100 bytes shorter than it is."""
    content = bytearray(uncompressed_form())
    entry = content.find(_CENTRAL)
    while not content[entry + _NAME :].startswith(SHEET_PART.encode()):
        entry = content.find(_CENTRAL, entry + 1)
    place = slice(entry + _UNPACKED_SIZE, entry + _UNPACKED_SIZE + 4)
    content[place] = struct.pack("<I", struct.unpack("<I", content[place])[0] - 100)
    return bytes(content)


def _bomb() -> bytes:
    """A picture of zeros that unpacks to 201 MB."""
    target = io.BytesIO(good_form())
    picture = zipfile.ZipInfo("xl/media/image1.png", ENTRY_DATE)
    picture.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(target, "a") as archive, archive.open(picture, "w") as entry:
        for _ in range(201):
            entry.write(b"\0" * _MEBIBYTE)
    return target.getvalue()


def _without_sheet() -> bytes:
    return package({name: part for name, part in parts_of(good_form()).items() if name != SHEET_PART})


def _rows_added(rows: str) -> bytes:
    return sheet_edited("</sheetData>", f"{rows}</sheetData>")


KINDS = (
    BadReturn("file_empty", lambda: b""),
    BadReturn("file_too_large", lambda: good_form() + b"\0" * (20 * _MEBIBYTE), large=True),
    BadReturn("kind_encrypted", lambda: _ole("EncryptedPackage")),
    BadReturn("kind_xls", lambda: _ole("Book"), suffix=".xls"),
    BadReturn("kind_et", lambda: _ole("Workbook"), suffix=".et"),
    BadReturn("kind_document", lambda: b"%PDF-1.4\n% \xe2\xe3\xcf\xd3\n"),
    BadReturn("kind_archive", lambda: package({"F01.xlsx": good_form()})),
    BadReturn("kind_picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 24),
    BadReturn("kind_html", "<html><body><table><tr><td>创新指标月报</td></tr></table></body></html>".encode),
    BadReturn(
        "kind_xml", lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
    BadReturn("kind_unknown", lambda: bytes(range(256)) * 4),
    BadReturn("kind_macros", lambda: with_parts({"xl/vbaProject.bin": b"\0" * 64}), suffix=".xlsm"),
    BadReturn(
        "kind_xlsb",
        lambda: part_edited(
            TYPES_PART,
            r"application/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet\.main\+xml",
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
        ),
        suffix=".xlsb",
    ),
)


def _csv(changed: dict[str, str] | None = None) -> bytes:
    return form_as_text(changed).encode("gb18030")


TEXTS = (
    BadReturn("csv_not_decoded", lambda: _csv().replace(b"\n", b"\xff\n", 1), suffix=".csv"),
    BadReturn("csv_nul", lambda: _csv().replace(b"\n", b"\0\n", 1), suffix=".csv"),
    BadReturn("csv_replacement", lambda: form_as_text({"家": "\N{REPLACEMENT CHARACTER}"}).encode(), suffix=".csv"),
    BadReturn("csv_quotes", lambda: _csv() + b'"', suffix=".csv"),
    BadReturn("csv_longer_rows", lambda: _csv().replace(b",1287.09,", b",1,287.09,", 1), suffix=".csv"),
    BadReturn("csv_read_as", _csv, suffix=".csv", note=True),
    BadReturn("csv_shorter_rows", lambda: _csv().replace(b",,,,,,,,,,\r\n", b"\r\n", 1), suffix=".csv", note=True),
    BadReturn("kind_differs", _csv, note=True),
)


def _with_password_mark() -> bytes:
    """A zip whose one entry says that it is encrypted."""
    content = bytearray(package({"F01.xlsx": good_form()}))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


ARCHIVES = (
    BadReturn("archive_encrypted", _with_password_mark, suffix=".zip", zipped=True),
    BadReturn(
        "archive_nested",
        lambda: package({"inner.zip": package({"F01.xlsx": good_form()})}),
        suffix=".zip",
        zipped=True,
    ),
    BadReturn("archive_path_outside", lambda: package({"../F01.xlsx": good_form()}), suffix=".zip", zipped=True),
    BadReturn(
        "archive_too_many_files",
        lambda: package({f"{n}.csv": b"" for n in range(501)}),
        suffix=".zip",
        zipped=True,
        large=True,
    ),
)

PACKAGES = (
    BadReturn("zip_damaged", lambda: uncompressed_form()[:30_000]),
    BadReturn("zip_too_many_entries", lambda: with_parts({f"xl/media/{n}.txt": b"" for n in range(2001)}), large=True),
    BadReturn("zip_duplicate_entry", lambda: with_parts({WORKBOOK_PART.upper(): b"<workbook/>"})),
    BadReturn("zip_too_large_unpacked", _bomb, large=True),
    BadReturn("zip_size_lies", _with_sheet_size_lied),
    BadReturn("part_missing", _without_sheet),
    BadReturn("workbook_damaged", lambda: part_edited(WORKBOOK_PART, "<sheets>.*</sheets>", "<sheets></sheets>")),
    BadReturn("xml_malformed", lambda: sheet_edited("</sheetData>.*", "")),
    BadReturn(
        "xml_declares_entities",
        lambda: sheet_edited("<worksheet", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet'),
    ),
    BadReturn(
        "too_many_names",
        lambda: part_edited(
            WORKBOOK_PART,
            "<definedNames>.*</definedNames>",
            "<definedNames>"
            + "".join(f'<definedName name="n{n}">1</definedName>' for n in range(10_001))
            + "</definedNames>",
        ),
    ),
    BadReturn(
        "too_many_merges",
        lambda: sheet_edited("<mergeCell ", '<mergeCell ref="A1:B1"/>' * 10_000 + "<mergeCell "),
    ),
    BadReturn("too_many_cells", lambda: _rows_added(_crowd()), large=True),
    BadReturn(
        "too_many_faulty_cells", lambda: _rows_added("".join(_ROWS.format(1000 + n) for n in range(50_001))), large=True
    ),
    BadReturn("far_cell", lambda: _rows_added('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "XFD1048576"),
    BadReturn("duplicate_cell", lambda: sheet_edited(r'(<c r="D9".*?</c>)', r"\1\1"), "D9"),
    BadReturn("misplaced_cell", lambda: sheet_edited('<c r="D9"', '<c r="D99"'), "D99"),
)


def _crowd() -> str:
    """A little over two million valued cells, well inside the grid."""
    columns = [column_letters(number) for number in range(1, 3001)]
    rows = ("".join(f'<c r="{letters}{row}"><v>1</v></c>' for letters in columns) for row in range(100, 768))
    return "".join(f'<row r="{row}">{cells}</row>' for row, cells in enumerate(rows, 100))

"""What a file really is, by its content: names and extensions are not believed."""

from __future__ import annotations

import codecs
import re

from workbooks.guard.facts import Format

_PACKAGE = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("kind_xls", (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")),
    ("kind_document", (b"%PDF",)),
    ("kind_archive", (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ")),
    ("kind_picture", (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
)
_WPS_STREAM = "ETExtData".encode("utf-16-le")
_HEAD = 4096
_TEXT_TO_NULS = 4
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_BYTE_ORDER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


_OLE_STREAMS: tuple[tuple[bytes, Format | str], ...] = (
    (_utf16("EncryptedPackage"), "kind_encrypted"),
    (_utf16("WordDocument"), "kind_document"),
    (_utf16("PowerPoint Document"), "kind_document"),
    (_utf16("_VBA_PROJECT_CUR"), "kind_macros"),
    (_utf16("Workbook"), Format.XLS),
    (_utf16("Book"), "kind_xls"),
)


def kind_of(content: bytes, file_name: str) -> Format | str:
    """The format, or the problem code that names what is not read; XLSX stands for any zip package.

    `file_name` is asked only to tell WPS's `.et` from Excel's `.xls`: both hold the same records.
    """
    if not content:
        return "file_empty"
    if content.startswith(_PACKAGE):
        return Format.XLSX
    if content.startswith(_OLE):
        return _ole_kind(content, file_name)
    signed = next((kind for kind, signatures in _SIGNATURES if content.startswith(signatures)), None)
    return signed or _text_kind(content)


def _ole_kind(content: bytes, file_name: str) -> Format | str:
    kind = next((kind for stream, kind in _OLE_STREAMS if stream in content), "kind_unknown")
    if kind != Format.XLS:
        return kind
    name = file_name.casefold()
    is_et = name.endswith((".et", ".ett")) or (_WPS_STREAM in content and not name.endswith(".xls"))
    return "kind_et" if is_et else kind


def _text_kind(content: bytes) -> Format | str:
    head = content[:_HEAD]
    if _HTML.search(head):
        return "kind_html"
    if _SPREADSHEET_XML in head:
        return "kind_xml"
    if head.startswith(_BYTE_ORDER_MARKS):
        return Format.CSV
    signs = _CONTROL.findall(head)
    # A few NULs in a text are a damaged text, and said with their line; anything else is no text.
    is_text = not signs or (set(signs) == {b"\0"} and len(signs) * _TEXT_TO_NULS <= len(head))
    return Format.CSV if is_text else "kind_unknown"

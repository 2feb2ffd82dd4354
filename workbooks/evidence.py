"""Which files are taken as evidence: plain documents and pictures, known by their content, without macros."""

from __future__ import annotations

import io
import zipfile

from workbooks.guard import inspect

LARGEST_BYTES = 10 * 1024 * 1024
MEDIA = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The kinds taken, by their usual ending, with their media types."""

_SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PACKAGE = b"PK\x03\x04"
_WORD_MAIN, _TYPES = "word/document.xml", "[Content_Types].xml"
_MOST_ENTRIES, _MOST_UNPACKED = 2000, 200 * 1024 * 1024
_ACTIVE = ("vbaproject.bin", "activex", "embeddings/")


def evidence_kind(content: bytes, file_name: str) -> str | None:
    """The kind (`pdf`, `png`, `jpg`, `xlsx`, `docx`) of a file that may be kept as evidence; None for any other.

    The content decides; nothing in it is run or shown. A package must be plain: no macros, no embedded
    objects, nothing that unpacks to far more than it is.
    """
    for kind, signature in _SIGNATURES.items():
        if content.startswith(signature):
            return kind
    if not content.startswith(_PACKAGE):
        return None
    names = _names(content)
    if names is None or any(part in name.casefold() for name in names for part in _ACTIVE):
        return None
    if _WORD_MAIN in names and _TYPES in names:
        return "docx"
    return "xlsx" if inspect(content, file_name).safe else None


def _names(content: bytes) -> list[str] | None:
    """The names in a package; None where it is broken or too much to unpack."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile:
        return None
    names = [entry.filename for entry in entries]
    too_much = sum(entry.file_size for entry in entries) > _MOST_UNPACKED or len(names) > _MOST_ENTRIES
    return None if too_much or len(set(names)) != len(names) else names

"""What an exported file says about itself: its properties, read within the guard's limits; nothing else is opened."""

from __future__ import annotations

from workbooks.guard import limits
from workbooks.guard.package import Package
from workbooks.guard.refusal import RefusedFileError

LARGEST_BYTES = limits.FILE_BYTES
_PACKAGE = b"PK\x03\x04"
_PROPERTIES = "docProps/core.xml"
_MOST = limits.MEBIBYTE


def document_properties(content: bytes) -> bytes | None:
    """The properties of a Word document or workbook; a file of another kind itself.

    None where a package has none, is damaged, or would unpack to more than the guard lets through.
    """
    if not content.startswith(_PACKAGE):
        return content
    found = b""
    try:
        for chunk in Package(content).chunks(_PROPERTIES):
            found += chunk
            if len(found) > _MOST:
                return None
    except RefusedFileError:
        return None
    return found

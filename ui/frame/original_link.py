"""Where an uploaded workbook is downloaded from: what answers there is `ui/server/originals.py`."""

from __future__ import annotations

ADDRESS = "original"


def original_link(sha256: str) -> str:
    """The address of a stored file, relative to any page."""
    return f"./{ADDRESS}/{sha256}"

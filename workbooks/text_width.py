"""How wide a text is on a sheet."""

from __future__ import annotations

import unicodedata


def text_width(line: str) -> int:
    """In halves of a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)

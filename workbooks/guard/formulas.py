"""What a formula may come to, as far as its parts tell: whether a stored result of zero is to be believed.

Some programs write a formula without calculating it and put a 0 beside it, and others carry that 0 on when
they save the file in another format. Where the formula may give a text, `IF(A1="","",A1)`, that 0 may stand for a
blank, and a blank is missing, never zero.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_TEXT, _ATTRIBUTE = 0x17, 0x19
_JUMP_TABLE = 0x04
_WIDTHS = {
    **dict.fromkeys(range(0x03, 0x17), 0),
    0x01: 4, 0x02: 4, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8,
    0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8,
    0x2C: 4, 0x2D: 8, 0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}  # fmt: skip
"""Bytes behind a token of BIFF8, by its kind without class ([MS-XLS] 2.5.198)."""

_CLASSES, _CLASS = 0x40, 0x20
QUOTE = '"'


def is_text_alone(formula: str) -> bool:
    """Whether a written formula, `=` left out, is nothing but a text: whatever is stored, it is no number."""
    written = formula.strip().removeprefix("of:").removeprefix("=").strip()
    inner = written[1:-1].replace(QUOTE * 2, "")
    return len(written) > 1 and written[0] == written[-1] == QUOTE and QUOTE not in inner


def names_text(formula: str) -> bool:
    """Whether a text is among the parts of a written formula, so that it may be what the formula gives."""
    return QUOTE in formula


def is_zero(stored: str) -> bool:
    """Whether a number as it is written in a file is zero."""
    try:
        return float(stored) == 0
    except ValueError:
        return False


def parts_of(tokens: bytes) -> Iterator[int]:
    """The kinds of a formula's tokens as .xls stores them; ends at one that is not known.

    Raises:
        struct.error: cut off.
        IndexError: cut off.
    """
    place = 0
    while place < len(tokens):
        kind = tokens[place]
        base = kind if kind < _CLASSES else (kind & (_CLASS - 1)) | _CLASS
        yield base
        place += 1
        if base == _TEXT:
            length, wide = tokens[place], tokens[place + 1] & 1
            place += 2 + (length * 2 if wide else length)
        elif base == _ATTRIBUTE:
            flags, count = struct.unpack_from("<BH", tokens, place)
            place += 3 + (2 * (count + 1) if flags & _JUMP_TABLE else 0)
        elif base in _WIDTHS:
            place += _WIDTHS[base]
        else:
            return


def is_stored_text(tokens: bytes) -> bool:
    """As `is_text_alone`, of a formula as .xls stores it."""
    return list(parts_of(tokens)) == [_TEXT]


def stores_text(tokens: bytes) -> bool:
    """As `names_text`, of a formula as .xls stores it."""
    return _TEXT in parts_of(tokens)

"""How much room a text takes: Chinese signs are square, others about half as wide."""

from __future__ import annotations

from math import ceil

_FIRST_WIDE_SIGN = 0x2000
_NARROW_SIGN = 0.55


def lines_needed(text: str, signs_in_line: int) -> int:
    """How many lines a text fills, its own line breaks kept, where a line holds so many Chinese signs."""
    return sum(max(1, ceil(_signs(line) / signs_in_line)) for line in text.split("\n"))


def _signs(line: str) -> float:
    return sum(1.0 if ord(sign) >= _FIRST_WIDE_SIGN else _NARROW_SIGN for sign in line)

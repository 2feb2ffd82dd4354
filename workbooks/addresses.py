"""Cell addresses as people read them (`C12`) and as numbers (row 12, column 3)."""

from __future__ import annotations

import re
from functools import cache

_LETTERS = 26
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,9})", re.ASCII)


@cache
def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


@cache
def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of a cell, both numbers from 1."""
    return f"{column_letters(column)}{row}"


def position(text: str) -> tuple[int, int] | None:
    """Row and column, both from 1, or None where the text is no address."""
    match = _ADDRESS.fullmatch(text)
    return (int(match[2]), column_number(match[1])) if match else None

"""A unit's own table, looked at before and after it was mapped: its heads, its rows, the periods it names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

from indicators.errors import UnknownPeriodError
from indicators.periods import Frequency, Period
from indicators.plan import Form, FormLayout
from workbooks.addresses import address, column_letters, column_number, position
from workbooks.columns import Column, ColumnRole, columns_of
from workbooks.matching import comparable
from workbooks.numbers import SCALES
from workbooks.opening import OpenedSheet

MAPPABLE = frozenset({FormLayout.INDICATORS, FormLayout.HISTORY, FormLayout.CITY})
"""The kinds of form with a row for each variable: lists and texts are sent in their own forms."""
_MAPPED_ROLES = frozenset({ColumnRole.INPUT, ColumnRole.STATUS, ColumnRole.EXPLANATION})
_MASK = "#"
_TIMES = re.compile(r"(?:\d{4}年?(?:第?[一二三四1-4]季度)?)?(?:1?[—–-]?\d{1,2}月)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[年./-](?:1[—–-])?(\d{1,2})(?:月|(?=\D|$))", re.ASCII)
_QUARTER = re.compile(r"(\d{4})年第?([一二三四1-4])季度", re.ASCII)
_YEAR = re.compile(r"(\d{4})年", re.ASCII)
_QUARTERS = "一二三四"
_PREFIXES = ("", "千", "万", "百万", "千万", "亿")


def mapped_columns(form: Form) -> tuple[Column, ...]:
    """The columns of a form that a table has to have, left to right; the explanations may be missing."""
    return tuple(column for column in columns_of(form.layout) if column.role in _MAPPED_ROLES)


def head_texts(sheet: OpenedSheet, first: int, last: int) -> dict[str, str]:
    """The head of every column that has one, by its letter; head rows above each other are joined."""
    width = sheet.facts.last_column
    found = {}
    for column in range(1, width + 1):
        parts = [sheet.text(row, column).strip() for row in range(first, last + 1)]
        if any(parts):
            found[column_letters(column)] = " ".join(part for part in parts if part)
    return found


def fingerprint(sheet: OpenedSheet, first: int, last: int) -> str:
    """16 hex digits that stand for the head's texts and their columns; years and months in them do not count."""
    heads = {letter: _TIMES.sub(_masked, comparable(text)) for letter, text in head_texts(sheet, first, last).items()}
    return hashlib.sha256(repr(sorted(heads.items())).encode()).hexdigest()[:16]


def _masked(match: re.Match[str]) -> str:
    return _MASK if match[0] else ""


def row_names(sheet: OpenedSheet, name_column: str, last_head_row: int) -> dict[str, list[int]]:
    """The texts in the column of names below the head, each with its rows."""
    column = column_number(name_column)
    found: dict[str, list[int]] = {}
    for row in range(last_head_row + 1, sheet.facts.last_row + 1):
        name = " ".join(sheet.text(row, column).split())
        if name:
            found.setdefault(name, []).append(row)
    return found


def rows_named(sheet: OpenedSheet, name_column: str, last_head_row: int, name: str) -> list[int]:
    """The rows with a name, as a person compares them."""
    wanted = comparable(name)
    names = row_names(sheet, name_column, last_head_row)
    return [row for each, rows in names.items() if comparable(each) == wanted for row in rows]


def period_within(text: str, frequencies: Sequence[Frequency]) -> Period | None:
    """The first period of one of these lengths that a text names somewhere, None where it names none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for found in (_month(plain), _quarter(plain), _year(plain)):
        if found is not None and found.frequency in frequencies:
            return found
    return None


def _month(text: str) -> Period | None:
    match = _MONTH.search(text)
    return _made(f"{match[1]}-{int(match[2]):02}") if match else None


def _quarter(text: str) -> Period | None:
    match = _QUARTER.search(text)
    return _made(f"{match[1]}-Q{_QUARTERS.find(match[2]) + 1 or int(match[2])}") if match else None


def _year(text: str) -> Period | None:
    match = _YEAR.search(text)
    return _made(match[1]) if match else None


def _made(written: str) -> Period | None:
    try:
        return Period.parse(written)
    except UnknownPeriodError:
        return None


def period_cells(sheet: OpenedSheet, last_head_row: int, form: Form) -> dict[str, Period]:
    """The cells down to the head that name a period of the form, by address."""
    found = {}
    for row, column, value in sheet.values.cells():
        if row <= last_head_row and isinstance(value, str):
            period = period_within(value, form.frequencies)
            if period is not None:
                found[address(row, column)] = period
    return found


def period_in_cell(sheet: OpenedSheet, cell: str, form: Form) -> Period | None:
    """The period that a cell names now."""
    place = position(cell)
    return period_within(sheet.text(*place), form.frequencies) if place else None


def measures_for(unit: str) -> tuple[str, ...]:
    """The units of measure that convert into a variable's, its own first: 亿元, then 元, 千元, 万元 and so on."""
    base = unit.lstrip("百千万亿") or unit
    others = (f"{prefix}{base}" for prefix in _PREFIXES)
    return (unit, *(measure for measure in others if measure != unit))


def scale_of(measure: str) -> int:
    """How many of its base unit a unit of measure is: 10,000 for 万元, 1 for 家."""
    base = measure.lstrip("百千万亿")
    return SCALES.get(measure.removesuffix(base), 1) if base else 1

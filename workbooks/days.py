"""Dates as people write them: what can only mean one day is taken, all else is asked about."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from workbooks.numbers import without_invisible
from workbooks.process import CellValue

_WRITTEN = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号])", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_LONGEST = 40


def parse_day(cell: CellValue) -> date | None:
    """The day a cell names: a date, `2018-09-14`, `2018/9/14`, `2018.9.14`, `2018年9月14日` or `20180914`.

    None for anything else, also for a bare serial number: from which day it counts, the cell does not say.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return _written(str(int(cell)))
    return _written(cell) if isinstance(cell, str) and len(cell) <= _LONGEST else None


def _written(text: str) -> date | None:
    plain = "".join(unicodedata.normalize("NFKC", without_invisible(text)).split())
    match = _WRITTEN.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None

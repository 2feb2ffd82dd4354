"""The texts above a form's table that name its unit and period, written and read back.

A file whose meta sheet is gone is recognised by them, so writing and reading stand side by side.
They are Chinese whatever the language: the forms are official ones.
"""

from __future__ import annotations

import re
import unicodedata

from i18n.texts import texts
from indicators.periods import MONTHS_IN_YEAR, Period

UNIT_LABEL = "填报单位："
_QUARTERS = "一二三四"
_MONTH = re.compile(r"(\d{4})年(?:1[—–-])?(\d{1,2})月", re.ASCII)
_QUARTER = re.compile(r"(\d{4})年(?:第)?([一二三四1-4])季度", re.ASCII)
_YEAR = re.compile(r"(\d{4})年度?", re.ASCII)


def unit_text(name: str) -> str:
    """`填报单位：中山区`."""
    return f"{UNIT_LABEL}{name}"


def unit_in(text: str) -> str:
    """The unit's name or code in such a text (or the text itself where the label was deleted)."""
    return unicodedata.normalize("NFKC", text).rpartition(":")[2].strip()


def period_text(period: Period) -> str:
    """`2018年9月`, `2018年三季度`, `2018年`."""
    return texts("zh").period(period)


def period_in(text: str) -> Period | None:
    """The period such a text names (`2018年1—9月` counts as `2018年9月`), None where it names none."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if match := _MONTH.fullmatch(plain):
        month = int(match[2])
        return Period.month(int(match[1]), month) if 1 <= month <= MONTHS_IN_YEAR else None
    if match := _QUARTER.fullmatch(plain):
        number = _QUARTERS.find(match[2]) + 1 or int(match[2])
        return Period.quarter(int(match[1]), number)
    if match := _YEAR.fullmatch(plain):
        return Period.whole_year(int(match[1]))
    return None

"""Numbers as people type them: what can only mean one number is normalised, all else is asked about.

Never silently: a blank is not zero, a text is not a blank, and what was typed stays beside what it
was taken for. Values are exact decimals with at most six places, as the store keeps them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from workbooks.chinese_numerals import chinese_number
from workbooks.process import CellValue

PLACES = 6
PERCENT = "%"
LONGEST_SHOWN = 40
_LONGEST_TEXT = 200
_SMALLEST = Decimal(1).scaleb(-PLACES)
_DIGITS = 15
_WHOLE_DIGITS = 12
_USUAL_FROM, _USUAL_BELOW = 1e-4, 1e9
_LARGEST_SHARE = 2.0

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_MINUS_SIGNS = str.maketrans(dict.fromkeys("−‐‑‒–", "-"))
_SAFE_TO_REPLACE = ("<wide>", "<noBreak>", "<small>")
_NOT_APPLICABLE = frozenset({"不适用", "-", "--", "—", "——", "―", "N/A"})
_AS_WRITTEN = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?", re.ASCII)
_IN_PARENTHESES = re.compile(r"\(([^()+-]+)\)")
_SCALED = re.compile(r"(.+?)\s?(百万|千万|百|千|万|亿)(元?)")
SCALES = {"百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}


class NumberState(StrEnum):
    """What a cell turned out to hold."""

    VALUE = "value"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    PROBLEM = "problem"


class Parsed(NamedTuple):
    """A cell taken for a number.

    `typed` is what stands in the cell, shortened where it is endless; `normalised` tells that the
    value reads differently from it. `problem` is a code of `FILE_PROBLEM_CODES`; with state VALUE it
    is one that asks for confirmation. `guess` is what a doubtful text probably means.
    """

    value: Decimal | None
    state: NumberState
    typed: str = ""
    normalised: bool = False
    problem: str | None = None
    guess: Decimal | None = None


_VALUE = NumberState.VALUE
_new = tuple.__new__


def parse_number(cell: CellValue, *, unit: str = "", percent_format: bool = False) -> Parsed:
    """What number a cell holds.

    Args:
        cell: the value as the reader gave it (None for blank).
        unit: the variable's unit of measure; the same word behind the number is harmless, and "%"
            makes percentages welcome (the value is then in percent: 65 for 65%).
        percent_format: whether Excel shows the cell as a percentage (0.65 as 65%).
    """
    if type(cell) is float:
        if percent_format or unit == PERCENT:
            return _share(cell, unit, shown_in_percent=percent_format)
        if _USUAL_FROM <= cell < _USUAL_BELOW:
            # The usual case, quick: repr has no exponent here, and at most nine digits before the point.
            text = repr(cell).removesuffix(".0")
            point = text.find(".")
            if point < 0 or len(text) - point <= PLACES + 1:
                return _new(Parsed, (Decimal(text), _VALUE, text, False, None, None))
        return _plain(cell)
    if cell is None:
        return Parsed(None, NumberState.BLANK)
    if isinstance(cell, str):
        return _from_text(cell, unit)
    return _of_another_type(cell)


def shortened(text: str) -> str:
    """A text as it may be shown in a message: on one line, cut where it is endless."""
    line = " ".join(text[: LONGEST_SHOWN * 2].split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"


def without_invisible(text: str) -> str:
    """The text without zero-width characters and direction marks."""
    return _INVISIBLE.sub("", text)


def half_width(text: str) -> str:
    """Full-width letters, digits and signs as half-width ones; ², ½ and ① keep their own meaning."""
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign) if unicodedata.decomposition(sign).startswith(_SAFE_TO_REPLACE) else sign
        for sign in text
    )


def _problem(code: str, typed: str, guess: Decimal | None = None) -> Parsed:
    return Parsed(None, NumberState.PROBLEM, shortened(typed), problem=code, guess=guess)


def _of_another_type(cell: bool | date | timedelta | float) -> Parsed:
    if isinstance(cell, bool):
        return _problem("cell_is_truth_value", "TRUE" if cell else "FALSE")
    if isinstance(cell, date | timedelta):
        return _problem("cell_is_date", str(cell))
    return _plain(float(cell))


def _plain(number: float) -> Parsed:
    """A number cell; the binary noise behind Excel's 15 digits is dropped (0.1+0.2 is 0.3)."""
    if not math.isfinite(number):
        return _problem("cell_not_finite", repr(number))
    return _exact(Decimal(f"{number:.{_DIGITS}g}"), "")


def _exact(number: Decimal, typed: str) -> Parsed:
    """A value within what the store keeps; more than six places are rounded half up and flagged."""
    shown = typed or f"{number:f}"
    if number and not -PLACES <= number.adjusted() < _WHOLE_DIGITS:
        return _problem("cell_has_too_many_digits", typed or str(number))
    rounded = number.quantize(_SMALLEST, ROUND_HALF_UP)
    value = Decimal(f"{number:f}") if rounded == number else rounded
    changed = value != number or not _AS_WRITTEN.fullmatch(shown)
    return Parsed(value or Decimal(0), _VALUE, shown, changed)


def _share(number: float, unit: str, *, shown_in_percent: bool) -> Parsed:
    """A number where percentages are meant: by the variable's unit, or by the cell's format."""
    plain = _plain(number)
    if plain.value is None:
        return plain
    hundredfold = plain.value * 100
    if unit != PERCENT:
        return _problem("cell_is_percentage", f"{hundredfold.normalize():f}%", plain.value)
    if not shown_in_percent:
        return _confirmed_share(plain)
    if abs(number) > _LARGEST_SHARE:
        return _problem("cell_needs_confirmation", f"{hundredfold.normalize():f}%", plain.value)
    return _exact(hundredfold, f"{hundredfold.normalize():f}%")


def _confirmed_share(plain: Parsed) -> Parsed:
    """0.65 where percent are meant may be 0.65% or 65%: taken as written, to be confirmed."""
    doubtful = plain.value is not None and 0 < abs(plain.value) <= 1
    return plain._replace(problem="share_is_ambiguous", guess=plain.value * 100) if doubtful and plain.value else plain


def _from_text(typed: str, unit: str) -> Parsed:
    if len(typed) > _LONGEST_TEXT:
        return _problem("cell_text_too_long", typed)
    spaced = "".join(" " if sign.isspace() else sign for sign in half_width(without_invisible(typed)))
    text = spaced.strip().upper().translate(_MINUS_SIGNS)
    if not text or text in _NOT_APPLICABLE:
        return Parsed(None, NumberState.NOT_APPLICABLE if text else NumberState.BLANK, shortened(typed))
    if text.endswith(PERCENT):
        return _percent_text(text.removesuffix(PERCENT).strip(), typed, unit)
    return _number_text(text, typed, unit)


def _number_text(text: str, typed: str, unit: str) -> Parsed:
    body = text.removesuffix(unit.upper()).strip() if unit else text
    number = _written(body)
    if number is None:
        return _doubtful(text, typed, unit)
    if len(number.as_tuple().digits) > _DIGITS:
        return _problem("cell_has_too_many_digits", typed)
    parsed = _exact(number, shortened(typed))
    return _confirmed_share(parsed) if unit == PERCENT else parsed


def _percent_text(body: str, typed: str, unit: str) -> Parsed:
    number = _written(body)
    if number is None:
        return _problem("cell_not_number", typed)
    if unit != PERCENT:
        return _problem("cell_is_percentage", typed, number / 100 if number.adjusted() < _DIGITS else None)
    return _exact(number, shortened(typed))


def _written(text: str) -> Decimal | None:
    """The number that a text can only mean, None where there is doubt."""
    if enclosed := _IN_PARENTHESES.fullmatch(text):
        inner = _written(enclosed[1].strip())
        return None if inner is None else -inner
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", "").replace(" ", ""))
    return None


def _doubtful(text: str, typed: str, unit: str) -> Parsed:
    """A text that is no number as it stands, but may well mean one: the reporter is asked."""
    guess = _guess(text, unit)
    if guess is None or guess.adjusted() >= _DIGITS:
        return _problem("cell_not_number", typed)
    return _problem("cell_needs_confirmation", typed, guess)


def _guess(text: str, unit: str) -> Decimal | None:
    if scaled := _SCALED.fullmatch(text):
        number = _written(scaled[1])
        if number is not None:
            return _in_unit(number, scaled[2], unit)
    number = _written(text.replace("。", ".").removesuffix(unit.upper()).removesuffix("元").strip())
    return number if number is not None else chinese_number(text.removesuffix(unit.upper()).strip())


def _in_unit(number: Decimal, scale: str, unit: str) -> Decimal:
    """`12万元` in a cell of 亿元 is 0.0012; `12亿` there means 12; `12万` of anything counted is 120000."""
    own_scale = SCALES.get(unit.removesuffix("元"), 1) if unit.endswith("元") else 1
    return number * SCALES[scale] / own_scale

"""Sentences with figures in them: a catalogue text whose blanks are filled with runs instead of plain text."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from string import Formatter

from i18n.catalogues import forms
from i18n.texts import Texts
from indicators.plan import Bilingual, Indicator
from reports.inert import inert
from reports.summary import Run, Runs

_TEN = 10
_NUMERALS = "零一二三四五六七八九"


def say(texts: Texts, key: str, /, **parts: Run | Runs) -> Runs:
    """The text of a key with figures, texts or whole runs in its blanks."""
    runs: list[Run] = []
    for literal, name, _, _ in Formatter().parse(forms(texts.language, key)[0]):
        runs.append(literal)
        if name is not None:
            part = parts[name]
            runs.extend(part if isinstance(part, tuple) else (part,))
    return joined(runs)


def joined(runs: Iterable[Run]) -> Runs:
    """The runs with neighbouring texts made one."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        elif run != "":
            found.append(run)
    return tuple(found)


def listed(texts: Texts, items: Iterable[Run | Runs]) -> Runs:
    """A、B、C / A, B, C."""
    runs: list[Run] = []
    for place, item in enumerate(items):
        if place:
            runs.append(texts("summary.separator"))
        runs.extend(item if isinstance(item, tuple) else (item,))
    return joined(runs)


def sentences(texts: Texts, *parts: Runs) -> Runs:
    """Sentences one after the other; English ones are parted by a space."""
    gap = "" if texts.language == "zh" else " "
    runs: list[Run] = []
    for part in parts:
        if part:
            runs += [gap, *part] if runs else list(part)
    return joined(runs)


def unit_of(texts: Texts, indicator: Indicator, value: Decimal) -> str:
    """What follows a number of the indicator."""
    return unit_words(texts, indicator.unit, value)


def unit_words(texts: Texts, named: Bilingual, value: Decimal | None) -> str:
    """A unit as it follows its number: 家, %, ` firms`, ` firm`, ` × 100 million yuan`."""
    unit = inert(texts.unit(named))
    if texts.language == "zh" or unit == "%":
        return unit
    # The plan knows only the plural of its units.
    alone = value == 1 and unit.isalpha() and unit.endswith("s")
    return f" {unit[:-1] if alone else unit}"


def points_unit(texts: Texts, value: Decimal) -> str:
    """个百分点, ` percentage points`."""
    return texts("summary.unit.point" if abs(value) == 1 else "summary.unit.points")


def numeral(number: int) -> str:
    """A Chinese numeral from 1 to 99: 三, 十, 十二, 二十一."""
    tens, ones = divmod(number, _TEN)
    head = "" if not tens else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")

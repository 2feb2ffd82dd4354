"""Recognises a figure given in the wrong unit of measure: a number in 万元 in a cell of 亿元."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.plan_parts import Bilingual

_STEP = Decimal(10_000)
_FACTORS = (_STEP, _STEP**2, 1 / _STEP)
_SCALES: Mapping[str, Decimal] = {"": Decimal(1), "万": _STEP, "亿": _STEP**2, "万亿": _STEP**3}
_WORDS = {"": "", "万": "ten thousand ", "亿": "hundred million ", "万亿": "trillion "}
_BASES = {"元": "yuan", "人": "people"}
_LONGEST_FIRST = ("万亿", "亿", "万")
_BAND = 10
"""A figure within ten times of what the slip would give is taken for it: months and years differ by less."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What the number seems to have been given in, and what it would be in the cell's own unit."""

    typed_in: Bilingual
    guess: Decimal


def slip(value: Decimal, usual: Decimal, cell_unit: Bilingual) -> Slip | None:
    """The slip of the unit that explains a value far from the usual one; None where none does.

    Args:
        value: what was reported.
        usual: the unit's usual value, not 0.
        cell_unit: the variable's unit of measure; Chinese units count in steps of 10⁴ (元 万元 亿元).
    """
    ratio = value / usual
    for factor in _FACTORS:
        if factor / _BAND < ratio < factor * _BAND:
            typed_in = _unit_at(cell_unit, factor)
            return None if typed_in is None else Slip(typed_in, value / factor)
    return None


def _unit_at(cell_unit: Bilingual, factor: Decimal) -> Bilingual | None:
    """The unit in which a quantity's number is this many times greater; None where people use none."""
    prefix = next((each for each in _LONGEST_FIRST if cell_unit.zh.startswith(each)), "")
    base = cell_unit.zh.removeprefix(prefix)
    wanted = _SCALES[prefix] / factor
    for other, scale in _SCALES.items():
        if scale == wanted:
            return Bilingual(zh=f"{other}{base}", en=f"{_WORDS[other]}{_BASES.get(base, base)}")
    return None

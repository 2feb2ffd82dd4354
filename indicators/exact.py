"""Arithmetic that loses nothing a threshold could depend on.

Comparisons are made on exact fractions (a month's share of the year, 1/12, is no finite decimal);
decimals are made from them only to be stored and shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

_DIGITS = Context(prec=50, rounding=ROUND_HALF_UP)


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum, exact up to 50 digits (the default context would round at 28)."""
    result = Decimal(0)
    for value in values:
        result = _DIGITS.add(result, value)
    return result


def decimal_of(value: Fraction) -> Decimal:
    """The fraction as a decimal, rounded at 50 significant digits where it does not end before."""
    return _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def decimal_or_none(value: Fraction | None) -> Decimal | None:
    """As `decimal_of`; None stays None."""
    return None if value is None else decimal_of(value)


def fraction_or_none(value: Decimal | Fraction | None) -> Fraction | None:
    """The number as an exact fraction; None stays None."""
    return None if value is None else Fraction(value)

"""How unusual a figure is: the modified z-score of its growth on the same period of last year.

What is scored is never the figure itself. A flow is reported from January on, so its values rise
through the year and their median says nothing; its monthly increments have a season of their own
(certificates come in batches, contracts in December), and three years give three Decembers. The
growth of the year-to-date figure on the same months of last year takes the season and the size of
the unit away, so that all months of all years make one sample; for a stock the same holds.

Source of the score: B. Iglewicz, D. C. Hoaglin, How to Detect and Handle Outliers (1993), 0.6745·(x −
median)/MAD, called an outlier beyond 3.5. Median and MAD do not move with the outliers they are to find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from indicators.exact import decimal_of
from indicators.periods import Period

LEAST_SAMPLE = 8
"""With fewer past growths than this their spread is chance, and nothing is judged."""

MOST_USUAL = Decimal("3.5")
"""A score beyond this, either way, is an outlier's."""

LEAST_SPREAD = Decimal(4)
"""A smaller MAD, in percentage points, counts as this much.

Where a figure grew by nearly the same percentage for months, the MAD is 0 or next to it and every
honest change would be an outlier. Four points ask for at least 20.8 points of difference at 3.5:
what is less is not worth a written explanation (and the ±30% against last year stands beside it).
"""

_NORMAL_QUARTILE = Fraction("0.6745")
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Unusualness:
    """A growth beside the usual one; growths in percent, spread in percentage points."""

    growth: Decimal
    usual: Decimal
    spread: Decimal

    @property
    def score(self) -> Decimal:
        """The modified z-score; positive where the growth is above the usual one."""
        return decimal_of(_NORMAL_QUARTILE * Fraction(self.growth - self.usual) / Fraction(self.spread))


def growth(value: Decimal | None, last_year: Decimal | None) -> Decimal | None:
    """In percent on last year; None where either is missing, and from zero or less there is no growth."""
    if value is None or last_year is None or last_year <= 0:
        return None
    return decimal_of(Fraction(value - last_year) / Fraction(last_year) * _PERCENT)


def past_growths(
    values: Mapping[Period, Decimal],
    restated: Mapping[Period, Decimal],
    before: Period,
    is_comparable: Callable[[Period, Period], bool] = lambda _earlier, _later: True,
) -> Iterator[Decimal]:
    """The growths of the earlier periods of the same length, in time.

    Args:
        values: the unit's figures by period.
        restated: last year's figure as the return of a period restated it to that year's scope; it
            goes before the one reported then.
        before: the period to be judged.
        is_comparable: whether the scope stayed the same from one period to another; across a change only a
            restated figure is held against.
    """
    for period in sorted(values):
        if period.frequency is before.frequency and period < before:
            approved = values.get(period.last_year) if is_comparable(period.last_year, period) else None
            grown = growth(values[period], restated.get(period, approved))
            if grown is not None:
                yield grown


def unusualness(now: Decimal | None, past: Sequence[Decimal]) -> Unusualness | None:
    """How unusual a growth is among past ones; None where there are too few of them to tell."""
    if now is None or len(past) < LEAST_SAMPLE:
        return None
    usual = median(past)
    spread = median(abs(each - usual) for each in past)
    return Unusualness(now, usual, max(spread, LEAST_SPREAD))

"""How one unit's change compares with those of the other units that report the same form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from indicators.outliers import MOST_USUAL, Unusualness, unusualness


class Among(StrEnum):
    """Where a change lies among the others: a catalogue key suffix.

    LIKE, ABOVE, BELOW: within, beyond the usual range of the others' changes. FEW: too few others to tell.
    ALONE: nobody else has one.
    """

    LIKE = "like"
    ABOVE = "above"
    BELOW = "below"
    FEW = "few"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A unit's change beside the others' (in percent): `usual` their median, `rank` 1 the greatest of all `count`."""

    change: Decimal
    usual: Decimal | None
    rank: int
    count: int
    unusual: Unusualness | None

    @property
    def place(self) -> Among:
        """Where the change lies, by the modified z-score among the others."""
        if self.usual is None:
            return Among.ALONE
        if self.unusual is None:
            return Among.FEW
        if abs(self.unusual.score) <= MOST_USUAL:
            return Among.LIKE
        return Among.ABOVE if self.unusual.score > 0 else Among.BELOW


def among_units(change: Decimal, others: Collection[Decimal]) -> Comparison:
    """One change held against those of the other units; units with equal changes share a rank."""
    known = sorted(others)
    return Comparison(
        change=change,
        usual=median(known) if known else None,
        rank=1 + sum(other > change for other in known),
        count=1 + len(known),
        unusual=unusualness(change, known),
    )

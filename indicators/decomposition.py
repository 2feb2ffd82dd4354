"""Who is behind a gap, and what moved a ratio: parts that add up to the whole exactly.

All quantities are fractions, so that no rounding separates the parts from their sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.plan import Indicator


@dataclass(frozen=True, slots=True)
class UnitPair:
    """A unit's numerator and denominator of one period, both reported."""

    unit: str
    numerator: Decimal
    denominator: Decimal


@dataclass(frozen=True, slots=True)
class GapShare:
    """A unit's part in actual minus target (实际减目标): negative where it holds the city back.

    `own` is the unit's own ratio, None without a denominator; `share` is in the indicator's unit
    (percentage points for a percentage).
    """

    unit: str
    own: Fraction | None
    share: Fraction


def gap_shares(indicator: Indicator, pairs: Sequence[UnitPair]) -> tuple[GapShare, ...]:
    """R − T = Σ_i k·(N_i − (T/k)·D_i)/ΣD, of a ratio of the same units' N and D.

    Args:
        indicator: a ratio whose numerator and denominator the same units report.
        pairs: the units that reported both, each once.

    Returns:
        One share per pair, in their order; none where ΣD is not positive. They add up to R − T.
    """
    whole = _denominators(pairs)
    if whole <= 0:
        return ()
    factor, target = Fraction(indicator.formula.factor), Fraction(indicator.target.value)
    return tuple(GapShare(pair.unit, _ratio(factor, pair), _excess(factor, pair, target) / whole) for pair in pairs)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A unit's part in a ratio's change between two periods, in the indicator's unit.

    `level`: its own ratio moved. `mix`: its weight moved. `joined` and `left`: it has figures in only
    the later or only the earlier period; then level and mix are 0.
    """

    unit: str
    level: Fraction = Fraction(0)
    mix: Fraction = Fraction(0)
    joined: Fraction = Fraction(0)
    left: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        """The sum of the unit's parts."""
        return self.level + self.mix + self.joined + self.left


@dataclass(frozen=True, slots=True)
class RatioChange:
    """A ratio before and after, and the units' parts in the difference, which add up to it."""

    before: Fraction
    after: Fraction
    units: tuple[UnitChange, ...]

    @property
    def level(self) -> Fraction:
        """What the units' own ratios did."""
        return sum((unit.level for unit in self.units), Fraction(0))

    @property
    def mix(self) -> Fraction:
        """What the shift of weight between units did."""
        return sum((unit.mix for unit in self.units), Fraction(0))

    @property
    def membership(self) -> Fraction:
        """What came from units that have figures in only one of the periods."""
        return sum((unit.joined + unit.left for unit in self.units), Fraction(0))


def ratio_change(indicator: Indicator, before: Sequence[UnitPair], after: Sequence[UnitPair]) -> RatioChange | None:
    """A ratio's change between two periods as level, mix, and units that came or went.

    Over the units of both periods, with weights s_i = D_i/ΣD and own ratios r_i = k·N_i/D_i:
    Σ s̄_i·Δr_i is level and Σ (r̄_i − R̄)·Δs_i is mix; bars are means of the two periods. A unit of only
    one of them adds (later) or takes away (earlier) k·N_i/ΣD − R·D_i/ΣD, with R of the units of both:
    what its presence does to the ratio. So is a unit treated whose D is zero in one period.

    Returns:
        The parts, in the order of `before` and then of who joined; None where no unit has a positive
        denominator in both periods, or a period's denominators do not add up to anything positive.
    """
    factor = Fraction(indicator.formula.factor)
    earlier, later = ({pair.unit: pair for pair in pairs} for pairs in (before, after))
    both = [code for code in earlier if code in later and _counts(earlier[code]) and _counts(later[code])]
    if not both or any(_denominators(pairs) <= 0 for pairs in (before, after)):
        return None
    then, now = _Side(factor, earlier, both), _Side(factor, later, both)
    middle = (then.common + now.common) / 2
    changes = [
        _stayed(code, then, now, middle) if code in both else _came_or_went(code, then, now)
        for code in dict.fromkeys([*earlier, *later])
    ]
    return RatioChange(then.ratio, now.ratio, tuple(changes))


class _Side:
    """One period: the ratio of all its units, and of those of both periods."""

    def __init__(self, factor: Fraction, pairs: dict[str, UnitPair], both: Sequence[str]) -> None:
        self.factor = factor
        self.pairs = pairs
        shared = [pairs[code] for code in both]
        self.whole, self.shared = _denominators(pairs.values()), _denominators(shared)
        self.ratio = factor * _numerators(pairs.values()) / self.whole
        self.common = factor * _numerators(shared) / self.shared

    def weight(self, code: str) -> Fraction:
        return Fraction(self.pairs[code].denominator) / self.shared

    def own(self, code: str) -> Fraction:
        pair = self.pairs[code]
        return self.factor * Fraction(pair.numerator) / Fraction(pair.denominator)

    def presence(self, code: str) -> Fraction:
        """What a unit outside the shared ones does to the ratio of all."""
        pair = self.pairs.get(code)
        return Fraction(0) if pair is None else _excess(self.factor, pair, self.common) / self.whole


def _stayed(code: str, then: _Side, now: _Side, middle: Fraction) -> UnitChange:
    weights, ratios = (then.weight(code), now.weight(code)), (then.own(code), now.own(code))
    return UnitChange(
        code,
        level=(weights[0] + weights[1]) / 2 * (ratios[1] - ratios[0]),
        mix=((ratios[0] + ratios[1]) / 2 - middle) * (weights[1] - weights[0]),
    )


def _came_or_went(code: str, then: _Side, now: _Side) -> UnitChange:
    return UnitChange(code, joined=now.presence(code), left=-then.presence(code))


def _numerators(pairs: Iterable[UnitPair]) -> Fraction:
    return sum((Fraction(pair.numerator) for pair in pairs), Fraction(0))


def _denominators(pairs: Iterable[UnitPair]) -> Fraction:
    return sum((Fraction(pair.denominator) for pair in pairs), Fraction(0))


def _excess(factor: Fraction, pair: UnitPair, level: Fraction) -> Fraction:
    """The unit's k·N − level·D."""
    return factor * Fraction(pair.numerator) - level * Fraction(pair.denominator)


def _ratio(factor: Fraction, pair: UnitPair) -> Fraction | None:
    return factor * Fraction(pair.numerator) / Fraction(pair.denominator) if pair.denominator else None


def _counts(pair: UnitPair) -> bool:
    return pair.denominator > 0

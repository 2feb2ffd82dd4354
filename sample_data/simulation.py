"""Makes the sample city's figures from its profile: every unit, variable and month, the same each time.

The city's totals are given; what is made up here is how they spread over the units. So the eight
indicators read as the profile says, and each unit still has its own level, season and noise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from indicators.periods import Period
from sample_data.chance import swing
from sample_data.profiles import Profile, load_profile
from sample_data.sharing import Shares

CENT = Decimal("0.01")
_PERCENT = Decimal(100)
_Figures = dict[tuple[str, str, Period], Decimal]


@dataclass(frozen=True)
class Simulation:
    """The made figures: flows year-to-date, stocks at month's end, by (variable, unit, month)."""

    profile: Profile
    figures: Mapping[tuple[str, str, Period], Decimal]

    def value(self, variable: str, unit: str, period: Period) -> Decimal | None:
        """A figure, None where the variable has no such month (03–06 in January)."""
        return self.figures.get((variable, unit, period))

    def published(self, variable: str, unit: str, period: Period) -> Decimal | None:
        """Last year's figure as published then: exactly what that year's history says."""
        return self.value(variable, unit, period.last_year)

    def restated(self, variable: str, unit: str, period: Period) -> Decimal | None:
        """Last year's figure on this year's scope (可比口径)."""
        value = self.published(variable, unit, period)
        if value is None:
            return None
        for restatement in self.profile.restatements:
            if restatement.unit == unit and variable in restatement.variables:
                return _cents(value * restatement.factor)
        return value


@cache
def simulate(profile: Profile | None = None) -> Simulation:
    """All figures of the profile's years (the shipped profile by default)."""
    profile = profile or load_profile()
    figures: _Figures = {}
    _count_firms(profile, figures)
    _add_stock(profile, figures, "02", "smes", profile.city.smes_before, profile.city.smes)
    _add_flow(profile, figures, "04", "output", profile.city.output, Decimal("0.04"))
    _add_ratio(profile, figures, "03", "04", "share_output", profile.city.share_output)
    _add_flow(profile, figures, "06", "equipment", profile.city.equipment, Decimal("0.05"))
    _add_ratio(profile, figures, "05", "06", "share_equipment", profile.city.share_equipment)
    _add_flow(profile, figures, "07", "institutions", profile.city.institutions, Decimal("0.7"), quantum=Decimal(1))
    _add_stock(profile, figures, "08", "patents", profile.city.patents_before, profile.city.patents)
    _add_flow(profile, figures, "09", "contracts", profile.city.contracts, Decimal("0.06"))
    return Simulation(profile, figures)


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _months(year: int, count: int) -> list[Period]:
    """The last `count` months of a year: lists of 11 start in February."""
    return [Period.month(year, month) for month in range(13 - count, 13)]


def _weights(profile: Profile, key: str, period: Period, noise: Decimal) -> dict[str, Decimal]:
    """What each unit is owed of a month's increment: its size, the year's mood, the month's, and events."""
    weights: dict[str, Decimal] = {}
    for code, unit in profile.units.items():
        size: Decimal = getattr(unit, key)
        mood = 1 + swing(profile.seed, key, code, period.year) * noise / 2
        month = 1 + swing(profile.seed, key, code, period) * noise
        weights[code] = size * mood * month * _event_factor(profile, key, code, period)
    return weights


def _event_factor(profile: Profile, key: str, unit: str, period: Period) -> Decimal:
    for event in profile.events:
        if event.unit == unit and key in event.variables and event.year == period.year:
            return event.factor if period.number in event.months else Decimal(1)
    return Decimal(1)


def _add_flow(
    profile: Profile,
    figures: _Figures,
    variable: str,
    key: str,
    totals: Mapping[int, Sequence[Decimal | int]],
    noise: Decimal,
    quantum: Decimal = CENT,
) -> None:
    """A flow: the city's year-to-date totals, shared out increment by increment; anew each year."""
    for year in profile.years:
        shares = Shares({code: getattr(unit, key) for code, unit in profile.units.items()})
        for month, total in zip(_months(year, len(totals[year])), totals[year], strict=True):
            _cancel(profile, shares, key, month, quantum)
            step = int(total / quantum) - sum(shares.held.values())
            shares.give(step, _weights(profile, key, month, noise))
            figures |= {(variable, unit, month): held * quantum for unit, held in shares.held.items()}


def _cancel(profile: Profile, shares: Shares, key: str, month: Period, quantum: Decimal) -> None:
    for gone in profile.cancellations:
        if (gone.variable, gone.year, gone.month) == (key, month.year, month.number):
            shares.withdraw(gone.unit, int(gone.amount / quantum))


def _add_stock(
    profile: Profile, figures: _Figures, variable: str, key: str, before: int, totals: Mapping[int, Sequence[int]]
) -> None:
    """A growing stock of whole things, carried on from year to year."""
    shares = Shares({code: getattr(unit, key) for code, unit in profile.units.items()}, before)
    for year in profile.years:
        for month, total in zip(_months(year, 12), totals[year], strict=True):
            step = total - sum(shares.held.values())
            shares.give(step, _weights(profile, key, month, Decimal("0.2")))
            figures |= {(variable, unit, month): Decimal(held) for unit, held in shares.held.items()}


def _count_firms(profile: Profile, figures: _Figures) -> None:
    """01 and 10 together: valid firms are last year's, and the newly certified, less the lapsed."""
    _add_flow(profile, figures, "01", "new", profile.city.new, Decimal("0.25"), quantum=Decimal(1))
    lapsed: _Figures = {}
    _add_flow(profile, lapsed, "lapsed", "valid", profile.city.lapsed, Decimal("0.4"), quantum=Decimal(1))
    valid = Shares({code: unit.valid for code, unit in profile.units.items()}, profile.city.valid_before).held
    for year in profile.years:
        for unit, before in valid.items():
            for month in _months(year, 12):
                figures["10", unit, month] = before + figures["01", unit, month] - lapsed["lapsed", unit, month]
        valid = {unit: int(figures["10", unit, Period.month(year, 12)]) for unit in valid}


def _add_ratio(
    profile: Profile,
    figures: _Figures,
    numerator: str,
    denominator: str,
    key: str,
    levels: Mapping[int, Sequence[Decimal]],
) -> None:
    """A numerator from its denominator: each unit's own level, moved so that the city's ratio is as given."""
    for year in profile.years:
        for month, level in zip(_months(year, len(levels[year])), levels[year], strict=True):
            below = {unit: figures[denominator, unit, month] for unit in profile.units}
            own = {unit: getattr(profile.units[unit], key) + _drift(profile, key, unit, month) for unit in below}
            total = sum(below.values())
            move = level - sum(own[unit] * below[unit] for unit in below) / total
            for unit, value in below.items():
                figures[numerator, unit, month] = _cents(value * (own[unit] + move) / _PERCENT)


def _drift(profile: Profile, key: str, unit: str, month: Period) -> Decimal:
    """A unit's own deviation in percentage points: one for the year, a small one for the month."""
    return swing(profile.seed, key, unit, month.year) * Decimal("0.5") + swing(
        profile.seed, key, unit, month
    ) * Decimal("0.08")

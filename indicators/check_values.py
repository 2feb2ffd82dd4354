"""Finds the value that a reference of a check relation means: on the return itself, else in what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from indicators.observations import Basis, ReportedFigure
from indicators.outliers import Unusualness, growth, unusualness
from indicators.periods import Period
from indicators.plan import Plan, VariableKind
from indicators.relations import Reference, When
from indicators.scope import figure_break


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the same unit's earlier approved returns say, by variable code; absent where unknown.

    `previous` are the values of the period just before, `last_year` those of the same period a year
    earlier as they are known now, `history` any earlier values, from which the usual level follows.
    `listed` are the counts from the unit's own name lists of the same period (名录), `growths` the past
    growths on last year in percent (see `outliers.past_growths`), `elsewhere` what references to other
    forms mean, and for those to the whole city the sum over the *other* units; a sum that lacks a unit
    is absent. Across a change of scope nothing is compared, but with figures restated to the new one.
    """

    previous: Mapping[str, Decimal] = field(default_factory=dict)
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    history: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    listed: Mapping[str, Decimal] = field(default_factory=dict)
    growths: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    elsewhere: Mapping[Reference, Decimal] = field(default_factory=dict)


FigureKey = tuple[str, Period, Basis]


def figure_key(figure: ReportedFigure) -> FigureKey:
    """What a figure is the value of."""
    seen = figure.observation
    return seen.variable, seen.period, seen.basis


@dataclass(frozen=True, slots=True)
class ReturnValues:
    """Finds the value a reference means, on the sheet itself first, then among earlier returns."""

    plan: Plan
    period: Period
    figures: Mapping[FigureKey, ReportedFigure]
    context: CheckContext

    def value(self, reference: Reference, period: Period, basis: Basis) -> Decimal | None:
        """The value meant beside a figure of this period and basis; None where it is not known."""
        code = reference.code
        if reference.is_own:
            return self._on_sheet(code, period, basis)
        if reference.when is When.USUAL:
            return self._usual(code, period)
        if basis is not Basis.CURRENT:
            return None
        if reference.form is not None or reference.whole_city:
            return self._elsewhere(reference, period)
        find = {
            When.PREVIOUS: self._previous,
            When.LAST_YEAR: self._last_year,
            When.LISTED: self._listed,
            When.NORMAL: self._normal,
        }
        return find[reference.when](code, period)

    def unusual(self, code: str, period: Period) -> Unusualness | None:
        """How unusual the growth on last year is; None where there is too little to tell from."""
        if period != self.period:
            return None
        now = growth(self._on_sheet(code, period, Basis.CURRENT), self._last_year(code, period))
        return unusualness(now, self.context.growths.get(code, ()))

    def _normal(self, code: str, period: Period) -> Decimal | None:
        unusual = self.unusual(code, period)
        return None if unusual is None else unusual.score

    def _listed(self, code: str, period: Period) -> Decimal | None:
        return self.context.listed.get(code) if period == self.period else None

    def _elsewhere(self, reference: Reference, period: Period) -> Decimal | None:
        """On another form of the unit; over the whole city, the other units' sum and this unit's own value."""
        other = self.context.elsewhere.get(reference) if period == self.period else None
        if other is None or not reference.whole_city or reference.form is not None:
            return other
        own = self.value(Reference(reference.code, reference.when), period, Basis.CURRENT)
        return None if own is None else other + own

    def _on_sheet(self, code: str, period: Period, basis: Basis) -> Decimal | None:
        figure = self.figures.get((code, period, basis))
        return None if figure is None else figure.observation.value

    def _previous(self, code: str, period: Period) -> Decimal | None:
        before = period.previous
        if self.plan.variable_by_code[code].kind is VariableKind.FLOW and before.year != period.year:
            return None  # a flow starts from zero each year
        if self._is_broken(code, before, period):
            return None
        on_sheet = self._on_sheet(code, before, Basis.CURRENT)
        return self.context.previous.get(code) if on_sheet is None and period == self.period else on_sheet

    def _last_year(self, code: str, period: Period) -> Decimal | None:
        """Restated to this year's scope where the return says so, else as approved a year ago."""
        restated = self._on_sheet(code, period, Basis.RESTATED)
        if restated is not None or period != self.period or self._is_broken(code, period.last_year, period):
            return restated
        return self.context.last_year.get(code)

    def _is_broken(self, code: str, before: Period, after: Period) -> bool:
        """Whether the scope changed in between: then the two figures are not held against each other."""
        units = {figure.observation.unit for figure in self.figures.values()}
        return any(figure_break(self.plan, code, unit, before, after) for unit in units)

    def _usual(self, code: str, period: Period) -> Decimal | None:
        """The median of earlier values and of the other periods on the sheet; None where it is 0 or unknown."""
        beside = (
            figure.observation.value
            for (variable, other, basis), figure in self.figures.items()
            if variable == code and other != period and basis is Basis.CURRENT
        )
        known = [*self.context.history.get(code, ()), *(value for value in beside if value is not None)]
        return (median(known) or None) if known else None

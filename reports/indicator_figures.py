"""The figures of one indicator, each written out once: text, sheet and table take them from here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from i18n import formats
from i18n.texts import Texts
from indicators.digits import attainment_decimals, display_decimals
from indicators.exact import decimal_of, decimal_or_none
from indicators.inputs import has_paired_units
from reports.saying import points_unit, unit_of, unit_words
from reports.sources import NoteBook
from reports.summary import Figure
from reports.year_end import IndicatorSection

_PERCENT, _NEARLY_ALL = 100, 99


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """Makes the figures of a section; methods that need a value are asked only where there is one."""

    section: IndicatorSection
    texts: Texts
    book: NoteBook

    @property
    def _code(self) -> str:
        return self.section.standing.indicator.code

    @property
    def decimals(self) -> int:
        """How many decimals the indicator's figures are shown with."""
        return display_decimals(self.section.standing)

    def target(self, *, bare: bool = False) -> Figure:
        """The target, without its comparator."""
        value = self.section.standing.indicator.target.value
        unit = "" if bare else unit_of(self.texts, self.section.standing.indicator, value)
        return Figure(f"{self._code}/target", value, self.texts.plain(value), unit, self.book.target())

    def actual(self, *, bare: bool = False) -> Figure:
        """The actual value; a dash where it is not known."""
        value = self.section.standing.point.value
        number = self.texts.number(value, self.decimals)
        unit = "" if bare or value is None else unit_of(self.texts, self.section.standing.indicator, value)
        return Figure(f"{self._code}/actual", value, number, unit, self.book.current(self.section))

    def attainment(self, *, bare: bool = False) -> Figure:
        """The attainment in percent."""
        value = self.section.standing.attainment
        number = self.texts.number(value, attainment_decimals(self.section.standing))
        note = self.book.current(self.section) if value is not None else None
        return Figure(f"{self._code}/attainment", value, number, "" if bare or value is None else "%", note)

    def distance(self) -> Figure:
        """How far actual and target are apart, without a sign; 个百分点 for percentages."""
        gap = self.section.standing.gap
        value = None if gap is None else abs(gap)
        return self._difference("distance", value, self.decimals, self.book.current(self.section))

    def planned(self) -> Figure:
        """What the schedule asks for by now."""
        standing = self.section.standing
        value = standing.planned
        unit = "" if value is None else unit_of(self.texts, standing.indicator, value)
        return Figure(f"{self._code}/planned", value, self.texts.number(value, self.decimals), unit, self.book.target())

    def ahead(self, name: str, value: Decimal) -> Figure:
        """A figure of the outlook: `value`, `low` or `high`."""
        indicator = self.section.standing.indicator
        number = self.texts.number(value, indicator.decimals)
        unit = unit_of(self.texts, indicator, value)
        return Figure(f"{self._code}/outlook_{name}", value, number, unit, self.book.outlook())

    def chance(self, probability: Decimal) -> Figure:
        """The probability of reaching the target, in percent."""
        value = probability * _PERCENT
        # Out of a few thousand draws nothing is certain, and nothing impossible.
        number = ">99" if value > _NEARLY_ALL else "<1" if value < 1 else self.texts.number(value)
        return Figure(f"{self._code}/outlook_chance", value, number, "%", self.book.outlook())

    def change(self, *, signed: bool = False, bare: bool = False) -> Figure:
        """The growth in percent or the difference in percentage points; without its sign unless asked for."""
        value = self.section.last_year.growth.change
        note = self.book.last_year(self.section)
        if value is None:
            return Figure(f"{self._code}/change", None, formats.NOTHING)
        key = f"{self._code}/{'growth' if signed else 'change'}"
        shown = value if signed else abs(value)
        number = (formats.signed if signed else formats.number)(shown, self.change_decimals)
        if self.section.standing.indicator.is_percentage:
            unit = points_unit(self.texts, formats.rounded(shown, self.change_decimals))
            return Figure(key, value, number, unit, note)
        return Figure(key, value, number, "" if bare else "%", note)

    @property
    def change_decimals(self) -> int:
        """Decimals of the change against last year: one, for percentages those of the indicator."""
        indicator = self.section.standing.indicator
        return indicator.decimals if indicator.is_percentage else 1

    def before(self) -> Figure:
        """Last year's value on the basis compared with."""
        value = self.section.last_year.growth.before
        number = self.texts.number(value, self.section.standing.indicator.decimals)
        note = self.book.last_year(self.section) if value is not None else None
        unit = "" if value is None else unit_of(self.texts, self.section.standing.indicator, value)
        return Figure(f"{self._code}/last_year", value, number, unit, note)

    def reported(self, *, bare: bool = False) -> Figure:
        """How many units have reported."""
        return self._count("reported", self.section.standing.point.reported, bare=bare)

    def expected(self, *, bare: bool = False) -> Figure:
        """How many units should have reported."""
        return self._count("expected", self.section.standing.point.expected, bare=bare)

    def _count(self, name: str, count: int, *, bare: bool) -> Figure:
        unit = "" if bare else self.texts.plural("summary.unit.units", count)
        note = self.book.current(self.section) or self.book.returns()
        return Figure(f"{self._code}/{name}", Decimal(count), str(count), unit, note)

    def of_unit(self, code: str, value: Decimal | None, *, bare: bool = False) -> Figure:
        """A reporting unit's own value: its ratio, or its part of what adds up."""
        unit, decimals = self._own_unit(value)
        note = self.book.current(self.section) if value is not None else None
        number = self.texts.number(value, decimals)
        return Figure(f"{self._code}/unit/{code}", value, number, "" if bare or value is None else unit, note)

    def _own_unit(self, value: Decimal | None) -> tuple[str, int]:
        """Unit and decimals of a reporting unit's value: of the variable, where the denominator is the city's."""
        indicator = self.section.standing.indicator
        if indicator.formula.denominator is not None and not has_paired_units(indicator):
            variable = self.book.plan.variable_by_code[indicator.formula.numerator]
            return unit_words(self.texts, variable.unit, value), variable.decimals
        return unit_words(self.texts, indicator.unit, value), indicator.decimals

    def share_of_unit(self, code: str, value: Decimal | None, *, bare: bool = False) -> Figure:
        """A reporting unit's share of the city, in percent."""
        note = self.book.current(self.section) if value is not None else None
        unit = "" if bare or value is None else "%"
        return Figure(f"{self._code}/share/{code}", value, self.texts.number(value, 1), unit, note)

    def part_of_gap(self, whose: str, share: Fraction | int, *, rest: bool = False) -> Figure:
        """A unit's exact part in actual minus target, without its sign; with `rest` that of all unnamed units."""
        value = abs(decimal_of(Fraction(share)))
        name = f"gap_rest/{whose}" if rest else f"gap_part/{whose}"
        return self._difference(name, value, self.decimals + 1, self.book.current(self.section))

    def share_of_gap(self, code: str, share: Fraction | None) -> Figure:
        """The same with its sign, for a table; a dash where the unit has none."""
        value = decimal_or_none(share)
        note = self.book.current(self.section) if value is not None else None
        return Figure(f"{self._code}/gap_share/{code}", value, formats.signed(value, self.decimals + 1), "", note)

    def own_gap(self, whose: str, gap: Decimal | None) -> Figure:
        """How far a unit is from the target of its own, without its sign."""
        value, name = None if gap is None else abs(gap), f"own_gap/{whose}"
        indicator, note = self.section.standing.indicator, self.book.current(self.section)
        if value is None or (indicator.is_percentage and has_paired_units(indicator)):
            return self._difference(name, value, self.decimals, note)
        decimals = self._own_unit(value)[1]
        unit = self._own_unit(formats.rounded(value, decimals))[0]
        return Figure(f"{self._code}/{name}", value, self.texts.number(value, decimals), unit, note)

    def counted(self, name: str, count: int) -> Figure:
        """A count of what the plan says."""
        return Figure(f"{self._code}/{name}", Decimal(count), str(count), "", self.book.target())

    def _difference(self, name: str, value: Decimal | None, decimals: int, note: int | None) -> Figure:
        number = self.texts.number(value, decimals)
        if value is None:
            return Figure(f"{self._code}/{name}", None, number)
        rounded = formats.rounded(value, decimals)
        indicator = self.section.standing.indicator
        percentage = indicator.is_percentage
        unit = points_unit(self.texts, rounded) if percentage else unit_of(self.texts, indicator, rounded)
        return Figure(f"{self._code}/{name}", value, number, unit, note)

"""The units' table of an indicator's sheet, its city row a live sum where the parts add up to it.

Three shapes: units with numerator and denominator and their own ratio; units whose figures add up;
and units whose figures add up to the numerator over one figure for the whole city.
"""

from __future__ import annotations

from decimal import Decimal

from indicators.digits import display_decimals
from indicators.inputs import has_paired_units
from indicators.plan import Variable
from reports.book import NOTHING, Sheet, number_format
from reports.year_end import IndicatorSection, UnitLine, YearEndContent

_NUMERATOR, _DENOMINATOR, _VALUE = 2, 3, 4


def draw(sheet: Sheet, content: YearEndContent, section: IndicatorSection, row: int) -> tuple[int, str]:
    """Draws the table from a row on; returns the row after it and the cell with the city's figure."""
    return _UnitTable(sheet, content, section, row).draw()


class _UnitTable:
    """The table while it is drawn."""

    def __init__(self, sheet: Sheet, content: YearEndContent, section: IndicatorSection, row: int) -> None:
        self.sheet, self.section, self.row = sheet, section, row
        self.texts, self.indicator = sheet.book.texts, section.standing.indicator
        self.point = section.standing.point
        self.paired = has_paired_units(self.indicator)
        self.first = row + 2
        self.city = self.first + len(section.units)
        variables, formula = content.plan.variable_by_code, self.indicator.formula
        self.numerator = variables[formula.numerator]
        self.denominator = variables[formula.denominator] if formula.denominator is not None else None
        self.shown = number_format(display_decimals(section.standing))

    def draw(self) -> tuple[int, str]:
        self.sheet.text(self.row, 0, self.texts("reports.indicator.units"), "section")
        self.sheet.heads(self.row + 1, self._heads(), height=58)
        for place, line in enumerate(self.section.units):
            self._draw_unit(line, self.first + place)
        self._draw_city()
        if self.paired:
            self._draw_ratio(self.city, _VALUE, f"C{self.city + 1}", f"D{self.city + 1}", self.point.value, "total")
            return self.city + 2, f"E{self.city + 1}"
        if self.denominator is None:
            return self.city + 2, f"C{self.city + 1}"
        return self._draw_city_ratio(self.denominator)

    def _heads(self) -> list[str]:
        kind = "share_of_denominator" if self.paired else "share"
        labels = [self.texts("reports.column.unit_code"), self.texts("reports.column.reporting_unit")]
        labels.append(self._named(self.numerator))
        if self.paired and self.denominator is not None:
            labels += [self._named(self.denominator), self._own_name()]
        return [*labels, self.texts(f"reports.column.{kind}")]

    def _own_name(self) -> str:
        return self.texts.aside(self.texts.name(self.indicator.short_name), self.texts.name(self.indicator.unit))

    def _named(self, variable: Variable) -> str:
        return self.texts.aside(f"{variable.code} {self.texts.name(variable.name)}", self.texts.name(variable.unit))

    def _draw_unit(self, line: UnitLine, row: int) -> None:
        self.sheet.text(row, 0, line.unit.code, "centred")
        self.sheet.text(row, 1, self.texts.unit_name(line.unit), "shrunk")
        self.sheet.number(row, _NUMERATOR, line.numerator, number_format(self.numerator.decimals))
        if not self.paired or self.denominator is None:
            self._draw_share(row, _DENOMINATOR, "C", line.numerator, self.point.numerator)
            return
        self.sheet.number(row, _DENOMINATOR, line.denominator, number_format(self.denominator.decimals))
        self._draw_ratio(row, _VALUE, f"C{row + 1}", f"D{row + 1}", line.value, "figure")
        self._draw_share(row, _VALUE + 1, "D", line.denominator, self.point.denominator)

    def _draw_share(self, row: int, column: int, letter: str, part: Decimal | None, whole: Decimal | None) -> None:
        if part is None or not whole:
            self.sheet.number(row, column, None, "0.0")
        else:
            formula = f"={letter}{row + 1}/{letter}${self.city + 1}*100"
            self.sheet.formula(row, column, formula, part / whole * 100, "0.0")

    def _draw_city(self) -> None:
        self.sheet.text(self.city, 0, "", "total_words")
        self.sheet.text(self.city, 1, self.texts("reports.column.city"), "total_words")
        self._draw_total(_NUMERATOR, "C", self.point.numerator, self.numerator, adds_up=self.section.adds_up)
        if self.paired and self.denominator is not None:
            adds_up = self.section.denominator_adds_up
            self._draw_total(_DENOMINATOR, "D", self.point.denominator, self.denominator, adds_up=adds_up)
        self.sheet.text(self.city, _VALUE + 1 if self.paired else _DENOMINATOR, "", "total_words")

    def _draw_total(
        self, column: int, letter: str, value: Decimal | None, variable: Variable, *, adds_up: bool
    ) -> None:
        shown = number_format(variable.decimals)
        if adds_up:
            formula = f"=SUM({letter}{self.first + 1}:{letter}{self.city})"
            self.sheet.formula(self.city, column, formula, value, shown, "total")
        else:
            # Units without a partner figure stand in the table but not in the city's ratio.
            self.sheet.number(self.city, column, value, shown, "total")

    def _draw_city_ratio(self, denominator: Variable) -> tuple[int, str]:
        below, result = self.city + 1, self.city + 2
        labels = (self._named(denominator), self._own_name())
        for row, label in zip((below, result), labels, strict=True):
            self.sheet.text(row, 0, "", "total_words")
            self.sheet.text(row, 1, label, "total_words", text_wrap=True, font_size=9)
            self.sheet.text(row, 3, "", "total_words")
            self.sheet.page.set_row(row, 42)
        self.sheet.number(below, _NUMERATOR, self.point.denominator, number_format(denominator.decimals), "total")
        self._draw_ratio(result, _NUMERATOR, f"C{self.city + 1}", f"C{below + 1}", self.point.value, "total")
        return result + 2, f"C{result + 1}"

    def _draw_ratio(self, row: int, column: int, over: str, under: str, value: Decimal | None, style: str) -> None:
        """k·N/D, with a dash where a part is missing or there is nothing to divide by."""
        factor = self.indicator.formula.factor
        ratio = f'IF({under}<>0,{factor}*{over}/{under},"{NOTHING}")'
        formula = f'=IF(AND(ISNUMBER({over}),ISNUMBER({under})),{ratio},"{NOTHING}")'
        self.sheet.formula(row, column, formula, value, self.shown, style)

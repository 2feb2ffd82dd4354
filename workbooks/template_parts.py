"""What the parts of the form writer share: the sheet being drawn, its words, and what fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from i18n.texts import Texts, texts
from indicators.measure_progress import MeasureReport
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.plan import Bilingual, Form, Plan, ReportingUnit
from workbooks.layout import SheetLayout
from workbooks.styles import Styles


@dataclass(frozen=True, slots=True)
class References:
    """Stored figures shown beside the fields, by variable: the last period's and last year's.

    `reports`: the last period's word on each measure.
    """

    previous: Mapping[str, Decimal] = field(default_factory=dict)
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    reports: Mapping[str, MeasureReport] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in the fields; all empty for a form to fill in."""

    values: Mapping[tuple[str, Basis, Period], Decimal | str]
    explanations: Mapping[str, str]
    statuses: Mapping[str, ObservationStatus]
    reports: Mapping[str, MeasureReport] = field(default_factory=dict)


class Wording:
    """The words of a form: Chinese, and under them English where that is the language."""

    def __init__(self, chosen: Texts) -> None:
        self.chosen = chosen
        self.zh = texts("zh")

    @property
    def bilingual(self) -> bool:
        """Whether a second language stands beside the Chinese."""
        return self.chosen.language != self.zh.language

    @property
    def languages(self) -> tuple[Texts, ...]:
        """The texts of every language the form shows, Chinese first."""
        return (self.zh, self.chosen) if self.bilingual else (self.zh,)

    def both(self, key: str, separator: str = "\n", **params: object) -> str:
        """A catalogue text in every language."""
        return separator.join(said(key, **params) for said in self.languages)

    def name(self, text: Bilingual, separator: str = "\n") -> str:
        """A text of the plan in every language."""
        return separator.join(said.name(text) for said in self.languages)


@dataclass(frozen=True, slots=True)
class Canvas:
    """The sheet being drawn and all that a part needs to draw on it.

    `row_style` is that of the rows' other cells, where the columns have one of their own.
    """

    sheet: Worksheet
    styles: Styles
    wording: Wording
    plan: Plan
    form: Form
    unit: ReportingUnit
    layout: SheetLayout
    sample: bool
    row_style: Format | None = None

    @property
    def last_index(self) -> int:
        """The index, from 0, of the right-most column."""
        return len(self.layout.columns) - 1

    def height(self, row: int, points: float) -> None:
        """Sets the height of a row (counted from 1)."""
        self.sheet.set_row(row - 1, points, self.row_style)

"""A plan as data: the shapes of its YAML files, and the loaded plan with its look-ups.

One plan is one folder of files; `registry.load` reads and checks them. Nothing about a particular
city or year stands in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field

from indicators.errors import UnknownFormError, UnknownIndicatorError, UnknownMeasureError, UnknownUnitError
from indicators.periods import Frequency, Period
from indicators.plan_forms import CheckRule, Deadline, Form, FormLayout, RuleState, UnitKind
from indicators.plan_measures import Measure, MeasureSection
from indicators.plan_parts import Bilingual, Document, PlanPart, Source
from indicators.plan_scope import ScopeChange

__all__ = [
    "Bilingual",
    "CheckRule",
    "Comparator",
    "Deadline",
    "DenominatorRule",
    "Document",
    "Form",
    "FormLayout",
    "Formula",
    "Indicator",
    "Measure",
    "MeasureSection",
    "Milestone",
    "Plan",
    "PlanHead",
    "PlanPart",
    "PlannedPath",
    "Publication",
    "ReportingUnit",
    "RuleState",
    "ScopeChange",
    "Source",
    "Target",
    "Thresholds",
    "UnitKind",
    "UnitTarget",
    "Variable",
    "VariableKind",
]


class PlanHead(PlanPart):
    """plan.yaml: what the plan is."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: str
    name: Bilingual
    short_name: Bilingual
    year: int = Field(ge=1900, le=2999)
    time_zone: str
    document: Document
    note: Bilingual


class VariableKind(StrEnum):
    """A flow is reported as year-to-date and adds up over time; a stock is a level at period's end."""

    FLOW = "flow"
    STOCK = "stock"


class Variable(PlanPart):
    """variables.yaml: what is reported (indicators are computed from it, never typed in)."""

    code: str = Field(pattern=r"^[0-9]{2}$")
    name: Bilingual
    unit: Bilingual
    kind: VariableKind
    frequency: Frequency
    decimals: int = Field(ge=0, le=6)
    first_month: Literal[1, 2] = 1
    minimum: Decimal | None = Decimal(0)
    definition: Bilingual


class ReportingUnit(PlanPart):
    """units.yaml: who reports. `excludes` names the units that report on their own and are left out.

    `tile` is the unit's place on the tile map (column and row from 0, north above), roughly as on the ground.
    """

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...] = ()
    kind: UnitKind
    excludes: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None


class Comparator(StrEnum):
    """Which side of the target is good."""

    AT_LEAST = "≥"
    AT_MOST = "≤"


class Target(PlanPart):
    """The number to reach by the end of the plan year."""

    value: Decimal
    comparator: Comparator


class DenominatorRule(StrEnum):
    """Where a ratio's denominator comes from.

    SAME_UNITS: the same units report both, paired unit by unit. CITY: one city-wide row of the same
    period. CITY_PREVIOUS_YEAR_END: one city-wide row of the year before, carried forward when late.
    """

    SAME_UNITS = "same_units"
    CITY = "city"
    CITY_PREVIOUS_YEAR_END = "city_previous_year_end"


class Formula(PlanPart):
    """factor · Σ numerator / Σ denominator over units, or Σ numerator where there is no denominator."""

    numerator: str
    denominator: str | None = None
    denominator_rule: DenominatorRule = DenominatorRule.SAME_UNITS
    factor: Decimal = Decimal(1)


class UnitTarget(PlanPart):
    """The target of one unit by itself, where the document that issued the plan gives one."""

    unit: str
    value: Decimal


class Milestone(PlanPart):
    """A planned share of the way from baseline to target at the end of a month."""

    month: int = Field(ge=1, le=12)
    share: Decimal = Field(ge=0, le=1)


class PlannedPath(PlanPart):
    """How the target is expected to be approached over the year."""

    kind: Literal["linear", "milestones", "seasonal"] = "linear"
    milestones: tuple[Milestone, ...] = ()


class Thresholds(PlanPart):
    """The paces from which a status word holds."""

    on_schedule: Decimal = Decimal("1.00")
    slightly_behind: Decimal = Decimal("0.90")


class Publication(PlanPart):
    """The day after the plan year on which a yearly final value is published."""

    years_after: int = Field(default=1, ge=0, le=3)
    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)


class Indicator(PlanPart):
    """indicators.yaml: a figure computed from variables and held against a target."""

    code: str = Field(pattern=r"^[a-z0-9_]+$")
    name: Bilingual
    short_name: Bilingual
    unit: Bilingual
    decimals: int = Field(ge=0, le=6)
    target: Target
    formula: Formula
    frequency: Frequency
    publication: Publication | None = None
    baseline: Decimal | None = None
    path: PlannedPath = PlannedPath()
    thresholds: Thresholds = Thresholds()
    coverage_threshold: Decimal = Field(default=Decimal(1), gt=0, le=1)
    unit_targets: tuple[UnitTarget, ...] = ()
    scope: tuple[str, ...] = ()
    lead: str
    companion: str | None = None
    weight: Decimal | None = Field(default=None, gt=0)
    source: Source
    definition: Bilingual
    caveats: tuple[Bilingual, ...] = ()
    note: Bilingual

    @property
    def is_percentage(self) -> bool:
        """Whether differences of this indicator are in percentage points."""
        return self.unit.zh == "%"

    @property
    def direction(self) -> Literal[1, -1]:
        """+1 where higher is better, −1 where lower is better."""
        return 1 if self.target.comparator is Comparator.AT_LEAST else -1


class Plan(PlanPart):
    """The whole plan, loaded and consistent: every code that is named exists."""

    head: PlanHead
    indicators: tuple[Indicator, ...]
    variables: tuple[Variable, ...]
    units: tuple[ReportingUnit, ...]
    forms: tuple[Form, ...]
    checks: tuple[CheckRule, ...]
    sections: tuple[MeasureSection, ...] = ()
    measures: tuple[Measure, ...] = ()
    scope_changes: tuple[ScopeChange, ...] = ()

    @cached_property
    def variable_by_code(self) -> Mapping[str, Variable]:
        """Variables by code."""
        return {variable.code: variable for variable in self.variables}

    @cached_property
    def unit_by_code(self) -> Mapping[str, ReportingUnit]:
        """Reporting units by code."""
        return {unit.code: unit for unit in self.units}

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; raises UnknownIndicatorError."""
        for indicator in self.indicators:
            if indicator.code == code:
                return indicator
        raise UnknownIndicatorError(indicator=code)

    def measure(self, code: str) -> Measure:
        """The measure with this code; raises UnknownMeasureError."""
        for measure in self.measures:
            if measure.code == code:
                return measure
        raise UnknownMeasureError(measure=code)

    def measures_of(self, unit_code: str) -> tuple[Measure, ...]:
        """The measures a department is responsible for, leading or not, in the document's order."""
        return tuple(measure for measure in self.measures if unit_code in measure.departments)

    def form(self, code: str) -> Form:
        """The form with this code; raises UnknownFormError."""
        for form in self.forms:
            if form.code == code:
                return form
        raise UnknownFormError(form=code)

    def unit(self, code_or_name: str) -> ReportingUnit:
        """The unit with this code, name or alias; raises UnknownUnitError."""
        for unit in self.units:
            if code_or_name in {unit.code, unit.name, *unit.aliases}:
                return unit
        raise UnknownUnitError(unit=code_or_name)

    def list_form(self, code: str) -> Form:
        """The name list with this code; raises UnknownFormError, also for any other form."""
        form = self.form(code)
        if form.listing is None:
            raise UnknownFormError(form=code)
        return form

    def reporters(self, form: Form) -> tuple[ReportingUnit, ...]:
        """The units that report a form, in the plan's order."""
        return tuple(unit for unit in self.units if unit.kind in form.reported_by)

    def form_of(self, variable: str, frequency: Frequency) -> Form:
        """The regular form (not history) on which a variable is reported; raises UnknownFormError."""
        for form in self.forms:
            if form.layout is not FormLayout.HISTORY and variable in form.variables and frequency in form.frequencies:
                return form
        raise UnknownFormError(form=variable)

    def variables_due(self, form: Form, period: Period) -> tuple[Variable, ...]:
        """The variables a form asks for in a period, in the form's order.

        A monthly variable that starts in February is not asked for in January; a quarterly form
        asks for quarterly variables only, a yearly return for all of them.
        """
        asked = (self.variable_by_code[code] for code in form.variables)
        if period.frequency is Frequency.YEARLY:
            return tuple(asked)
        return tuple(v for v in asked if v.frequency is period.frequency and period.closing_month >= v.first_month)

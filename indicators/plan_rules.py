"""What a plan's files must agree on among themselves: codes that exist, and settings that make sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from indicators.check_faults import CheckFaults
from indicators.plan import (
    CheckRule,
    DenominatorRule,
    Form,
    FormLayout,
    Indicator,
    PlanHead,
    PlannedPath,
    PlanPart,
    ReportingUnit,
    ScopeChange,
    Variable,
    VariableKind,
)
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry
from indicators.plan_list_rules import list_faults
from indicators.plan_measure_rules import MeasureDraft
from indicators.plan_measures import Measure, MeasureSection
from indicators.plan_scope_rules import ScopeDraft

DECEMBER = 12


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan's entries as read, before it is known whether they fit together."""

    folder_name: str
    head: Entries[PlanHead]
    indicators: Entries[Indicator]
    variables: Entries[Variable]
    units: Entries[ReportingUnit]
    forms: Entries[Form]
    checks: Entries[CheckRule]
    sections: Entries[MeasureSection]
    measures: Entries[Measure]
    scope_changes: Entries[ScopeChange]

    def faults(self) -> Iterator[PlanFault]:
        """The faults of each file, then what does not fit together."""
        for entries in self._files():
            yield from entries.faults
            yield from _repeated_codes(entries)
        yield from self._head_faults()
        for indicator_entry, indicator in self.indicators.sound:
            yield from self._indicator_faults(indicator_entry, indicator)
        yield from self._unit_faults()
        for form_entry, form in self.forms.sound:
            yield from self._form_faults(form_entry, form)
        yield from CheckFaults(self.checks, self.forms, self.variables, self.units).faults()

        yield from MeasureDraft(self.measures, self.sections, self.head, self.indicators, self.units).faults()
        yield from ScopeDraft(self.scope_changes, self.indicators, self.variables, self.units).faults()

    def _files(self) -> tuple[Entries[PlanPart], ...]:
        return (
            self.head,
            self.indicators,
            self.variables,
            self.units,
            self.forms,
            self.checks,
            self.sections,
            self.measures,
            self.scope_changes,
        )

    def _head_faults(self) -> Iterator[PlanFault]:
        for entry, head in self.head.sound:
            if head.id != self.folder_name:
                yield entry.fault("plan_id_differs", "id", id=head.id, folder=self.folder_name)
            if head.time_zone not in available_timezones():
                yield entry.fault("plan_time_zone_unknown", "time_zone", value=head.time_zone)

    def _indicator_faults(self, entry: Entry[Indicator], indicator: Indicator) -> Iterator[PlanFault]:
        formula = indicator.formula
        named = {"numerator": formula.numerator, "denominator": formula.denominator}
        for key, code in named.items():
            if code is not None:
                yield from self._variable_faults(entry, code, "formula", key)
        if indicator.companion is not None:
            yield from self._variable_faults(entry, indicator.companion, "companion")
        yield from self._unknown_units(entry, "scope", indicator.scope)
        if not self.units.knows(indicator.lead):
            yield entry.fault("plan_unit_unknown", "lead", code=indicator.lead)
        yield from self._direction_faults(entry, indicator)
        yield from self._denominator_faults(entry, indicator)
        yield from self._unit_target_faults(entry, indicator)
        yield from _setting_faults(entry, indicator)

    def _variable_faults(self, entry: Entry[Indicator], code: str, *path: str) -> Iterator[PlanFault]:
        if not self.variables.knows(code):
            yield entry.fault("plan_variable_unknown", *path, code=code)
        elif self.forms.complete and not any(code in form.variables for form in self.forms.parts):
            yield entry.fault("plan_variable_on_no_form", *path, code=code)

    def _unknown_units(self, entry: Entry[PlanPart], key: str, codes: tuple[str, ...]) -> Iterator[PlanFault]:
        for number, code in enumerate(codes):
            if not self.units.knows(code):
                yield entry.fault("plan_unit_unknown", key, number, code=code)

    def _is_flow(self, indicator: Indicator) -> bool:
        """Whether the indicator is a sum that grows from 0 over the year."""
        kinds = {variable.code: variable.kind for variable in self.variables.parts}
        formula = indicator.formula
        return formula.denominator is None and kinds.get(formula.numerator) is VariableKind.FLOW

    def _direction_faults(self, entry: Entry[Indicator], indicator: Indicator) -> Iterator[PlanFault]:
        if indicator.direction < 0 and self._is_flow(indicator):
            yield entry.fault("plan_flow_downwards", "target", "comparator", indicator=indicator.code)
        if indicator.path.kind == "seasonal" and self.variables.complete and not self._is_flow(indicator):
            yield entry.fault("plan_seasonal_no_flow", "path", "kind", indicator=indicator.code)

    def _denominator_faults(self, entry: Entry[Indicator], indicator: Indicator) -> Iterator[PlanFault]:
        formula = indicator.formula
        if formula.denominator_rule is DenominatorRule.SAME_UNITS:
            return
        if formula.denominator is None:
            yield entry.fault("plan_denominator_missing", "formula", indicator=indicator.code)
        reporters = self._reporters(formula.numerator)
        if indicator.scope and reporters - set(indicator.scope):
            yield entry.fault("plan_scope_smaller_than_city", "scope", indicator=indicator.code)

    def _unit_target_faults(self, entry: Entry[Indicator], indicator: Indicator) -> Iterator[PlanFault]:
        """A unit's own target needs a unit that reports the indicator, and stands once."""
        reporters = self._reporters(indicator.formula.numerator)
        expected = reporters & set(indicator.scope) if indicator.scope else reporters
        met: set[str] = set()
        for number, own in enumerate(indicator.unit_targets):
            if not self.units.knows(own.unit):
                yield entry.fault("plan_unit_unknown", "unit_targets", number, code=own.unit)
            elif self.forms.complete and own.unit not in expected:
                yield entry.fault("plan_unit_target_not_reporting", "unit_targets", number, code=own.unit)
            if own.unit in met:
                yield entry.fault("plan_unit_target_twice", "unit_targets", number, code=own.unit)
            met.add(own.unit)

    def _reporters(self, variable: str) -> set[str]:
        kinds = {kind for form in self.forms.parts if variable in form.variables for kind in form.reported_by}
        return {unit.code for unit in self.units.parts if unit.kind in kinds}

    def _unit_faults(self) -> Iterator[PlanFault]:
        holders: dict[str, str] = {}
        for entry, unit in self.units.sound:
            yield from self._unknown_units(entry, "excludes", unit.excludes)
            if unit.code in unit.excludes:
                yield entry.fault("plan_unit_excludes_itself", "excludes", code=unit.code)
            for name in dict.fromkeys((unit.name, *unit.aliases)):
                holder = holders.setdefault(name, unit.code)
                if holder != unit.code:
                    yield entry.fault("plan_name_twice", "name", name=name, code=holder)

    def _form_faults(self, entry: Entry[Form], form: Form) -> Iterator[PlanFault]:
        yield from self._content_faults(entry, form)
        yield from list_faults(entry, form, self.variables)
        for number, code in enumerate(form.variables):
            if not self.variables.knows(code):
                yield entry.fault("plan_variable_unknown", "variables", number, code=code)
            if code in form.variables[:number]:
                yield entry.fault("plan_variable_twice", "variables", number, code=code)
        kinds = {unit.kind for unit in self.units.parts}
        for number, kind in enumerate(form.reported_by):
            if self.units.complete and kind not in kinds:
                yield entry.fault("plan_no_such_reporters", "reported_by", number, kind=kind.value)

    def _content_faults(self, entry: Entry[Form], form: Form) -> Iterator[PlanFault]:
        """A form about measures and a list have no variables, any other form has some; measures need departments."""
        about_measures = form.layout is FormLayout.MEASURES
        if (about_measures or form.layout is FormLayout.LIST) == bool(form.variables):
            yield entry.fault("plan_form_content", "layout", form=form.code, layout=form.layout.value)
        if about_measures:
            yield from self._reporter_faults(entry, form)

    def _reporter_faults(self, entry: Entry[Form], form: Form) -> Iterator[PlanFault]:
        """Whoever fills in the form must have measures, and whoever has measures must fill it in."""
        responsible = {code for measure in self.measures.parts for code in measure.departments}
        reporting = {unit.code for unit in self.units.parts if unit.kind in form.reported_by}
        if self.measures.complete and self.units.complete:
            for code in sorted(responsible ^ reporting):
                yield entry.fault("plan_measures_unreported", "reported_by", code=code, form=form.code)


def _repeated_codes(entries: Entries[PlanPart]) -> Iterator[PlanFault]:
    met: set[str] = set()
    for entry in entries.entries:
        if entry.code and entry.code in met:
            yield entry.fault("plan_code_twice", "code", code=entry.code)
        met.add(entry.code)


def _setting_faults(entry: Entry[Indicator], indicator: Indicator) -> Iterator[PlanFault]:
    if indicator.thresholds.slightly_behind > indicator.thresholds.on_schedule:
        yield entry.fault("plan_thresholds_order", "thresholds", indicator=indicator.code)
    published = indicator.publication
    if published is not None and not _is_date(published.month, published.day):
        yield entry.fault("plan_date_impossible", "publication", month=str(published.month), day=str(published.day))
    code = _path_fault(indicator.path)
    if code is not None:
        yield entry.fault(code, "path", "milestones", indicator=indicator.code)


def _is_date(month: int, day: int) -> bool:
    """Whether the day exists in every year."""
    try:
        date(2001, month, day)
    except ValueError:
        return False
    return True


def _path_fault(path: PlannedPath) -> str | None:
    """Milestones stand in order, never go back, and end in December with the whole way gone."""
    if path.kind != "milestones":
        return "plan_milestones_unused" if path.milestones else None
    if not path.milestones:
        return "plan_milestones_missing"
    months = [milestone.month for milestone in path.milestones]
    shares = [milestone.share for milestone in path.milestones]
    if months != sorted(set(months)) or shares != sorted(shares):
        return "plan_milestones_order"
    if months[-1] != DECEMBER or shares[-1] != 1:
        return "plan_milestones_end"
    return None

"""What scope_changes.yaml must agree on with the plan's other files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.plan import Indicator, ReportingUnit, ScopeChange, Variable
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry


@dataclass(frozen=True, slots=True)
class ScopeDraft:
    """The changes of scope as read, beside what they name."""

    changes: Entries[ScopeChange]
    indicators: Entries[Indicator]
    variables: Entries[Variable]
    units: Entries[ReportingUnit]

    def faults(self) -> Iterator[PlanFault]:
        """Codes that do not exist, and changes that name nothing, or an indicator beside its inputs."""
        for entry, change in self.changes.sound:
            yield from self._unknown(entry, change)
            inputs = change.variable is not None or change.unit is not None
            if inputs == (change.indicator is not None):
                yield entry.fault("plan_scope_of_what", code=change.code)

    def _unknown(self, entry: Entry[ScopeChange], change: ScopeChange) -> Iterator[PlanFault]:
        if change.variable is not None and not self.variables.knows(change.variable):
            yield entry.fault("plan_variable_unknown", "variable", code=change.variable)
        if change.unit is not None and not self.units.knows(change.unit):
            yield entry.fault("plan_unit_unknown", "unit", code=change.unit)
        if change.indicator is not None and not self.indicators.knows(change.indicator):
            yield entry.fault("plan_indicator_unknown", "indicator", code=change.indicator)

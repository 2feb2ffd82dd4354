"""What measures.yaml must agree on with the other files and with itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indicators.plan import Indicator, PlanHead, ReportingUnit
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry
from indicators.plan_measures import Contribution, Measure, MeasureSection


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """The measures as read, beside the entries they name."""

    measures: Entries[Measure]
    sections: Entries[MeasureSection]
    head: Entries[PlanHead]
    indicators: Entries[Indicator]
    units: Entries[ReportingUnit]

    def faults(self) -> Iterator[PlanFault]:
        """The faults of every sound measure, in the file's order."""
        places: set[str] = set()
        for entry, measure in self.measures.sound:
            if measure.place in places:
                yield entry.fault("plan_place_twice", "place", place=measure.place)
            places.add(measure.place)
            yield from self._section_faults(entry, measure)
            yield from self._department_faults(entry, measure)
            yield from self._link_faults(entry, measure)
            yield from self._milestone_faults(entry, measure)
            yield from _quantity_faults(entry, measure)

    def _section_faults(self, entry: Entry[Measure], measure: Measure) -> Iterator[PlanFault]:
        for code in dict.fromkeys((measure.part, measure.section)):
            if not self.sections.knows(code):
                yield entry.fault("plan_section_unknown", "place", code=code)

    def _department_faults(self, entry: Entry[Measure], measure: Measure) -> Iterator[PlanFault]:
        for number, code in enumerate(measure.departments):
            if not self.units.knows(code):
                yield entry.fault("plan_unit_unknown", "departments", number, code=code)
            if code in measure.departments[:number]:
                yield entry.fault("plan_department_twice", "departments", number, code=code)

    def _link_faults(self, entry: Entry[Measure], measure: Measure) -> Iterator[PlanFault]:
        met: set[str] = set()
        for number, link in enumerate(measure.links):
            if link.indicator is None:
                if link.contribution is not Contribution.NONE:
                    yield entry.fault("plan_link_without_indicator", "links", number)
                continue
            if not self.indicators.knows(link.indicator):
                yield entry.fault("plan_indicator_unknown", "links", number, "indicator", code=link.indicator)
            if link.indicator in met:
                yield entry.fault("plan_link_twice", "links", number, "indicator", code=link.indicator)
            met.add(link.indicator)

    def _milestone_faults(self, entry: Entry[Measure], measure: Measure) -> Iterator[PlanFault]:
        days = [milestone.date for milestone in measure.milestones]
        shares = [milestone.share for milestone in measure.milestones]
        if days != sorted(set(days)) or shares != sorted(set(shares)):
            yield entry.fault("plan_measure_milestones_order", "milestones", code=measure.code)
        for head in self.head.parts:
            for number, day in enumerate(days):
                if day.year != head.year:
                    yield entry.fault("plan_milestone_outside_year", "milestones", number, "date", year=str(head.year))


def _quantity_faults(entry: Entry[Measure], measure: Measure) -> Iterator[PlanFault]:
    for number, quantity in enumerate(measure.quantities):
        if quantity.up_to is not None and quantity.up_to <= quantity.value:
            yield entry.fault("plan_quantity_range", "quantities", number, "up_to", code=measure.code)

"""Writes the sample's returns as the very forms a reporter would download, filled and marked 示例数据."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from i18n.texts import texts
from indicators.measure_progress import MeasureReport
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Plan
from sample_data.parts import SampleReturn, Slot
from workbooks.template import References, write_form
from workbooks.template_list import write_list


def with_references(returns: Iterable[SampleReturn]) -> Iterator[tuple[SampleReturn, References]]:
    """Each return (in time order) with the figures that its form shows: those submitted before it."""
    known: dict[tuple[str, str, Period], Decimal] = {}
    told: dict[tuple[str, Period], Mapping[str, MeasureReport]] = {}
    for one in returns:
        unit, period = one.key.unit, one.key.period
        asked = sorted({variable for variable, _, _ in one.figures})
        yield (
            one,
            References(
                previous={v: known[v, unit, period.previous] for v in asked if (v, unit, period.previous) in known},
                last_year={v: known[v, unit, period.last_year] for v in asked if (v, unit, period.last_year) in known},
                reports=told.get((unit, period.previous), {}) if one.reports else {},
            ),
        )
        told[unit, period] = one.reports
        known |= {(v, unit, month): value for (v, basis, month), value in one.figures.items() if basis is Basis.CURRENT}


def file_name(plan: Plan, one: SampleReturn) -> str:
    """`F01_金普新区_2018-09_示例数据.xlsx`."""
    return f"{one.key.form}_{plan.unit(one.key.unit).name}_{one.key.period}_示例数据.xlsx"


def filled_form(
    plan: Plan, one: SampleReturn, references: References, values: Mapping[Slot, Decimal | str] | None = None
) -> bytes:
    """The return as .xlsx bytes; the same return gives the same bytes. `values` stand in for its figures."""
    form, unit = plan.form(one.key.form), plan.unit(one.key.unit)
    if one.listed is not None:
        return write_list(plan, form, unit, one.key.period, texts("zh"), sample=True, listed=one.listed)
    return write_form(
        plan,
        form,
        unit,
        one.key.period,
        references,
        texts("zh"),
        sample=True,
        values=one.figures if values is None else values,
        explanations=one.explanations,
        statuses=one.statuses,
        reports=one.reports,
    )

"""The sample's name lists as returns: of the plan's months from the first for which lists are reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from indicators.name_lists import NameList
from indicators.plan import Form, FormLayout, Plan
from indicators.plan_lists import ListDescription, ListField
from indicators.returns import ReturnKey
from sample_data.firms import Firm, Institution
from sample_data.parts import Decision, SampleReturn
from sample_data.registers import Registers, registers
from sample_data.simulation import Simulation

_MINUTES = 20
_FIRST_ROW = 10


def list_returns(plan: Plan, simulation: Simulation, monthly: Iterable[SampleReturn]) -> Iterator[SampleReturn]:
    """Beside each unit's monthly return its lists, sent some minutes later, once it is one that is approved.

    Args:
        plan: whose forms with a `listing` are filled.
        simulation: whose figures the rows add up to.
        monthly: the monthly returns; of several submissions of one, the last has its lists beside it.
    """
    forms = [form for form in plan.forms if form.layout is FormLayout.LIST]
    made = registers(simulation, plan.head.year)
    in_order = sorted(monthly, key=lambda one: (str(one.key.period), one.key.unit, one.submitted_at))
    for _, same in groupby(in_order, key=lambda one: one.key):
        *_, last = same
        if last.decision is not Decision.APPROVED:
            continue
        for place, form in enumerate(forms, 1):
            if form.is_reported_for(last.key.period) and form.listing is not None:
                listed = _listed(form, form.listing, made, last.key)
                at = last.submitted_at + timedelta(minutes=place * _MINUTES)
                key = ReturnKey(form.code, last.key.unit, last.key.period)
                yield replace(last, key=key, submitted_at=at, figures={}, explanations={}, listed=listed)


def _listed(form: Form, listing: ListDescription, made: Registers, key: ReturnKey) -> NameList:
    if listing.column(ListField.HOST) is None:
        return firm_list(form.code, made.firms[key.unit, key.period])
    return institution_list(form.code, made.institutions[key.unit, key.period])


def firm_list(sheet: str, firms: Iterable[Firm]) -> NameList:
    """Firms as the rows of a list, in the order of their numbers."""
    ordered = sorted(firms, key=lambda firm: firm.number)
    return NameList(
        sheet=sheet,
        rows=range(_FIRST_ROW, _FIRST_ROW + len(ordered)),
        columns={
            ListField.NAME: [firm.name for firm in ordered],
            ListField.CODE: [firm.code for firm in ordered],
            ListField.CERTIFICATE: [firm.certificate for firm in ordered],
            ListField.KIND: [firm.kind for firm in ordered],
        },
        days=[firm.issued for firm in ordered],
        notes={row: firm.note for row, firm in enumerate(ordered, _FIRST_ROW) if firm.note},
    )


def institution_list(sheet: str, institutions: Iterable[Institution]) -> NameList:
    """Institutions as the rows of a list."""
    ordered = list(institutions)
    return NameList(
        sheet=sheet,
        rows=range(_FIRST_ROW, _FIRST_ROW + len(ordered)),
        columns={
            ListField.NAME: [each.name for each in ordered],
            ListField.HOST: [each.host.name for each in ordered],
            ListField.CODE: [each.host.code for each in ordered],
            ListField.KIND: [each.kind for each in ordered],
            ListField.CERTIFICATE: [each.approval for each in ordered],
        },
        days=[each.approved for each in ordered],
    )

"""What a form that is a name list must agree on: its columns, its kinds, and the variables its rows are counted for."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.plan import Form, FormLayout, Variable
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry
from indicators.plan_lists import ListDescription, ListField

_ALWAYS = (ListField.NAME, ListField.CODE, ListField.DATE)


def list_faults(entry: Entry[Form], form: Form, variables: Entries[Variable]) -> Iterator[PlanFault]:
    """A list has a listing, any other form has none; then the listing's own faults."""
    if (form.layout is FormLayout.LIST) != (form.listing is not None):
        yield entry.fault("plan_form_listing", "layout", form=form.code)
    if form.listing is not None:
        yield from _column_faults(entry, form.listing)
        yield from _count_faults(entry, form.listing, variables)


def _column_faults(entry: Entry[Form], listing: ListDescription) -> Iterator[PlanFault]:
    fields = [column.field for column in listing.columns]
    for number, field in enumerate(fields):
        if field in fields[:number]:
            yield entry.fault("plan_list_column_twice", "listing", "columns", number, field=field.value)
    for needed in dict.fromkeys((*_ALWAYS, *listing.identity)):
        if needed not in fields:
            yield entry.fault("plan_list_column_missing", "listing", "columns", field=needed.value)


def _count_faults(entry: Entry[Form], listing: ListDescription, variables: Entries[Variable]) -> Iterator[PlanFault]:
    kinds = {count.kind for count in listing.counts} | {listing.renewed_kind}
    for kind in sorted(kind for kind in kinds if kind is not None and kind not in listing.kinds):
        yield entry.fault("plan_list_kind_unknown", "listing", kind=kind)
    for number, count in enumerate(listing.counts):
        if not variables.knows(count.variable):
            yield entry.fault("plan_variable_unknown", "listing", "counts", number, code=count.variable)

"""A name list as it was read, column by column: in a long list an object for each row would cost more than all else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from indicators.firm_names import name_key
from indicators.periods import Period
from indicators.plan_lists import EXPLANATION_CELL, ListCount, ListDescription, ListField

RowKey = str | tuple[str, ...]
"""By what a row is known again in another list."""


class Entry(NamedTuple):
    """One row of a list."""

    row: int
    name: str
    code: str
    certificate: str
    day: date | None
    kind: str
    host: str


@dataclass(frozen=True, slots=True)
class NameList:
    """A list's rows; every column is as long as `rows`.

    `rows` are the numbers of the sheet's rows, rising. `columns` hold the texts of the list's fields: names as
    written, codes as they are compared (`code_key`), kinds as offered; a field without column is absent. `days` are
    the dates, None where unreadable. By row, where there is any: `notes` the 情况说明, `typed` a code that was
    written otherwise. `explanation` is the one of the list as a whole.
    """

    sheet: str
    rows: Sequence[int] = ()
    columns: Mapping[ListField, Sequence[str]] = field(default_factory=dict)
    days: Sequence[date | None] = ()
    notes: Mapping[int, str] = field(default_factory=dict)
    typed: Mapping[int, str] = field(default_factory=dict)
    explanation: str | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self, of: ListField) -> Sequence[str]:
        """A field's column; blanks where the list has none."""
        return self.columns.get(of) or [""] * len(self.rows)

    def entries(self, places: Sequence[int]) -> tuple[Entry, ...]:
        """The rows at these places (from 0), as records."""
        fields = (ListField.NAME, ListField.CODE, ListField.CERTIFICATE, ListField.KIND, ListField.HOST)
        name, code, certificate, kind, host = (self.texts(each) for each in fields)
        return tuple(
            Entry(self.rows[i], name[i], code[i], certificate[i], self.days[i], kind[i], host[i]) for i in places
        )


def row_keys(listed: NameList, description: ListDescription) -> Sequence[RowKey]:
    """By what each row is known; "" (or with a "" among its parts) where that is missing."""
    parts = [
        list(map(name_key, listed.texts(each))) if each is ListField.NAME else listed.texts(each)
        for each in description.identity
    ]
    return parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))


def entry_key(entry: Entry, description: ListDescription) -> RowKey:
    """By what one row is known, as `row_keys`."""
    fields = {ListField.CODE: entry.code, ListField.NAME: name_key(entry.name)}
    parts = tuple(fields[each] for each in description.identity)
    return parts[0] if len(parts) == 1 else parts


def is_known(key: RowKey) -> bool:
    """Whether all parts of a key are there."""
    return bool(key) if isinstance(key, str) else all(key)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def last_expired(on: date, years: int) -> date:
    """The latest day of issue of a certificate that is not valid any more on a day."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def is_valid(issued: date, on: date, years: int | None) -> bool:
    """Whether a certificate is valid on a day: from the day of issue on, up to the day before its anniversary."""
    return issued <= on and (years is None or on < years_later(issued, years))


def listed_counts(description: ListDescription, listed: NameList, period: Period) -> dict[str, Decimal]:
    """The values of the variables that a list gives for its period."""
    kinds = listed.texts(ListField.KIND)
    return {
        count.variable: Decimal(_counted(count, description, zip(listed.days, kinds, strict=True), period))
        for count in description.counts
    }


def _counted(
    count: ListCount, description: ListDescription, rows: Iterable[tuple[date | None, str]], period: Period
) -> int:
    """How many rows, as date and kind, count."""
    last = period.last_day
    days = [day for day, kind in rows if day is not None and day <= last and count.kind in {None, kind}]
    if count.within == "year":
        return sum(day.year == period.year for day in days)
    return sum(is_valid(day, last, description.valid_years) for day in days)


def with_explanations(listed: NameList, given: Mapping[str, str]) -> NameList:
    """The list with explanations given beside it, by `sheet!cell`; what stands in the list itself stays."""
    notes, explanation = dict(listed.notes), listed.explanation
    rows = set(listed.rows)
    for place, text in given.items():
        sheet, _, cell = place.rpartition("!")
        if sheet != listed.sheet or not text.strip():
            continue
        row = int("".join(filter(str.isdecimal, cell)) or 0)
        if row in rows:
            notes.setdefault(row, text.strip())
        elif cell == EXPLANATION_CELL:
            explanation = explanation or text.strip()
    return replace(listed, notes=notes, explanation=explanation)

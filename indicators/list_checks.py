"""Checks of a name list's rows: each by itself, against each other, against the same list of other units.

What could not be read, or is not there, is the reader's to tell; here it is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from indicators.credit_codes import CodeFault, check_character, code_fault
from indicators.list_rules import LIST_PROBLEM_CODES, rule_code
from indicators.name_lists import NameList, RowKey, is_known, is_valid, listed_counts, row_keys
from indicators.periods import Period
from indicators.plan import Form
from indicators.plan_lists import EXPLANATION_CELL, ListDescription, ListField
from indicators.problems import Problem, Severity

__all__ = ["LIST_PROBLEM_CODES", "Elsewhere", "ListContext", "run"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another unit whose list of the same period has the row too; `first` came first with it, on the day `since`."""

    unit: str
    first: str
    since: str


@dataclass(frozen=True, slots=True)
class ListContext:
    """What a list is held against.

    `elsewhere`: the rows that other units' lists of the same period have too. `before`: the dates of the unit's rows
    in its last approved list, by key. `reported`: the figures of the unit's return for the same period, by variable.
    """

    elsewhere: Mapping[RowKey, Sequence[Elsewhere]] = field(default_factory=dict)
    before: Mapping[RowKey, date] = field(default_factory=dict)
    reported: Mapping[str, Decimal] = field(default_factory=dict)


def run(form: Form, period: Period, listed: NameList, context: ListContext, today: date) -> tuple[Problem, ...]:
    """All problems of a list that was read.

    Args:
        form: the list's form, whose `list` describes it.
        period: whose end certificates are to be valid at.
        listed: the rows.
        context: other lists and returns.
        today: no certificate is dated later.

    Returns:
        Each with the code of its rule (see `list_rules`); which rules are in force is not asked here.
    """
    if form.listing is None:
        return ()
    check = _ListCheck(form.code, form.listing, period, listed, context, today)
    return (*check.about_the_list(), *check.about_rows())


@dataclass(frozen=True, slots=True)
class _ListCheck:
    form: str
    description: ListDescription
    period: Period
    listed: NameList
    context: ListContext
    today: date

    def about_the_list(self) -> Iterator[Problem]:
        """Where the count of its rows is not what the unit's return says."""
        if not self.context.reported:
            return
        for variable, counted in listed_counts(self.description, self.listed, self.period).items():
            reported = self.context.reported.get(variable)
            if reported is not None and reported != counted:
                code = "list_count_differs"
                params = {"code": variable, "listed": f"{counted:f}", "reported": f"{reported:f}"}
                params["rule"] = rule_code(self.form, code)
                yield Problem(
                    code,
                    LIST_PROBLEM_CODES[code],
                    self.listed.sheet,
                    EXPLANATION_CELL,
                    params,
                    explained=self.listed.explanation,
                )

    def about_rows(self) -> Iterator[Problem]:
        """One check after the other, each over all rows."""
        yield from self._codes()
        yield from self._kinds()
        yield from self._dates()
        keys = row_keys(self.listed, self.description)
        yield from self._repeated(keys)
        yield from self._not_new(keys)
        yield from self._elsewhere(keys)

    def _problem(self, code: str, of: ListField, place: int, **params: str) -> Problem:
        row, severity = self.listed.rows[place], LIST_PROBLEM_CODES[code]
        said = self.listed.notes.get(row) or self.listed.explanation
        explained = said if severity is Severity.SOFT else None
        cell = f"{self.description.letter(of)}{row}"
        named = {"rule": rule_code(self.form, code), "row": str(row), **params}
        return Problem(code, severity, self.listed.sheet, cell, named, explained)

    def _codes(self) -> Iterator[Problem]:
        for place, code in enumerate(self.listed.texts(ListField.CODE)):
            fault = code_fault(code) if code else None
            if fault is None:
                continue
            params = {"typed": self.listed.typed.get(self.listed.rows[place], code), "length": str(len(code))}
            if fault is CodeFault.CHECK:
                params["expected"] = check_character(code[:-1])
            yield self._problem(f"entry_code_{fault}", ListField.CODE, place, **params)

    def _kinds(self) -> Iterator[Problem]:
        offered = self.description.kinds
        unknown = set(self.listed.texts(ListField.KIND)) - {"", *offered} if offered else set[str]()
        if not unknown:
            return
        for place, kind in enumerate(self.listed.texts(ListField.KIND)):
            if kind in unknown:
                yield self._problem("entry_kind_unknown", ListField.KIND, place, typed=kind, offered="、".join(offered))

    def _dates(self) -> Iterator[Problem]:
        end, years = self.period.last_day, self.description.valid_years
        latest = min(end, self.today)
        # Each day is judged once, however many rows it has.
        doubtful = {
            day for day in set(self.listed.days) if day is not None and (day > latest or not is_valid(day, end, years))
        }
        if not doubtful:
            return
        for place, day in enumerate(self.listed.days):
            if day is None or day not in doubtful:
                continue
            if day > latest:
                yield self._problem(
                    "entry_date_future", ListField.DATE, place, date=day.isoformat(), latest=latest.isoformat()
                )
            else:
                yield self._problem(
                    "entry_expired",
                    ListField.DATE,
                    place,
                    date=day.isoformat(),
                    years=str(years),
                    end=end.isoformat(),
                )

    def _repeated(self, keys: Sequence[RowKey]) -> Iterator[Problem]:
        if len(set(keys)) == len(keys):
            return
        first: dict[RowKey, int] = {}
        names = self.listed.texts(ListField.NAME)
        for place, key in enumerate(keys):
            if is_known(key) and first.setdefault(key, place) != place:
                earlier = first[key]
                yield self._problem(
                    "entry_duplicate",
                    self.description.identity[-1],
                    place,
                    first=str(self.listed.rows[earlier]),
                    name=names[earlier],
                )

    def _not_new(self, keys: Sequence[RowKey]) -> Iterator[Problem]:
        """Called new, though the unit's last list had it with an earlier certificate: renewals never count as new."""
        renewed, before = self.description.renewed_kind, self.context.before
        if renewed is None or not before:
            return
        kinds = self.listed.texts(ListField.KIND)
        for place, (key, day, kind) in enumerate(zip(keys, self.listed.days, kinds, strict=True)):
            was = before.get(key)
            if was is not None and day is not None and was < day and kind != renewed:
                yield self._problem(
                    "entry_not_new", ListField.KIND, place, kind=kind, renewed=renewed, before=was.isoformat()
                )

    def _elsewhere(self, keys: Sequence[RowKey]) -> Iterator[Problem]:
        elsewhere = self.context.elsewhere
        if not elsewhere:
            return
        for place, key in enumerate(keys):
            for other in elsewhere.get(key, ()):
                params = {"unit": other.unit, "first": other.first, "since": other.since}
                yield self._problem("entry_elsewhere", ListField.CODE, place, **params)

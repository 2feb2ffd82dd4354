"""Which return is this file: by its very hidden sheet, and by what its head says; both must agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.errors import UnknownPeriodError
from indicators.periods import Period
from indicators.plan import Form, Plan, ReportingUnit
from indicators.problems import Problem
from workbooks.addresses import position
from workbooks.file_problems import file_problem
from workbooks.guard import SheetState
from workbooks.head_texts import period_in, unit_in
from workbooks.layout import META_SHEET, MetaKey, SheetLayout, layout_of, places_of
from workbooks.matching import comparable, has_invisible, same_text
from workbooks.numbers import shortened
from workbooks.opening import OpenedSheet
from workbooks.sheet import NOTES_SHEET


@dataclass(frozen=True, slots=True)
class Recognised:
    """The sheet that holds the return and its layout, or the problems why it is none."""

    sheet: OpenedSheet | None
    layout: SheetLayout | None
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    sample: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a form's sheet says, with its place."""

    plan: Plan
    form: Form
    sheet: OpenedSheet

    def text(self, place: str) -> str:
        """The text at an address."""
        row, column = position(place) or (1, 1)
        return self.sheet.text(row, column)

    @property
    def unit_text(self) -> str:
        return self.text(places_of(self.form).unit)

    @property
    def period_text(self) -> str:
        return self.text(places_of(self.form).period)


def recognise(plan: Plan, sheets: tuple[OpenedSheet, ...]) -> Recognised:
    """Find the one form in an opened workbook and whose it is, for which period."""
    meta = _meta(sheets)
    if meta.get(MetaKey.PLAN, plan.head.id) != plan.head.id:
        return Recognised(None, None, (file_problem("other_plan", found=meta[MetaKey.PLAN], expected=plan.head.id),))
    found = [head for sheet in sheets if not _is_meta(sheet) for head in _heads(plan, sheet)]
    if len(found) != 1:
        return Recognised(None, None, (_not_one_form(plan, meta, sheets, found),))
    (head,) = found
    problems = [*_form_problems(head, meta)]
    unit, period = _unit(head, meta, problems), _period(head, meta, problems)
    if unit is None or period is None or problems:
        return Recognised(head.sheet, None, tuple(problems))
    layout = layout_of(plan, head.form, unit, period)
    if meta.get(MetaKey.LAYOUT, layout.checksum) != layout.checksum:
        return Recognised(
            head.sheet, None, (file_problem("form_outdated", sheet=head.sheet.name, form=head.form.code),)
        )
    problems += _other_sheets(sheets, head)
    return Recognised(head.sheet, layout, tuple(problems), tuple(_notes(head)), meta.get(MetaKey.SAMPLE) == "1")


def _is_meta(sheet: OpenedSheet) -> bool:
    return same_text(sheet.name, META_SHEET)


def _meta(sheets: tuple[OpenedSheet, ...]) -> Mapping[str, str]:
    """The rows of the very hidden sheet, empty where it is gone."""
    for sheet in sheets:
        if _is_meta(sheet):
            rows = range(1, sheet.facts.last_row + 1)
            return {sheet.text(row, 1).strip(): sheet.text(row, 2).strip() for row in rows if sheet.text(row, 2)}
    return {}


def _heads(plan: Plan, sheet: OpenedSheet) -> Iterator[_Head]:
    """The forms whose table number stands in its place on this sheet (one at most)."""
    for form in plan.forms:
        head = _Head(plan, form, sheet)
        if same_text(head.text(places_of(form).table_number), form.table_number):
            yield head


def _not_one_form(plan: Plan, meta: Mapping[str, str], sheets: tuple[OpenedSheet, ...], found: list[_Head]) -> Problem:
    if found:
        return file_problem("several_forms", sheets="、".join(head.sheet.name for head in found))
    expected = "、".join(f"{form.table_number}（{form.code}）" for form in plan.forms)
    shown = next((sheet for sheet in sheets if not _is_meta(sheet)), None)
    form = next((form for form in plan.forms if form.code == meta.get(MetaKey.FORM)), None)
    cell = places_of(form).table_number if form else None
    return file_problem("form_unknown", sheet=shown.name if shown else None, cell=cell, expected=expected)


def _form_problems(head: _Head, meta: Mapping[str, str]) -> Iterator[Problem]:
    hidden = meta.get(MetaKey.FORM, head.form.code)
    if hidden != head.form.code:
        cell = places_of(head.form).table_number
        yield file_problem(
            "form_conflict", sheet=head.sheet.name, cell=cell, hidden=shortened(hidden), visible=head.form.code
        )


def _unit(head: _Head, meta: Mapping[str, str], problems: list[Problem]) -> ReportingUnit | None:
    cell, text = places_of(head.form).unit, unit_in(head.unit_text)
    visible = _unit_named(head.plan, text)
    hidden = _unit_named(head.plan, meta.get(MetaKey.UNIT, ""))
    where = {"sheet": head.sheet.name, "cell": cell}
    if visible is None:
        problems.append(file_problem("unit_unknown", **where, text=shortened(text)))
        return None
    if hidden is not None and hidden != visible:
        problems.append(file_problem("unit_conflict", **where, hidden=hidden.name, visible=visible.name))
    if visible not in head.plan.reporters(head.form):
        problems.append(file_problem("unit_not_reporting", **where, unit=visible.name, form=head.form.code))
    return visible


def _unit_named(plan: Plan, text: str) -> ReportingUnit | None:
    wanted = comparable(text)
    for unit in plan.units:
        if wanted in {comparable(name) for name in (unit.code, unit.name, *unit.aliases)}:
            return unit
    return None


def _period(head: _Head, meta: Mapping[str, str], problems: list[Problem]) -> Period | None:
    cell, text = places_of(head.form).period, head.period_text
    visible = period_in(comparable(text))
    hidden = _period_written(meta.get(MetaKey.PERIOD, ""))
    where = {"sheet": head.sheet.name, "cell": cell}
    if visible is None:
        problems.append(file_problem("period_unknown", **where, text=shortened(text)))
        return None
    if hidden is not None and hidden != visible:
        problems.append(file_problem("period_conflict", **where, hidden=str(hidden), visible=str(visible)))
    if not head.form.is_reported_for(visible):
        problems.append(file_problem("period_not_reported", **where, period=str(visible), form=head.form.code))
    return visible


def _period_written(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except UnknownPeriodError:
        return None


def _other_sheets(sheets: tuple[OpenedSheet, ...], head: _Head) -> Iterator[Problem]:
    if head.sheet.facts.state is not SheetState.VISIBLE:
        yield file_problem("sheet_hidden", sheet=head.sheet.name, cell="A1")
    for sheet in sheets:
        ours = sheet is head.sheet or _is_meta(sheet) or _is_notes(sheet, head.form)
        if not ours and (sheet.facts.valued or sheet.facts.errors):
            yield file_problem("extra_sheet", sheet=sheet.name, cell="A1", count=str(sheet.facts.valued))


def _is_notes(sheet: OpenedSheet, form: Form) -> bool:
    """A list's notes as they were handed out: one column of text, whatever the language."""
    return form.listing is not None and same_text(sheet.name, NOTES_SHEET) and sheet.facts.last_column <= 1


def _notes(head: _Head) -> Iterator[Problem]:
    places = places_of(head.form)
    for place in (places.table_number, places.unit, places.period):
        if has_invisible(head.text(place)):
            yield file_problem(
                "characters_invisible", sheet=head.sheet.name, cell=place, text=shortened(head.text(place))
            )

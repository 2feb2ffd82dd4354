"""Mapping a unit's own table to a form on the screen: what it is, where its heads are, what its parts mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from i18n.texts import Texts
from indicators.own_layouts import OwnLayout, OwnRow
from indicators.periods import Period
from indicators.plan import Form, ReportingUnit
from services.returns import own_layouts as service
from ui.frame import downloads
from ui.look import style
from ui.returns import own_guesses, own_preview
from ui.returns.reporting_periods import last_ended, periods_of_form
from ui.returns.taking_forms import own_units
from ui.visits import queries, session
from ui.visits.visit import Visit
from workbooks.opening import OpenedSheet
from workbooks.own_table import MAPPABLE, head_texts, mapped_columns, measures_for, period_cells, row_names

_SHOWN_ROWS, _SHOWN_COLUMNS = 30, 20
_COLUMNS_ACROSS = 3
_NONE = ""


@dataclass(frozen=True, slots=True)
class _Where:
    """What was said about the table so far."""

    form: Form
    unit: ReportingUnit
    period: Period
    sheet: OpenedSheet
    first: int
    last: int

    @property
    def heads(self) -> dict[str, str]:
        return head_texts(self.sheet, self.first, self.last)


def saved(visit: Visit) -> None:
    """The mappings in force of the actor's units."""
    texts, found = visit.texts, service.saved_layouts(visit.database, visit.plan, visit.actor)
    if not found:
        return
    st.subheader(texts("screens.own.saved"))
    heads = [texts(f"screens.own.saved.{name}") for name in ("form", "unit", "version", "by", "at", "where")]
    rows = (
        (
            each.layout.form,
            texts.unit_name(visit.plan.unit(each.layout.unit)),
            style.Cell(str(each.version), "db-figure"),
            each.made_by,
            style.Cell(texts.moment(each.made_at), "db-short"),
            f"{each.layout.first_head_row}–{each.layout.last_head_row} · {each.layout.name_column}",
        )
        for each in found
    )
    downloads.show(visit, style.table(heads, rows), name="own/layouts", title=texts("screens.own.saved"))


def mapping(visit: Visit, file_name: str, sheets: Sequence[OpenedSheet], key: str) -> OwnLayout | None:
    """All steps down to the preview; the mapping once it was saved in this run. `key` names the file."""
    texts = visit.texts
    where = _where(visit, sheets, key)
    if where is None:
        st.html(style.empty(texts("screens.own.no_units")))
        return None
    st.html(style.table(*_grid(where.sheet)))
    name_column, period_cell = _places(visit, where, key)
    columns = _columns(visit, where, key)
    rows = _rows(visit, where, name_column, key)
    layout = OwnLayout(
        form=where.form.code,
        unit=where.unit.code,
        sheet=where.sheet.name,
        first_head_row=where.first,
        last_head_row=where.last,
        name_column=name_column,
        columns=columns,
        rows=rows,
        period_cell=period_cell,
        fingerprint="",
    )
    stamped = own_preview.preview(visit, file_name, where.sheet, layout, where.period)
    st.caption(texts("screens.own.save_hint"))
    if not st.button(texts("screens.own.save"), type="primary", key=f"own_save_{key}"):
        return None
    kept = service.save_layout(visit.database, visit.plan, visit.actor, stamped, session.moment())
    st.success(texts("screens.own.saved_as", version=kept.version))
    return stamped


def _where(visit: Visit, sheets: Sequence[OpenedSheet], key: str) -> _Where | None:
    texts, own = visit.texts, own_units(visit)
    forms = [form for form in visit.plan.forms if form.code in own and form.layout in MAPPABLE]
    if not forms:
        return None
    st.subheader(texts("screens.own.step_what"))
    first, second, third = st.columns([2, 2, 1])
    form = first.selectbox(
        texts("screens.own.form"),
        forms,
        format_func=lambda each: f"{each.code} {texts.name(each.title)}",
        key=f"own_form_{key}",
    )
    unit = second.selectbox(
        texts("screens.own.unit"), own[form.code], format_func=texts.unit_name, key=f"own_unit_{key}_{form.code}"
    )
    periods = periods_of_form(visit.plan, form, visit.today)
    default = periods.index(last_ended(periods, visit.today))
    period = third.selectbox(
        texts("screens.own.period"), periods, default, format_func=texts.period, key=f"own_period_{key}_{form.code}"
    )
    st.subheader(texts("screens.own.step_where"))
    sheet, top, end = st.columns([2, 1, 1])
    chosen = sheet.selectbox(
        texts("screens.own.sheet"), sheets, format_func=lambda each: each.name, key=f"own_sheet_{key}"
    )
    guess = own_guesses.head_row(chosen)
    most = max(chosen.facts.last_row, 1)
    first_row = top.number_input(texts("screens.own.first_head"), 1, most, guess, key=f"own_first_{key}_{chosen.name}")
    last_row = end.number_input(
        texts("screens.own.last_head"), first_row, most, max(guess, first_row), key=f"own_last_{key}_{chosen.name}"
    )
    return _Where(form, unit, period, chosen, int(first_row), int(last_row))


def _grid(sheet: OpenedSheet) -> tuple[list[str], list[list[str | style.Cell]]]:
    heads, *rows = service.grid(sheet, _SHOWN_ROWS, _SHOWN_COLUMNS)
    return heads, [[style.Cell(row[0], "db-code"), *row[1:]] for row in rows]


def _places(visit: Visit, where: _Where, key: str) -> tuple[str, str | None]:
    texts, heads = visit.texts, where.heads
    left, right = st.columns(2)
    letters = list(heads) or ["A"]
    guess = own_guesses.name_column(where.sheet, where.last, letters)
    name = left.selectbox(
        texts("screens.own.name_column"),
        letters,
        letters.index(guess),
        format_func=lambda letter: f"{letter}  {heads.get(letter, '')}",
        key=f"own_names_{key}_{where.first}_{where.last}",
    )
    cells = period_cells(where.sheet, where.last, where.form)
    offered = [_NONE, *cells]
    guessed = next((cell for cell, period in cells.items() if period == where.period), _NONE)
    cell = right.selectbox(
        texts("screens.own.period_cell"),
        offered,
        offered.index(guessed),
        format_func=lambda each: f"{each}  {texts.period(cells[each])}" if each else texts("screens.own.period_asked"),
        key=f"own_cell_{key}_{where.last}_{where.form.code}",
    )
    return name, cell or None


def _columns(visit: Visit, where: _Where, key: str) -> dict[str, str]:
    texts, heads = visit.texts, where.heads
    st.subheader(texts("screens.own.step_columns"))
    places = st.columns(_COLUMNS_ACROSS)  # anew for each line: on a phone they stand below each other
    chosen: dict[str, str] = {}
    guesses = own_guesses.columns(where.form, heads)
    for number, column in enumerate(mapped_columns(where.form)):
        if number and number % _COLUMNS_ACROSS == 0:
            places = st.columns(_COLUMNS_ACROSS)
        offered = [_NONE, *heads]
        letter = places[number % _COLUMNS_ACROSS].selectbox(
            own_preview.column_name(visit, column),
            offered,
            offered.index(guesses.get(column.letter, _NONE)),
            format_func=lambda each: f"{each}  {heads[each]}" if each else texts("screens.own.none"),
            key=f"own_column_{key}_{where.form.code}_{column.letter}_{where.first}_{where.last}",
        )
        if letter:
            chosen[column.letter] = letter
    return chosen


def _rows(visit: Visit, where: _Where, name_column: str, key: str) -> tuple[OwnRow, ...]:
    texts = visit.texts
    st.subheader(texts("screens.own.step_rows"))
    st.caption(texts("screens.own.rows_hint"))
    names = row_names(where.sheet, name_column, where.last)
    offered = [_NONE, *names]
    found = []
    for variable in (visit.plan.variable_by_code[code] for code in where.form.variables):
        item, row, measure = st.columns([3, 3, 2], vertical_alignment="center")
        item.markdown(style.plain(f"{variable.code}  {texts.name(variable.name)}"))
        own = f"{key}_{where.form.code}_{name_column}_{where.last}_{variable.code}"
        guess = own_guesses.row(variable, names)
        name = row.selectbox(
            f"{texts('screens.own.rows.row')} {variable.code}",
            offered,
            offered.index(guess or _NONE),
            format_func=lambda each: _row_label(names, each, texts) if each else texts("screens.own.none"),
            key=f"own_row_{own}",
            label_visibility="collapsed",
        )
        measures = measures_for(variable.unit.zh)
        unit = measure.selectbox(
            f"{texts('screens.own.rows.measure')} {variable.code}",
            measures,
            own_guesses.measure(where.sheet, where.last, measures, name or ""),
            key=f"own_measure_{own}",
            label_visibility="collapsed",
        )
        if name:
            found.append(OwnRow(name, variable.code, "" if unit == variable.unit.zh else unit))
    return tuple(found)


def _row_label(names: Mapping[str, Sequence[int]], name: str, texts: Texts) -> str:
    return texts.aside(name, texts("statuses.separator").join(map(str, names[name])))


def opened(visit: Visit, file_name: str, content: bytes) -> tuple[OpenedSheet, ...]:
    """The sheets of a file that is being mapped; read anew in every run, which takes a few milliseconds."""
    return queries.open_table(visit, file_name, content)

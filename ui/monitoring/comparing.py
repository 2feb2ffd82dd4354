"""What changed between two moments, as tables: the figures, the cells behind each, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

import streamlit as st

from db.records import ChangedFigure
from i18n.texts import Texts
from indicators.plan import Indicator
from services.monitoring.compare_versions import Comparison, FigureChange, UnitChange
from ui.components.words import difference_unit
from ui.frame import downloads
from ui.frame.original_link import original_link
from ui.look import style
from ui.visits.visit import Visit

_FIGURES = ("period", "before", "after", "difference", "units")
_CELLS = ("period", "unit", "item", "before", "after", "part", "where", "sent", "approved", "reason")
_APPEARED = ("name", "periods", "latest")
_MORE = 2
"""Further decimals of a unit's part: it is often smaller than the figure's last digit."""


def draw(visit: Visit, found: Comparison) -> None:
    """Figures that changed by indicator, each with its cells; then those that appeared."""
    texts = visit.texts
    if not found.figures:
        st.html(style.empty(texts("screens.changes.none")))
        return
    for indicator, changes in _by_indicator(found.revised):
        _indicator(visit, indicator, changes)
    if found.appeared:
        st.subheader(texts("screens.changes.appeared"))
        table = style.table(
            [texts(f"screens.changes.appeared.{name}") for name in _APPEARED],
            [_appeared(indicator, changes, texts) for indicator, changes in _by_indicator(found.appeared)],
        )
        downloads.show(visit, table, name="changes/appeared", title=texts("screens.changes.appeared"))


def _by_indicator(changes: Iterable[FigureChange]) -> list[tuple[Indicator, list[FigureChange]]]:
    return [(found[0].indicator, found) for _, group in groupby(changes, _code) for found in [list(group)]]


def _code(change: FigureChange) -> str:
    return change.indicator.code


def _indicator(visit: Visit, indicator: Indicator, changes: Sequence[FigureChange]) -> None:
    texts = visit.texts
    name = texts.name(indicator.name)
    st.subheader(name)
    heads = [texts(f"screens.changes.figure.{each}", unit=texts.name(indicator.unit)) for each in _FIGURES]
    figures = style.table(heads, [_figure(change, texts) for change in changes])
    downloads.show(visit, figures, name=f"changes/{indicator.code}", title=name)
    cells = [(change, part, cell) for change in changes for part in change.units for cell in part.cells]
    with st.expander(texts("screens.changes.cells", count=len(cells)), expanded=len(changes) == 1):
        heads = [texts(f"screens.changes.cell.{each}") for each in _CELLS]
        table = style.table(heads, [_cell(visit, *each) for each in cells])
        title = texts("screens.changes.cells.of", name=name)
        downloads.show(visit, table, name=f"changes/{indicator.code}/cells", title=title)


def _figure(change: FigureChange, texts: Texts) -> list[str | style.Cell]:
    indicator = change.indicator
    parts = [
        f"{texts.unit_name(part.unit)} {texts.signed(part.contribution, indicator.decimals + _MORE)}"
        for part in sorted(change.units, key=_size, reverse=True)
        if part.contribution
    ]
    step = f"{texts.signed(change.difference, indicator.decimals)} {difference_unit(indicator, texts)}"
    return [
        texts.to_date(change.period),
        style.Cell(texts.number(change.before.value, indicator.decimals), "db-figure"),
        style.Cell(texts.number(change.after.value, indicator.decimals), "db-figure"),
        style.Cell(step, "db-figure"),
        style.Cell(texts("statuses.separator").join(parts), "db-text"),
    ]


def _size(part: UnitChange) -> Decimal:
    return abs(part.contribution or Decimal(0))


def _cell(visit: Visit, change: FigureChange, part: UnitChange, cell: ChangedFigure) -> list[str | style.Cell]:
    texts, zone = visit.texts, visit.plan.head.time_zone
    variable = visit.plan.variable_by_code[cell.seen.variable]
    before, after = (side.figure.observation.value if side else None for side in (cell.before, cell.after))
    traced = cell.after or cell.before
    where, sent, approved, link = "", "", "", ""
    if traced is not None:
        submission = traced.submission
        where = f"{submission.file_name} {traced.figure.sheet}!{traced.figure.cell}"
        sent = f"{submission.submitted_by} {texts.moment(submission.submitted_at, zone)}"
        link = original_link(submission.sha256)
        if submission.decided_at is not None:
            approved = f"{submission.decided_by} {texts.moment(submission.decided_at, zone)}"
    return [
        texts.period(change.period),
        texts.unit_name(part.unit),
        f"{variable.code} {texts.name(variable.name)}",
        style.Cell(texts.number(before, variable.decimals), "db-figure"),
        style.Cell(texts.number(after, variable.decimals), "db-figure"),
        style.Cell(texts.signed(part.contribution, change.indicator.decimals + _MORE), "db-figure"),
        style.Cell(where, "db-text", link=link),
        sent,
        approved,
        style.Cell(_reasons(cell, texts), "db-text"),
    ]


def _reasons(cell: ChangedFigure, texts: Texts) -> str:
    """Why it was reopened, and what the reporter wrote beside the new figure."""
    reopened = cell.reopened.reason if cell.reopened is not None else None
    explained = cell.after.figure.explanation if cell.after is not None else None
    said = [
        texts(f"screens.changes.reason.{name}", text=text)
        for name, text in (("reopened", reopened), ("explained", explained))
        if text
    ]
    return texts("statuses.separator").join(said)


def _appeared(indicator: Indicator, changes: Sequence[FigureChange], texts: Texts) -> list[str | style.Cell]:
    latest = changes[0]
    value = f"{texts.number(latest.after.value, indicator.decimals)} {texts.unit(indicator.unit)}"
    return [
        texts.name(indicator.name),
        style.Cell(texts("statuses.separator").join(texts.period(each.period) for each in changes), "db-text"),
        style.Cell(texts("screens.changes.appeared.at", value=value, period=texts.to_date(latest.period))),
    ]

"""What can be taken away from the leaders' pages: the board, the districts, the cells, the charts as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from charts.marks import TONES
from db.records import TracedFigure
from i18n.texts import Texts
from indicators.inputs import has_paired_units
from indicators.periods import Frequency
from indicators.plan import Plan
from reports.table_file import CellValue, TableContent
from services.monitoring.monitor import IndicatorDetail, Overview, OverviewRow
from services.monitoring.unit_figures import UnitRow
from ui.components.remarks import remark_lines
from ui.components.words import gap_words, reason_words, status_word
from ui.frame import downloads
from ui.visits.visit import Visit

_BOARD = ("status", "name", "actual", "unit", "target", "attainment", "gap", "change", "coverage")
_OUTLOOK = ("outlook", "low", "high", "probability")
_CELLS = ("unit", "item", "value", "measure", "cell", "file", "uploaded", "approved")
_DECIMALS_OF_SHARES = 1
_FINEST = 4


def board_table(visit: Visit, overview: Overview, rows: Sequence[OverviewRow]) -> TableContent:
    """The overview's table, in the order shown."""
    texts = visit.texts
    heads = [texts(f"screens.downloads.board.{name}") for name in (*_BOARD, *_OUTLOOK)]
    title = f"{texts('screens.overview.title', year=visit.plan.head.year)} {texts.to_date(overview.period)}"
    made = [_board_row(row, visit.plan, texts) for row in rows]
    return downloads.content(visit, f"overview/{overview.period}", title, heads, made)


def _board_row(row: OverviewRow, plan: Plan, texts: Texts) -> tuple[CellValue, ...]:
    standing, outlook = row.standing, row.outlook
    indicator, point = standing.indicator, standing.point
    return (
        status_word(standing.status, texts, at_year_end=standing.at_year_end),
        texts.name(indicator.name),
        _fine(point.value),
        texts.name(indicator.unit),
        indicator.target.value,
        _fine(standing.attainment),
        gap_words(standing, texts) or reason_words(standing, plan, texts),
        _fine(row.change),
        f"{point.reported}/{point.expected}",
        *(_fine(each) for each in (outlook.value, outlook.low, outlook.high, outlook.probability)),
    )


def offer_charts(visit: Visit, detail: IndicatorDetail) -> None:
    """The charts of an indicator's year as pictures."""
    texts, indicator = visit.texts, detail.standing.indicator
    if visit.submitted or indicator.frequency is Frequency.YEARLY or not (detail.series or detail.last_year):
        return
    shown = ["trajectory", *(["months"] if detail.months else [])]
    tone = status_word(detail.standing.status, texts, at_year_end=detail.standing.at_year_end)
    with st.container(key="offer_pictures", horizontal=True):
        for chart in shown:
            part = texts(f"screens.indicator.{chart}.title")
            title = texts("screens.downloads.chart", name=texts.name(indicator.name), part=part)
            told = texts.aside(title, tone) if TONES[detail.standing.status].value != "neutral" else title
            marked = remark_lines(detail, visit.plan, texts) if chart == "trajectory" else ()
            st.html(downloads.picture_button(visit, chart, told, label=part, beside=marked), width="content")


def offer_units(visit: Visit, detail: IndicatorDetail) -> None:
    """The districts behind an indicator."""
    texts, plan, indicator = visit.texts, visit.plan, detail.standing.indicator
    formula = indicator.formula
    paired = has_paired_units(indicator)
    variables = [
        plan.variable_by_code[code] for code in (formula.numerator, formula.denominator if paired else None) if code
    ]
    heads = [texts("screens.indicator.units.unit")]
    heads += [texts.aside(texts.name(each.name), texts.name(each.unit)) for each in variables]
    heads += [texts("screens.indicator.units.value", unit=texts.name(indicator.unit))] if paired else []
    heads.append(texts.aside(texts("screens.indicator.units.share"), "%"))
    title = (
        f"{texts.name(indicator.name)} {texts.to_date(detail.standing.period)} {texts('screens.indicator.units.title')}"
    )
    rows = [_unit_cells(row, texts, paired=paired) for row in detail.units]
    name = f"indicator/{indicator.code}/{detail.standing.period}/units"
    downloads.offer(visit, downloads.content(visit, name, title, heads, rows))


def _unit_cells(row: UnitRow, texts: Texts, *, paired: bool) -> tuple[CellValue, ...]:
    share = None if row.share is None else round(row.share, _DECIMALS_OF_SHARES)
    if not paired:
        return texts.unit_name(row.unit), row.numerator, share
    return texts.unit_name(row.unit), row.numerator, row.denominator, _fine(row.value), share


def offer_cells(visit: Visit, detail: IndicatorDetail, cells: Sequence[TracedFigure]) -> None:
    """Every cell behind a figure."""
    texts, indicator, period = visit.texts, detail.standing.indicator, detail.standing.period
    heads = [texts(f"screens.downloads.cells.{name}") for name in _CELLS]
    title = f"{texts.name(indicator.name)} {texts.to_date(period)} {texts('screens.downloads.cells')}"
    rows = [_cell_row(cell, visit.plan, texts) for cell in cells]
    downloads.offer(visit, downloads.content(visit, f"indicator/{indicator.code}/{period}/cells", title, heads, rows))


def _cell_row(cell: TracedFigure, plan: Plan, texts: Texts) -> tuple[CellValue, ...]:
    seen, sent, zone = cell.figure.observation, cell.submission, plan.head.time_zone
    variable = plan.variable_by_code[seen.variable]
    decided = texts.moment(sent.decided_at, zone) if sent.decided_at else ""
    return (
        texts.unit_name(plan.unit(seen.unit)),
        f"{variable.code} {texts.name(variable.name)}",
        seen.value,
        texts.name(variable.unit),
        f"{cell.figure.sheet}!{cell.figure.cell}",
        sent.file_name,
        f"{sent.submitted_by} {texts.moment(sent.submitted_at, zone)}",
        f"{sent.decided_by or ''} {decided}".strip(),
    )


def _fine(value: Decimal | None) -> Decimal | None:
    """Enough decimals to compute on with, none that only the division brought."""
    if value is None:
        return None
    fine = round(value, _FINEST).normalize()
    return fine if int(fine.as_tuple().exponent) <= 0 else fine.quantize(Decimal(1))

"""The plan year of an indicator: a table of its periods, and a native chart that reads its cells."""

from __future__ import annotations

from typing import Any

from xlsxwriter.chart import Chart

from i18n.texts import Texts
from indicators.digits import display_decimals
from indicators.periods import Frequency, Period
from indicators.progress import is_flow
from reports.book import ACTUAL, FONT, HAIRLINE, INK, SECONDARY, Sheet, number_format, quoted
from reports.year_end import IndicatorSection, SeriesLine, YearEndContent

_CHART_COLUMN = 6
_CHART_SIZE = {"width": 760, "height": 330}
_ROWS_BESIDE_CHART = 15
_GAP, _GAP_OF_ONE = 70, 300
"""The room between two periods, in per cent of a column; a lone one would fill the chart."""
_GRID = "#EAECF0"
_LABELS = {"name": FONT, "size": 9, "color": SECONDARY}


def draw(sheet: Sheet, content: YearEndContent, section: IndicatorSection, row: int) -> int:
    """Draws table and chart from a row on; returns the row after both."""
    texts = sheet.book.texts
    flow = is_flow(content.plan, section.standing.indicator)
    columns = ["period", "actual_to_date" if flow else "actual", "planned", "target", *(["increment"] if flow else [])]
    sheet.text(row, 0, texts("reports.indicator.series"), "section")
    sheet.heads(row + 1, [texts(f"reports.column.{column}") for column in columns], 30)
    before: SeriesLine | None = None
    for place, line in enumerate(section.lines):
        _draw_line(sheet, section, line, row + 2 + place)
        if flow:
            _draw_increment(sheet, section, before, line, row + 2 + place)
        before = line
    if any(line.actual is not None for line in section.lines):
        _draw_chart(sheet, section, row, as_columns=flow or len(section.lines) == 1)
    return row + 3 + max(len(section.lines), _ROWS_BESIDE_CHART)


def _draw_line(sheet: Sheet, section: IndicatorSection, line: SeriesLine, row: int) -> None:
    shown = number_format(display_decimals(section.standing))
    sheet.text(row, 0, _label(line.period, sheet.book.texts), "centred")
    for column, value in ((1, line.actual), (2, line.planned)):
        if value is None:
            # Blank, not a dash: a chart draws a text as zero.
            sheet.page.write_blank(row, column, None, sheet.book.style("figure"))
        else:
            sheet.number(row, column, value, shown)
    sheet.number(row, 3, section.standing.indicator.target.value, shown)


def _label(period: Period, texts: Texts) -> str:
    return texts.month_label(period.number) if period.frequency is Frequency.MONTHLY else texts.period(period)


def _draw_increment(
    sheet: Sheet, section: IndicatorSection, before: SeriesLine | None, line: SeriesLine, row: int
) -> None:
    """What the period added: year-to-date less the period before, itself in the year's first period."""
    shown = number_format(section.standing.indicator.decimals)
    if line.actual is None:
        sheet.number(row, 4, None, shown)
    elif line.period.number == 1:
        sheet.formula(row, 4, f"=B{row + 1}", line.actual, shown)
    elif before is None or before.actual is None or before.period != line.period.previous:
        sheet.number(row, 4, None, shown)
    else:
        sheet.formula(row, 4, f"=B{row + 1}-B{row}", line.actual - before.actual, shown)


def _draw_chart(sheet: Sheet, section: IndicatorSection, row: int, *, as_columns: bool) -> None:
    """Flows as columns from zero, levels and shares as a line; the schedule dotted, the target solid."""
    texts, indicator = sheet.book.texts, section.standing.indicator
    first, last = row + 3, row + 2 + len(section.lines)
    alone = first == last

    def series(column: str, key: str, look: dict[str, Any]) -> dict[str, Any]:
        return {
            "name": texts(f"reports.column.{key}"),
            "categories": f"={quoted(sheet.name)}!$A${first}:$A${last}",
            "values": f"={quoted(sheet.name)}!${column}${first}:${column}${last}",
            **look,
        }

    chart = sheet.book.add_chart("column" if as_columns else "line")
    actual = _bars(ACTUAL, alone=alone) if as_columns else _line(ACTUAL, 2.25, marked=True)
    chart.add_series(series("B", "actual", actual))
    # A line through a single point cannot be seen: a lone year is drawn in columns throughout.
    beside = sheet.book.add_chart("line") if as_columns and not alone else chart
    planned = _bars(HAIRLINE, alone=True) if alone else _line(SECONDARY, 1.5, dash="square_dot")
    beside.add_series(series("C", "planned", planned))
    beside.add_series(series("D", "target", _bars(INK, alone=True) if alone else _line(INK, 1.25)))
    if beside is not chart:
        chart.combine(beside)
    # Bars start at zero, always; a line's axis may be cut.
    _dress(chart, texts.name(indicator.unit), number_format(indicator.decimals), {"min": 0} if as_columns else {})
    place = {"x_offset": 4, "y_offset": 2, "description": texts.name(indicator.name)}
    sheet.page.insert_chart(row + 1, _CHART_COLUMN, chart, place)


def _bars(colour: str, *, alone: bool) -> dict[str, Any]:
    return {"fill": {"color": colour}, "gap": _GAP_OF_ONE if alone else _GAP}


def _line(colour: str, width: float, *, dash: str = "solid", marked: bool = False) -> dict[str, Any]:
    look: dict[str, Any] = {"line": {"color": colour, "width": width, "dash_type": dash}}
    if marked:
        look["marker"] = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
    return look


def _dress(chart: Chart, unit: str, shown: str, bounds: dict[str, int]) -> None:
    chart.set_title({"none": True})
    chart.set_legend({"position": "bottom", "font": _LABELS})
    chart.set_x_axis({"num_font": _LABELS, "line": {"color": HAIRLINE}})
    chart.set_y_axis({
        "name": unit, "name_font": {**_LABELS, "bold": False}, "num_font": _LABELS, "num_format": shown,
        **bounds, "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
    })  # fmt: skip
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"color": _GRID}})
    chart.set_size(_CHART_SIZE)

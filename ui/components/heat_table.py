"""The completeness heat map as a table: each cell a shade and a number, and a way to the returns behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from markupsafe import Markup

from charts.heat_map import heat_svg
from charts.theme import BY_STYLESHEET
from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import ReportingUnit
from reports.table_file import CellValue
from services.units.data_quality import Month

_PERCENT = 100
_TABLE = Markup(
    '<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table class="plain-table heat-table">'
    "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    '<p class="small quiet">{note}</p>'
)
_HEAD = Markup('<th scope="col">{text}</th>')
_ROW = Markup('<tr><th scope="row"><a href="{address}">{unit}</a></th>{cells}</tr>')
_CELL = Markup(
    '<td><a class="heat-cell" href="{address}" title="{title}" aria-label="{title}">{svg}<span>{text}</span></a></td>'
)
_NOTHING = Markup("<td></td>")

Rows = Sequence[tuple[ReportingUnit, tuple[Month, ...]]]


def heat_table(rows: Rows, texts: Texts, kept: Mapping[str, str]) -> Markup:
    """Units against months; links carry `kept`."""
    periods = periods_of(rows)
    heads = [texts("screens.completeness.unit"), *(texts.month_label(period.number) for period in periods)]
    return _TABLE.format(
        label=texts("screens.quality.heat"),
        heads=Markup("").join(_HEAD.format(text=text) for text in heads),
        rows=Markup("").join(_row(unit, months, periods, texts, kept) for unit, months in rows),
        note=texts("screens.quality.heat.note"),
    )


def periods_of(rows: Rows) -> list[Period]:
    """The months of any unit, in order."""
    return sorted({month.period for _, months in rows for month in months})


def heat_rows(rows: Rows, texts: Texts) -> list[tuple[CellValue, ...]]:
    """The same for a file: per unit the filled share of each month, in percent."""
    periods = periods_of(rows)
    return [
        (texts.unit_name(unit), *(_share(_of_period(months, period)) for period in periods)) for unit, months in rows
    ]


def _of_period(months: tuple[Month, ...], period: Period) -> Month | None:
    return next((month for month in months if month.period == period), None)


def _share(month: Month | None) -> Decimal | None:
    return None if month is None or not month.asked else round(Decimal(_PERCENT * month.filled) / month.asked, 0)


def _row(
    unit: ReportingUnit, months: tuple[Month, ...], periods: Sequence[Period], texts: Texts, kept: Mapping[str, str]
) -> Markup:
    return _ROW.format(
        address=f"unit?{urlencode({'unit': unit.code, **kept})}",
        unit=texts.unit_name(unit),
        cells=Markup("").join(_cell(unit, _of_period(months, period), texts, kept) for period in periods),
    )


def _cell(unit: ReportingUnit, month: Month | None, texts: Texts, kept: Mapping[str, str]) -> Markup:
    share = _share(month)
    if month is None or share is None:
        return _NOTHING
    late = month.late
    title = texts(
        f"screens.quality.heat.cell{'.late' if late else ''}",
        unit=texts.unit_name(unit),
        period=texts.period(month.period),
        filled=month.filled,
        asked=month.asked,
    )
    sent = next((each.submission for each in month.returns if each.submission), None)
    asked = {"return": str(sent.id)} if sent and month.may_open else {"period": str(month.period)}
    return _CELL.format(
        address=f"returns?{urlencode({**asked, **kept})}",
        title=title,
        svg=heat_svg(month.filled, month.asked, BY_STYLESHEET, late=late),
        text=f"{texts.number(share)}%",
    )

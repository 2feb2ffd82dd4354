"""Who stands behind the figure: each reporting unit's own figures and its part of the whole."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from i18n.texts import Texts
from indicators.digits import display_decimals
from indicators.inputs import has_paired_units
from indicators.plan import Indicator, Plan, Variable
from indicators.year_on_year import UNKNOWN, Growth
from services.monitoring.monitor import IndicatorDetail
from services.monitoring.unit_figures import UnitRow

_TABLE = Markup(
    '<section class="section beside"><h2>{title}</h2><table class="plain-table units">'
    "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody><tfoot>{whole}</tfoot></table>{note}</section>"
)
_HEAD = Markup('<th scope="col"{right}>{text}</th>')
_RIGHT = Markup(' class="number"')
_ROW = Markup("<tr{missing}><td>{unit}</td>{cells}</tr>")
_CELL = Markup('<td class="number">{text}</td>')
_MISSING = Markup(' class="missing"')
_SHARE = Markup('<span class="share">{text}{bar}</span>')
_BAR = Markup(
    '<svg height="8" aria-hidden="true"><rect width="100%" height="8" rx="2" fill="var(--track)"/>'
    '<rect width="{width}%" height="8" rx="2" fill="var(--muted)"/></svg>'
)
_NOTE = Markup('<p class="small quiet">{text}</p>')
_FULL = Decimal(100)


def units_table(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """One row per expected unit, the largest share first; a missing one is said to be missing, never zero."""
    heads = _heads(detail, plan, texts)
    ranked = sorted(detail.units, key=lambda row: (row.share is None, -(row.share or 0)))
    rows = Markup("").join(_row(row, detail, plan, texts) for row in ranked)
    return _TABLE.format(
        title=texts("screens.indicator.units.title"),
        heads=Markup("").join(
            _HEAD.format(right=_RIGHT if index else "", text=text) for index, text in enumerate(heads)
        ),
        rows=rows,
        whole=_whole(detail, plan, texts),
        note=_NOTE.format(text=_note(detail, plan, texts)),
    )


def _is_paired(detail: IndicatorDetail) -> bool:
    return has_paired_units(detail.standing.indicator)


def _variables(detail: IndicatorDetail, plan: Plan) -> tuple[Variable, ...]:
    formula = detail.standing.indicator.formula
    codes = [formula.numerator, formula.denominator] if _is_paired(detail) else [formula.numerator]
    return tuple(plan.variable_by_code[code] for code in codes if code)


def _heads(detail: IndicatorDetail, plan: Plan, texts: Texts) -> list[str]:
    heads = [texts("screens.indicator.units.unit")]
    heads += [texts.name(variable.name) for variable in _variables(detail, plan)]
    if _is_paired(detail):
        heads.append(texts("screens.indicator.units.value", unit=texts.name(detail.standing.indicator.unit)))
    growth = "points" if _is_paired(detail) and detail.standing.indicator.is_percentage else "percent"
    return [*heads, texts(f"screens.scope.growth.{growth}"), texts("screens.indicator.units.share")]


def _row(row: UnitRow, detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    reported = [row.numerator, row.denominator] if _is_paired(detail) else [row.numerator]
    missing = any(value is None for value in reported)
    indicator = detail.standing.indicator
    absent = "missing" if row.unit.code in detail.standing.point.missing else "not_applicable"
    nothing = texts(f"screens.indicator.units.{absent}")
    cells: list[str | Markup] = [
        nothing if value is None else texts.number(value, variable.decimals)
        for value, variable in zip(reported, _variables(detail, plan), strict=True)
    ]
    if _is_paired(detail):
        cells.append(texts.number(row.value, detail.standing.indicator.decimals))
    cells.append(
        growth_words(detail.unit_growth.get(row.unit.code, UNKNOWN), indicator, texts, points=_is_paired(detail))
    )
    cells.append(texts.number(None) if row.share is None else _share(row.share, detail, texts))
    return _ROW.format(missing=_MISSING if missing else "", unit=texts.unit_name(row.unit), cells=_cells(cells))


def _whole(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    point = detail.standing.point
    sums = [point.numerator, point.denominator] if _is_paired(detail) else [point.numerator]
    cells: list[str | Markup] = [
        texts.number(value, variable.decimals) for value, variable in zip(sums, _variables(detail, plan), strict=True)
    ]
    if _is_paired(detail):
        cells.append(texts.number(point.value, display_decimals(detail.standing)))
    # The growth of a percentage over a city-wide figure is in points, that of the units' parts above it is not.
    unlike = detail.standing.indicator.is_percentage and not _is_paired(detail)
    growth = UNKNOWN if unlike else detail.growth
    cells.append(growth_words(growth, detail.standing.indicator, texts, points=True))
    cells.append(texts("screens.indicator.units.reported", reported=point.reported, expected=point.expected))
    return _ROW.format(missing="", unit=texts("screens.indicator.units.whole"), cells=_cells(cells))


def growth_words(growth: Growth, indicator: Indicator, texts: Texts, *, points: bool) -> str:
    """`+5.2`; a dash where it is unknown, a word where the scope has changed.

    In percent; a percentage's is in percentage points (`points`; not that of a unit's part of a city-wide ratio).
    """
    if growth.refused is not None:
        return texts("screens.scope.refused.short")
    if growth.change is None:
        return texts.number(None)
    if points and indicator.is_percentage:
        return texts.signed(growth.change, indicator.decimals)
    return texts.signed(growth.change, 1)


def _cells(cells: list[str | Markup]) -> Markup:
    return Markup("").join(_CELL.format(text=text) for text in cells)


def _share(share: Decimal, detail: IndicatorDetail, texts: Texts) -> Markup:
    """The share with a bar, the longest bar being the largest share."""
    largest = max((row.share for row in detail.units if row.share is not None), default=share)
    width = (_FULL * share / largest).quantize(Decimal("0.1")) if largest > 0 else Decimal(0)
    return _SHARE.format(text=f"{texts.number(share, 1)}%", bar=_BAR.format(width=max(Decimal(0), width)))


def _note(detail: IndicatorDetail, plan: Plan, texts: Texts) -> str:
    """The units of measure and, where zones report on their own, that nothing counts twice."""
    measures = dict.fromkeys(texts.name(variable.unit) for variable in _variables(detail, plan))
    note = texts("screens.indicator.units.measure", measure=texts("statuses.separator").join(measures))
    if any(row.unit.excludes for row in detail.units):
        note += texts("screens.indicator.units.zones")
    return note

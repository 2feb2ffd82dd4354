"""A unit's part in every indicator: its value, its share of the city, its place, its months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from markupsafe import Markup

from charts.sparkline import sparkline_svg
from charts.theme import BY_STYLESHEET, Tone
from i18n.texts import Texts
from indicators.inputs import has_paired_units
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Bilingual, Indicator, Plan
from reports.table_file import CellValue
from services.units.unit_profile import Contribution

COLUMNS = ("indicator", "value", "measure", "share", "rank", "months")
_SHARE_DECIMALS = 1
_LEAST_FOR_A_LINE = 2
_SECTION = Markup(
    '<section class="section"><h2>{title}</h2><table class="plain-table contributions cards"><thead><tr>{heads}</tr>'
    '</thead><tbody>{rows}</tbody></table><p class="small quiet">{note}</p></section>'
)
_HEAD = Markup('<th scope="col"{right}>{text}</th>')
_RIGHT = Markup(' class="number"')
_TARGET = Markup('<span class="small quiet explanation">{text}</span>')
_ROW = Markup(
    '<tr><td><a href="{address}" data-event="indicator" data-value="{code}">{name}</a>{target}</td>'
    '<td class="number" data-head="{value_head}"><span><strong>{value}</strong> '
    '<span class="small quiet">{measure}</span></span></td>'
    '<td class="number" data-head="{share_head}">{share}</td><td class="number" data-head="{rank_head}">{rank}</td>'
    '<td class="wide" data-head="{months_head}">{line}</td></tr>'
)


def contributions_table(
    rows: Sequence[Contribution], period: str, plan: Plan, texts: Texts, kept: Mapping[str, str]
) -> Markup:
    """One row per indicator; its name leads to the indicator's page at the period, with `kept`."""
    carried = {"period": period, **kept}
    shown = [name for name in COLUMNS if name != "measure"]
    heads = {name: texts(f"screens.unit.column.{name}") for name in shown}
    return _SECTION.format(
        title=texts("screens.unit.contributions"),
        heads=Markup("").join(
            _HEAD.format(right=_RIGHT if name in {"value", "share", "rank"} else "", text=text)
            for name, text in heads.items()
        ),
        rows=Markup("").join(_row(each, heads, carried, plan, texts) for each in rows),
        note=texts("screens.unit.contributions.note"),
    )


def contribution_rows(rows: Sequence[Contribution], plan: Plan, texts: Texts) -> list[tuple[CellValue, ...]]:
    """The same for a file: exact values, and the months in words."""
    return [
        (
            texts.name(each.indicator.name),
            _rounded(each.row.value, _decimals(each.indicator, plan)),
            texts.name(_measure(each.indicator, plan)),
            _rounded(each.row.share, _SHARE_DECIMALS),
            _rank(each, texts),
            _months_words(each, plan, texts),
        )
        for each in rows
    ]


def _measure(indicator: Indicator, plan: Plan) -> Bilingual:
    """The unit of a reporting unit's own figure: that of the ratio, or of what it reports."""
    return indicator.unit if has_paired_units(indicator) else plan.variable_by_code[indicator.formula.numerator].unit


def _decimals(indicator: Indicator, plan: Plan) -> int:
    return (
        indicator.decimals
        if has_paired_units(indicator)
        else plan.variable_by_code[indicator.formula.numerator].decimals
    )


def _row(each: Contribution, heads: Mapping[str, str], carried: Mapping[str, str], plan: Plan, texts: Texts) -> Markup:
    indicator = each.indicator
    return _ROW.format(
        address=f"indicator?{urlencode({'code': indicator.code, **carried})}",
        code=indicator.code,
        name=texts.name(indicator.short_name),
        target=_target(each, plan, texts),
        value=texts.number(each.row.value, _decimals(indicator, plan)),
        measure=texts.unit(_measure(indicator, plan)),
        share=texts.number(None) if each.row.share is None else f"{texts.number(each.row.share, _SHARE_DECIMALS)}%",
        rank=_rank(each, texts),
        line=_line(each, plan, texts),
        **{f"{name}_head": text for name, text in heads.items()},
    )


def _target(each: Contribution, plan: Plan, texts: Texts) -> Markup:
    """The unit's own target under the indicator's name; nothing where the plan gives none."""
    if each.target is None:
        return Markup("")
    unit = texts.unit(_measure(each.indicator, plan))
    told = f"{each.indicator.target.comparator.value}{texts.plain(each.target)} {unit}"
    return _TARGET.format(text=texts("screens.unit.own_target", target=told))


def _rank(each: Contribution, texts: Texts) -> str:
    return texts.number(None) if each.rank is None else texts("screens.unit.rank", rank=each.rank, of=each.ranked)


def _line(each: Contribution, plan: Plan, texts: Texts) -> Markup:
    if sum(value is not None for value in each.months) < _LEAST_FOR_A_LINE:
        return Markup("")
    words = _months_words(each, plan, texts)
    return sparkline_svg(each.months, Tone.NEUTRAL, BY_STYLESHEET, words, MONTHS_IN_YEAR)


def _months_words(each: Contribution, plan: Plan, texts: Texts) -> str:
    decimals = _decimals(each.indicator, plan)
    told = (
        f"{texts.month_label(month)} {texts.number(value, decimals)}"
        for month, value in enumerate(each.months, start=1)
        if value is not None
    )
    return texts("statuses.separator").join(told)


def _rounded(value: Decimal | None, decimals: int) -> Decimal | None:
    return None if value is None else round(value, decimals)

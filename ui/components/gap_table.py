"""Who is behind a gap: the units ranked by their exact share of actual minus target."""

from __future__ import annotations

from fractions import Fraction

from markupsafe import Markup

from charts.deltas import Axis, delta_svg
from charts.theme import BY_STYLESHEET
from i18n.texts import Texts
from indicators.decomposition import GapShare
from indicators.exact import decimal_of
from indicators.plan import Plan
from services.monitoring.monitor import IndicatorDetail
from ui.components.words import difference_unit

_SECTION = Markup(
    '<section class="section beside"><h2>{title}</h2><p class="small quiet">{sub}</p>'
    '<table class="plain-table ranked"><thead><tr><th scope="col">{unit}</th><th scope="col" class="number">{own}</th>'
    '<th scope="col" class="bar">{share}</th><th scope="col"></th></tr></thead><tbody>{rows}</tbody>'
    '<tfoot><tr><td>{whole}</td><td class="number">{whole_own}</td><td></td><td class="number">{sum}</td></tr></tfoot>'
    '</table><p class="small quiet">{note}</p></section>'
)
_ROW = Markup(
    '<tr><td>{unit}</td><td class="number">{own}</td><td class="bar">{bar}</td><td class="number">{share}</td></tr>'
)


def gap_table(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """The units that hold the city back first; their shares add up to the last line."""
    indicator = detail.standing.indicator
    ranked = sorted(detail.gap, key=lambda each: indicator.direction * each.share)
    total = sum((each.share for each in ranked), Fraction(0))
    reach = [Fraction(0), *(each.share for each in ranked)]
    axis = Axis(min(reach), max(reach))
    decimals = indicator.decimals + 1
    unit = difference_unit(indicator, texts)
    return _SECTION.format(
        title=texts("screens.gap.title"),
        sub=texts("screens.gap.sub", total=texts.signed(decimal_of(total), decimals), unit=unit),
        unit=texts("screens.indicator.units.unit"),
        own=texts("screens.gap.own", unit=texts.name(indicator.unit)),
        share=texts("screens.gap.share"),
        rows=Markup("").join(_row(each, axis, detail, plan, texts) for each in ranked),
        whole=texts("screens.indicator.units.whole"),
        whole_own=texts.number(detail.standing.point.value, indicator.decimals),
        sum=texts.signed(decimal_of(total), decimals),
        note=texts("screens.gap.note"),
    )


def _row(share: GapShare, axis: Axis, detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    indicator = detail.standing.indicator
    return _ROW.format(
        unit=texts.unit_name(plan.unit(share.unit)),
        own=texts.number(None if share.own is None else decimal_of(share.own), indicator.decimals),
        bar=delta_svg(Fraction(0), share.share, axis, BY_STYLESHEET),
        share=texts.signed(decimal_of(share.share), indicator.decimals + 1),
    )

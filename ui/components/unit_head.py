"""The head of the units' page, and the indicators a unit is responsible for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import Plan, ReportingUnit
from indicators.standing import Standing
from ui.components.badge import status_badge
from ui.components.words import actual_words, target_words

_HEAD = Markup('<header class="head"><h1>{title}</h1><p class="sub">{sub}</p></header>')
_LEADS = Markup('<section class="section"><h2>{title}</h2><ul class="leads">{items}</ul></section>')
_LEAD = Markup('<li>{badge} <a href="{address}">{name}</a> <span class="quiet">{told}</span></li>')


def unit_head(plan: Plan, unit: ReportingUnit | None, period: Period, texts: Texts) -> Markup:
    """The unit's name and what it is, or the page's name where all units are shown."""
    if unit is None:
        sub = texts("screens.unit.lead", period=texts.period(period))
        return _HEAD.format(title=texts("screens.unit.title"), sub=sub)
    told = [texts(f"screens.unit.kind.{unit.kind.value}"), unit.code, texts.to_date(period)]
    without = [texts.unit_name(plan.unit(code)) for code in unit.excludes]
    if without:
        told.append(texts("screens.unit.without", zones=texts("statuses.separator").join(without)))
    return _HEAD.format(title=texts.unit_name(unit), sub=" · ".join(told))


def leads_table(leads: Sequence[Standing], texts: Texts, kept: Mapping[str, str]) -> Markup:
    """The indicators a unit is responsible for, each with how it stands; links carry `kept`."""
    return _LEADS.format(
        title=texts("screens.unit.leads"), items=Markup("").join(_lead(standing, texts, kept) for standing in leads)
    )


def _lead(standing: Standing, texts: Texts, kept: Mapping[str, str]) -> Markup:
    indicator = standing.indicator
    told = texts(
        "screens.unit.leads.told",
        actual=actual_words(standing, texts),
        target=target_words(indicator, texts),
        unit=texts.unit(indicator.unit),
    )
    return _LEAD.format(
        badge=status_badge(standing, texts),
        address=f"indicator?{urlencode({'code': indicator.code, 'period': str(standing.period), **kept})}",
        name=texts.name(indicator.short_name),
        told=told,
    )

"""The head of an indicator's page: its status, its name, and the figures everybody asks for first."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Plan
from indicators.scope import break_between
from indicators.standing import Status
from indicators.year_on_year import Growth
from services.monitoring.monitor import IndicatorDetail
from ui.components.badge import not_approved, status_badge
from ui.components.board_row import standing_bullet
from ui.components.outlook_words import interval_words, outlook_number, probability_words
from ui.components.words import (
    actual_words,
    attainment_words,
    difference_unit,
    gap_or_reason,
    planned_words,
    rate_decimals,
    refused_words,
    target_words,
)

_HEAD = Markup('<header class="head"><div class="line">{badge}<h1>{name}</h1></div><p class="sub">{sub}</p></header>')
_FIGURES = Markup('<dl class="figures">{figures}</dl><div class="wide-bullet">{bullet}</div>')
_FIGURE = Markup("<div><dd>{number}{unit}</dd><dt>{name}</dt></div>")
_UNIT = Markup('<span class="unit">{unit}</span>')
_BADGE_SIZE = 18


def indicator_head(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """Badge, full name, period, coverage, lead department and source."""
    standing = detail.standing
    indicator = standing.indicator
    sub = texts(
        "screens.indicator.sub",
        period=texts.to_date(standing.period),
        lead=texts.unit_name(plan.unit(indicator.lead)),
        section=indicator.source.section,
        reported=standing.point.reported,
        expected=standing.point.expected,
    )
    badge = status_badge(standing, texts, _BADGE_SIZE) + not_approved(standing, detail.awaiting, texts)
    return _HEAD.format(badge=badge, name=texts.name(indicator.name), sub=sub)


def key_figures(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """Actual, target, gap, attainment and, where they can be known, schedule, change and required rate."""
    mark = not_approved(detail.standing, detail.awaiting, texts)
    return _FIGURES.format(
        figures=Markup("").join(
            _FIGURE.format(number=number, unit=(_UNIT.format(unit=unit) if unit else Markup("")) + mark, name=name)
            for name, number, unit in _figures(detail, plan, texts)
        ),
        bullet=standing_bullet(detail.standing, texts),
    )


def _figures(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Name, number and unit of each figure; what cannot be known is left out, but for the first four."""
    standing = detail.standing
    indicator = standing.indicator
    unit, steps = texts.unit(indicator.unit), difference_unit(indicator, texts)
    yield texts("screens.indicator.figure.actual"), actual_words(standing, texts), unit
    yield texts("screens.indicator.figure.target"), target_words(indicator, texts), unit
    yield texts("screens.indicator.figure.gap"), gap_or_reason(standing, plan, texts), ""
    yield texts("screens.indicator.figure.attainment"), attainment_words(standing, texts), ""
    if standing.planned is not None and standing.planned != indicator.target.value:
        yield texts("screens.indicator.figure.planned"), planned_words(standing, texts), unit
    yield from _change(detail, plan, texts)
    yield from _growth(detail, texts)
    if standing.required_rate and standing.status is not Status.INCOMPLETE:
        rate = texts.signed(standing.required_rate, rate_decimals(indicator))
        yield texts("screens.indicator.figure.required"), rate, steps
    yield from _outlook(detail, texts)


def _outlook(detail: IndicatorDetail, texts: Texts) -> Iterator[tuple[str, str, str]]:
    outlook, indicator = detail.outlook, detail.standing.indicator
    unit = texts.unit(indicator.unit)
    if outlook.has_interval:
        interval = interval_words(outlook, indicator, texts)
        name = texts("screens.outlook.figure", interval=interval)
        yield name, outlook_number(outlook, indicator, texts), unit
        yield texts("screens.outlook.column.probability"), probability_words(outlook, texts), ""
    elif outlook.pace is not None:
        yield texts("screens.outlook.figure.pace"), outlook_number(outlook, indicator, texts), unit


def _change(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Since the period before, or why it cannot be said."""
    standing, name = detail.standing, texts("screens.indicator.figure.change")
    indicator = standing.indicator
    broken = break_between(plan, indicator, standing.period.previous, standing.period)
    if detail.change is not None:
        yield name, texts.signed(detail.change, indicator.decimals), difference_unit(indicator, texts)
    elif broken is not None and standing.period.number > 1:
        yield name, refused_words(broken, texts), ""


def _growth(detail: IndicatorDetail, texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Against last year, on which basis; or why it cannot be said."""
    growth, indicator = detail.growth, detail.standing.indicator
    why = _why_no_growth(growth, texts)
    if why is not None:
        yield texts("screens.scope.growth"), why, ""
    if growth.change is None or growth.basis is None:
        return
    name = texts(f"screens.scope.growth.{growth.basis}")
    if indicator.is_percentage:
        yield name, texts.signed(growth.change, indicator.decimals), difference_unit(indicator, texts)
    else:
        yield name, f"{texts.signed(growth.change, 1)}%", ""


def _why_no_growth(growth: Growth, texts: Texts) -> str | None:
    """What the report says too; None where there is growth, and where last year simply is not there."""
    if growth.refused is not None:
        return refused_words(growth.refused, texts)
    if growth.from_zero:
        return texts("screens.scope.growth.from_zero")
    return texts("screens.scope.growth.other_units") if growth.other_units else None

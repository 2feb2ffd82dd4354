"""An indicator with one value a year: no lines to draw, but last year against the target."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from charts.bullet import bullet_svg
from charts.theme import BY_STYLESHEET, Tone
from i18n.texts import Texts
from indicators.plan import Indicator
from indicators.standing import IndicatorPoint
from services.monitoring.monitor import IndicatorDetail
from ui.components.words import amount, percent_words

_SECTION = Markup('<section class="section beside"><h2>{title}</h2><p>{text}</p>{bullets}</section>')
_BULLET = Markup('<div class="year"><span class="quiet">{year}</span>{bullet}<span>{value}</span></div>')


def yearly_note(detail: IndicatorDetail, texts: Texts) -> Markup:
    """Says that there is one value a year, and shows last year's and this year's against the target."""
    indicator = detail.standing.indicator
    target = amount(indicator, indicator.target.value, texts)
    points = [point for point in (*detail.last_year, *detail.series) if point.value is not None]
    past = detail.last_year[-1] if detail.last_year else None
    told = {"year": detail.standing.period.year, "target": target}
    if past is not None and past.value is not None:
        told |= {"last_period": texts.period(past.period), "last": amount(indicator, past.value, texts)}
    return _SECTION.format(
        title=texts("screens.indicator.yearly.title"),
        text=texts(f"screens.indicator.yearly.{'with' if 'last' in told else 'without'}", **told),
        bullets=Markup("").join(_bullet(point, point.value, indicator, texts) for point in points if point.value),
    )


def _bullet(point: IndicatorPoint, value: Decimal, indicator: Indicator, texts: Texts) -> Markup:
    target = indicator.target.value
    part, whole = (value, target) if indicator.direction == 1 else (target, value)
    attainment = part / whole * 100
    period = texts.period(point.period)
    label = texts("screens.indicator.yearly.bullet", period=period, attainment=percent_words(attainment, texts))
    bullet = bullet_svg(attainment, None, Tone.NEUTRAL, BY_STYLESHEET, label)
    return _BULLET.format(year=period, bullet=bullet, value=amount(indicator, value, texts))

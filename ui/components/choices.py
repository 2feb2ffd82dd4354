"""The two choices of the leaders' screens, kept in the address bar: which period, which indicator."""

from __future__ import annotations

from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from services.monitoring.monitor import Overview
from ui.visits.address import chosen


def choose_period(latest: Overview, texts: Texts) -> Period:
    """One of the periods with figures; unasked, the latest complete one."""
    return chosen(
        texts("screens.overview.period"),
        latest.periods or (latest.period,),
        key="period",
        default=latest.period,
        code=str,
        show=texts.period,
    )


def choose_indicator(plan: Plan, texts: Texts) -> Indicator:
    """One of the plan's indicators; unasked, the notice's first."""
    return chosen(
        texts("screens.indicator.choose"),
        plan.indicators,
        key="code",
        default=plan.indicators[0],
        code=lambda each: each.code,
        show=lambda each: texts.name(each.short_name),
        not_there=texts("screens.frame.not_there"),
    )

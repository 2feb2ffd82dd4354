"""The units beside an indicator's chart: their part in the gap, their own targets, their figures."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Plan
from services.monitoring.monitor import IndicatorDetail
from ui.components.gap_table import gap_table
from ui.components.own_targets import own_targets_table
from ui.components.units_table import units_table


def who_is_behind(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Markup:
    """What exists of the three, in this order."""
    parts = [gap_table(detail, plan, texts)] if detail.gap else []
    if detail.targets is not None:
        parts.append(own_targets_table(detail.targets, detail.standing.indicator, plan, texts))
    return Markup("").join((*parts, units_table(detail, plan, texts)))

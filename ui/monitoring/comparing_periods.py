"""Why a ratio moved between two periods: the earlier one is chosen here, and stands in the address bar."""

from __future__ import annotations

import streamlit as st

from indicators.inputs import has_paired_units
from indicators.progress import baseline_period
from services.monitoring.monitor import IndicatorDetail
from ui.components.surface import surface
from ui.components.waterfall import waterfall
from ui.look import style
from ui.visits import queries
from ui.visits.address import chosen
from ui.visits.visit import Visit


def offer_comparison(visit: Visit, detail: IndicatorDetail) -> None:
    """The waterfall from an earlier period to the one shown; only of ratios of the same units' figures."""
    indicator, texts, period = detail.standing.indicator, visit.texts, detail.standing.period
    known = [each.period for each in (*detail.series, *detail.last_year) if each.period < period]
    if not has_paired_units(indicator) or not known:
        return
    base = baseline_period(visit.plan, indicator)
    st.html(style.heading(texts("screens.waterfall.title")))
    before = chosen(
        texts("screens.waterfall.from"),
        sorted(known, reverse=True),
        key="from",
        default=base if base in known else max(known),
        code=str,
        show=texts.to_date,
    )
    change = queries.change_between(visit, indicator.code, before, period)
    surface(waterfall(change, indicator, (before, period), visit.plan, texts), key="indicator_waterfall")

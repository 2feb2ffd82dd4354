"""The two charts of an indicator's page, with their data in words for those who cannot see them."""

from __future__ import annotations

import streamlit as st

from charts.figures import chart_config
from charts.months import months_figure
from charts.theme import DARK, LIGHT, Palette
from charts.trajectory import HEIGHT, Trajectory, incomplete, monthly, trajectory_figure, unsettled
from i18n.texts import Texts
from indicators.plan import Plan
from indicators.progress import is_flow
from services.monitor import IndicatorDetail
from ui.components.words import actual_words, amount, planned_words, target_words

TALL = 440
"""Height of the lines where no bars stand below them."""


def page_palette() -> Palette:
    """The colours of the look the browser shows now."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def draw_year(detail: IndicatorDetail, plan: Plan, texts: Texts) -> None:
    """The year as lines and, of a flow, its months as bars; for yearly indicators see `yearly_note`."""
    indicator = detail.standing.indicator
    palette = page_palette()
    st.subheader(texts("screens.indicator.trajectory.title"), anchor=False)
    lines = trajectory_of(detail, plan)
    if not (detail.series or detail.last_year):
        st.caption(texts("screens.indicator.trajectory.empty"))
        return
    st.plotly_chart(
        trajectory_figure(lines, texts, palette, HEIGHT if detail.months else TALL),
        key="trajectory",
        theme=None,
        config=chart_config(f"{indicator.code}-{detail.standing.period}"),
        alt=trajectory_words(detail, texts),
    )
    if lines.hollow:
        st.caption(texts("screens.indicator.trajectory.hollow"))
    if detail.months:
        st.subheader(texts("screens.indicator.months.title"), anchor=False)
        st.plotly_chart(
            months_figure(indicator, detail.months, texts, palette),
            key="months",
            theme=None,
            config=chart_config(f"{indicator.code}-months-{detail.standing.period}"),
            alt=months_words(detail, texts),
        )


def trajectory_of(detail: IndicatorDetail, plan: Plan) -> Trajectory:
    """The lines of the detail; actual values up to the period shown."""
    period = detail.standing.period
    actual = [point for point in detail.series if not period < point.period]
    return Trajectory(
        indicator=detail.standing.indicator,
        actual=monthly([(point.period.closing_month, point.value) for point in actual]),
        planned=monthly([(each.closing_month, value) for each, value in detail.planned_path]),
        last_year=monthly([(point.period.closing_month, point.value) for point in detail.last_year]),
        hollow=unsettled(actual),
        partial=incomplete(actual),
        from_zero=is_flow(plan, detail.standing.indicator),
    )


def trajectory_words(detail: IndicatorDetail, texts: Texts) -> str:
    """The chart in a sentence."""
    standing = detail.standing
    indicator = standing.indicator
    told = {
        "name": texts.name(indicator.name),
        "period": texts.to_date(standing.period),
        "actual": actual_words(standing, texts),
        "target": target_words(indicator, texts),
        "unit": texts.name(indicator.unit),
    }
    if standing.planned is None:
        return texts("screens.indicator.trajectory.alt.unplanned", **told)
    return texts("screens.indicator.trajectory.alt", planned=planned_words(standing, texts), **told)


def months_words(detail: IndicatorDetail, texts: Texts) -> str:
    """The bars in a sentence: each month with its value."""
    indicator = detail.standing.indicator
    parts = [
        f"{_months(month.starts, month.period.closing_month, texts)} {amount(indicator, month.value, texts)}"
        for month in detail.months
        if month.value is not None
    ]
    return texts("screens.indicator.months.alt", months=texts("statuses.separator").join(parts))


def _months(first: int, last: int, texts: Texts) -> str:
    return texts.month_label(last) if first == last else texts("charts.january_february")

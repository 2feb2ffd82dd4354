"""The two charts of an indicator's page, with their data in words for those who cannot see them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from charts.figures import chart_config, spec_of
from charts.months import months_figure
from charts.outlook_layers import Ahead, Revised
from charts.theme import DARK, LIGHT, Palette
from charts.trajectory import HEIGHT, Trajectory, incomplete, monthly, trajectory_figure, unsettled
from i18n.texts import Texts
from indicators.plan import Plan, ScopeChange
from indicators.progress import is_flow
from indicators.scope import breaks_of_year
from services.monitoring.monitor import IndicatorDetail
from services.monitoring.revisions import Revision
from ui.components.outlook_words import outlook_told
from ui.components.remarks import note_mark, revision_decimals, revision_words
from ui.components.words import actual_words, amount, planned_words, target_words
from ui.look import style

TALL = 440
"""Height of the lines where no bars stand below them."""


@dataclass(frozen=True, slots=True)
class YearCharts:
    """The charts of a year as specifications (JSON; empty: there is none), each with its sentence, and captions."""

    file_name: str
    lines: str = ""
    lines_told: str = ""
    captions: tuple[str, ...] = ()
    bars: str = ""
    bars_told: str = ""


def page_palette() -> Palette:
    """The colours of the look the browser shows now."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def year_charts(detail: IndicatorDetail, plan: Plan, texts: Texts, palette: Palette) -> YearCharts:
    """The year as lines and, of a flow, its months as bars; for yearly indicators see `yearly_note`."""
    indicator = detail.standing.indicator
    name = f"{indicator.code}-{detail.standing.period}"
    if not (detail.series or detail.last_year):
        return YearCharts(name)
    lines = trajectory_of(detail, plan, texts)
    hollow = [texts("screens.indicator.trajectory.hollow")] if lines.hollow else []
    breaks = [break_words(change, number, texts) for number, (_, change) in enumerate(_breaks(detail, plan), 1)]
    return YearCharts(
        file_name=name,
        lines=spec_of(trajectory_figure(lines, texts, palette, HEIGHT if detail.months else TALL)),
        lines_told=trajectory_words(detail, plan, texts),
        captions=(*hollow, *breaks),
        bars=spec_of(months_figure(indicator, detail.months, texts, palette)) if detail.months else "",
        bars_told=months_words(detail, texts) if detail.months else "",
    )


def draw_year(year: YearCharts, texts: Texts) -> None:
    """The charts under their headings; without any, what to wait for."""
    st.html(style.heading(texts("screens.indicator.trajectory.title")))
    if not year.lines:
        st.caption(texts("screens.indicator.trajectory.empty"))
        return
    _chart("trajectory", year.lines, year.lines_told, year.file_name)
    for caption in year.captions:
        st.caption(caption)
    if year.bars:
        st.html(style.heading(texts("screens.indicator.months.title")))
        _chart("months", year.bars, year.bars_told, f"{year.file_name}-months")


def _chart(key: str, spec: str, told: str, file_name: str) -> None:
    st.plotly_chart(json.loads(spec), key=key, theme=None, config=chart_config(file_name), alt=told)


def trajectory_of(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Trajectory:
    """The lines of the detail; actual values up to the period shown."""
    period = detail.standing.period
    actual = [point for point in detail.series if not period < point.period]
    numbered = list(enumerate(_breaks(detail, plan), 1))
    return Trajectory(
        indicator=detail.standing.indicator,
        actual=monthly([(point.period.closing_month, point.value) for point in actual]),
        planned=monthly([(each.closing_month, value) for each, value in detail.planned_path]),
        last_year=monthly([(point.period.closing_month, point.value) for point in detail.last_year]),
        hollow=unsettled(actual) | _not_approved(detail),
        partial=incomplete(actual),
        from_zero=is_flow(plan, detail.standing.indicator),
        ahead=_ahead(detail),
        revised=tuple(_revised(each, detail, texts) for each in detail.revisions),
        noted=tuple(
            (note.period.closing_month, note_mark(number, texts)) for number, note in enumerate(detail.notes, 1)
        ),
        breaks=tuple((month, texts("screens.scope.mark", number=number)) for number, (month, _) in numbered),
    )


def _ahead(detail: IndicatorDetail) -> Ahead | None:
    value = detail.standing.point.value
    if not detail.outlook.has_interval or value is None:
        return None
    months = tuple((each.period.closing_month, each.value, each.low, each.high) for each in detail.outlook.fan)
    return Ahead((detail.standing.period.closing_month, value), months)


def _revised(revision: Revision, detail: IndicatorDetail, texts: Texts) -> Revised:
    month, decimals = revision.period.closing_month, revision_decimals(revision, detail.standing.indicator)
    before, now = (texts.number(value, decimals) for value in (revision.first, revision.now))
    why = "" if revision.carried is None else ".denominator"
    told = texts(f"screens.notes.revision.brief{why}", month=texts.month_label(month), before=before, now=now)
    return Revised(month, revision.now, told)


def _not_approved(detail: IndicatorDetail) -> frozenset[int]:
    """The months whose value counts in what is not approved."""
    code, year = detail.standing.indicator.code, detail.standing.period.year
    touched = (period for indicator, period in detail.awaiting.figures if indicator == code)
    return frozenset(period.closing_month for period in touched if period.year == year)


def _breaks(detail: IndicatorDetail, plan: Plan) -> list[tuple[int, ScopeChange]]:
    """The months shown before which the line breaks, in order."""
    period = detail.standing.period
    found = breaks_of_year(plan, detail.standing.indicator, period.year)
    return [(month, change) for month, change in sorted(found.items()) if month <= period.closing_month]


def break_words(change: ScopeChange, number: int, texts: Texts) -> str:
    """`口径变化①：2018年4月起，…`, for a caption."""
    mark = texts("screens.scope.mark", number=number)
    said = style.plain(texts.name(change.text))
    return texts("screens.scope.caption", mark=mark, since=texts.period(change.first), text=said)


def trajectory_words(detail: IndicatorDetail, plan: Plan, texts: Texts) -> str:
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
        said = texts("screens.indicator.trajectory.alt.unplanned", **told)
    else:
        said = texts("screens.indicator.trajectory.alt", planned=planned_words(standing, texts), **told)
    return (" " if texts.language == "en" else "").join((said, *_also(detail, plan, texts)))


def _also(detail: IndicatorDetail, plan: Plan, texts: Texts) -> Iterator[str]:
    """The outlook, the revisions and the notes that the chart marks."""
    outlook, indicator = detail.outlook, detail.standing.indicator
    if outlook.has_interval:
        yield texts("screens.outlook.alt", **outlook_told(outlook, indicator, texts))
    for revision in detail.revisions:
        yield f"{revision_words(revision, detail, plan, texts)}{texts('screens.overview.full_stop')}"
    for note in detail.notes:
        yield f"{texts.period(note.period)}{texts('screens.overview.colon')}{note.text}"


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

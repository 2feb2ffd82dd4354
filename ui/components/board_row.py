"""One row of the overview: state, name, actual against target as bullet, gap, trend, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from markupsafe import Markup

from charts.bullet import bullet_svg
from charts.marks import TONES
from charts.sparkline import sparkline_svg
from charts.theme import BY_STYLESHEET
from i18n.texts import Texts
from indicators.observations import ObservationStatus
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Plan
from indicators.scope import break_between, breaks_of_year
from indicators.standing import Standing, Status
from services.monitoring.monitor import OverviewRow
from services.monitoring.submitted_figures import NOTHING_AWAITED, Awaiting
from ui.components.badge import not_approved, status_badge
from ui.components.outlook_words import interval_words, outlook_number, probability_words
from ui.components.words import (
    actual_words,
    amount,
    attainment_words,
    gap_or_reason,
    percent_words,
    status_word,
    target_words,
)

_ROW = Markup(
    '<tr role="row" class="{unsettled}"><td role="cell" class="state">{badge}</td>'
    '<td role="cell" class="name"><a href="{address}" data-event="indicator" data-value="{code}">{name}</a>'
    '<span class="lead small quiet">{lead}</span></td>'
    '<td role="cell" class="actual"><strong>{actual}</strong>{flag}<span class="unit small quiet">{unit}</span></td>'
    '<td role="cell" class="number target">{target}</td><td role="cell" class="progress">{bullet}</td>'
    '<td role="cell" class="number attainment" data-head="{attainment_head}">{attainment}</td>'
    '<td role="cell" class="gap">{gap}</td><td role="cell" class="trend">{trend}</td>'
    '<td role="cell" class="number change">{change}</td>'
    '<td role="cell" class="number outlook" data-head="{outlook_head}">{outlook}'
    '<span class="interval small quiet">{interval}</span></td>'
    '<td role="cell" class="number probability" data-head="{probability_head}">{probability}</td></tr>'
)
_BROKEN = Markup('<abbr class="small quiet" title="{title}">{text}</abbr>')
LEAST_FOR_A_LINE = 2
_FLAG = Markup('<abbr class="mark-flag" title="{title}">{letter}</abbr>')


def board_row(
    row: OverviewRow,
    plan: Plan,
    texts: Texts,
    heads: Mapping[str, str],
    address: str,
    awaiting: Awaiting = NOTHING_AWAITED,
) -> Markup:
    """A row; its name is a link that covers it, so that the whole row answers mouse and keyboard."""
    standing = row.standing
    indicator = standing.indicator
    return _ROW.format(
        unsettled="unsettled" if standing.status is Status.INCOMPLETE else "",
        badge=status_badge(standing, texts),
        address=address,
        code=indicator.code,
        name=texts.name(indicator.short_name),
        lead=texts.unit_name(plan.unit(indicator.lead)),
        actual=actual_words(standing, texts),
        flag=_flag(standing, texts) + not_approved(standing, awaiting, texts),
        unit=texts.name(indicator.unit),
        target=target_words(indicator, texts),
        bullet=standing_bullet(standing, texts),
        attainment_head=heads["attainment"],
        attainment=attainment_words(standing, texts),
        gap=gap_or_reason(standing, plan, texts),
        trend=_trend(row, plan, texts),
        change=_change(row, plan, texts),
        outlook_head=heads["outlook"],
        outlook=outlook_number(row.outlook, indicator, texts),
        interval=interval_words(row.outlook, indicator, texts),
        probability_head=heads["probability"],
        probability=probability_words(row.outlook, texts),
    )


def standing_bullet(standing: Standing, texts: Texts) -> Markup:
    """Attainment from zero, with the ticks of target and schedule."""
    words, tone = _bullet_words(standing, texts), TONES[standing.status]
    return bullet_svg(standing.attainment, planned_attainment(standing), tone, BY_STYLESHEET, words)


def planned_attainment(standing: Standing) -> Decimal | None:
    """The planned value as percent of the target, on the axis of the attainment; None without a plan."""
    planned, target = standing.planned, standing.indicator.target.value
    part, whole = (planned, target) if standing.indicator.direction == 1 else (target, planned)
    if part is None or not whole or standing.attainment is None:
        return None
    return part / whole * 100


def _bullet_words(standing: Standing, texts: Texts) -> str:
    if standing.attainment is None:
        return texts("screens.overview.bullet.none", target=target_words(standing.indicator, texts))
    planned = planned_attainment(standing)
    told = {
        "attainment": percent_words(standing.attainment, texts),
        "word": status_word(standing.status, texts, at_year_end=standing.at_year_end),
    }
    if planned is None:
        return texts("screens.overview.bullet.unplanned", **told)
    return texts("screens.overview.bullet", planned=f"{texts.number(planned, 1)}%", **told)


def _trend(row: OverviewRow, plan: Plan, texts: Texts) -> Markup:
    """The complete months up to the one shown; nothing for an indicator of one value a year."""
    standing = row.standing
    indicator, period = standing.indicator, standing.period
    by_month = {
        point.period.closing_month: point.value
        for point in row.series
        if not period < point.period and point.reported == point.expected
    }
    values = [by_month.get(month) for month in range(1, period.closing_month + 1)]
    known = [(month, value) for month, value in enumerate(values, 1) if value is not None]
    if len(known) < LEAST_FOR_A_LINE:
        return Markup("")
    (first, start), (last, end) = known[0], known[-1]
    label = texts(
        "screens.overview.trend",
        first=texts.month_label(first),
        start=amount(indicator, start, texts),
        last=texts.month_label(last),
        end=amount(indicator, end, texts),
    )
    breaks = [month - 1 for month in breaks_of_year(plan, indicator, period.year)]
    return sparkline_svg(values, TONES[standing.status], BY_STYLESHEET, label, MONTHS_IN_YEAR, breaks)


def _change(row: OverviewRow, plan: Plan, texts: Texts) -> str | Markup:
    """The change since the period before, or that the scope has changed in between."""
    standing = row.standing
    change = break_between(plan, standing.indicator, standing.period.previous, standing.period)
    if change is None or standing.period.number == 1:
        return texts.signed(row.change, standing.indicator.decimals)
    return _BROKEN.format(title=texts.name(change.text), text=texts("screens.scope.refused.short"))


def _flag(standing: Standing, texts: Texts) -> Markup:
    """The letter of an observation status that is not normal, with its meaning."""
    status = standing.point.status
    if standing.point.value is None or status in {ObservationStatus.NORMAL, ObservationStatus.MISSING}:
        return Markup("")
    return _FLAG.format(letter=status.value, title=texts(f"statuses.proof.status.{status.value}"))

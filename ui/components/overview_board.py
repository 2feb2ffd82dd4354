"""The overview in one piece of markup: head, counts, table, sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from i18n.texts import Texts
from indicators.periods import MONTHS_IN_YEAR
from indicators.plan import Plan
from services.monitoring.monitor import Overview, OverviewRow
from ui.components.attention import about_data, needs_attention
from ui.components.board import board
from ui.components.counts import status_counts

_HEAD = Markup('<header class="head"><h1>{title}</h1><p class="sub">{sub}</p></header>')
_EMPTY = Markup('<p class="empty">{text}</p>')


def overview_head(overview: Overview, plan: Plan, texts: Texts) -> Markup:
    """What is shown, as of when, how complete, and how much of the year is gone."""
    share = Decimal(100 * overview.period.closing_month) / MONTHS_IN_YEAR
    sub = texts(
        f"screens.overview.sub.{_completeness(overview)}",
        period=texts.period(overview.period),
        expected=max((row.standing.point.expected for row in _monthly(overview)), default=0),
        share=texts.number(share, 1),
    )
    return _HEAD.format(title=texts("screens.overview.title", year=plan.head.year), sub=sub)


def no_figures(texts: Texts) -> Markup:
    """The first day: nothing is approved yet, and what to do."""
    return _EMPTY.format(text=texts("screens.overview.empty"))


def overview_board(overview: Overview, rows: Sequence[OverviewRow], plan: Plan, texts: Texts) -> Markup:
    """All of it, without a visitor's own section; `rows` are in the order to be shown."""
    return above_since(overview, rows, plan, texts) + about_data(overview, plan, texts)


def above_since(
    overview: Overview,
    rows: Sequence[OverviewRow],
    plan: Plan,
    texts: Texts,
    kept: Mapping[str, str] | None = None,
    late: Markup | None = None,
) -> Markup:
    """Counts, the table, what needs attention: down to the section of the visitor's last visit.

    Links carry `kept`; `late` is the section of measures with a late milestone. `about_data` stands below it.
    """
    return (
        status_counts([row.standing for row in overview.rows], texts)
        + board(rows, plan, overview.period, texts, kept, overview.awaiting)
        + needs_attention(overview, plan, texts, late)
    )


def _completeness(overview: Overview) -> str:
    points = [row.standing.point for row in _monthly(overview)]
    if not any(point.reported for point in points):
        return "nothing"
    return "complete" if all(point.reported == point.expected for point in points) else "partial"


def _monthly(overview: Overview) -> list[OverviewRow]:
    return [row for row in overview.rows if row.standing.period == overview.period]

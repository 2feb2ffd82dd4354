"""The overview's table: one row per indicator, the target at the same place in every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal
from urllib.parse import urlencode

from markupsafe import Markup

from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import Plan
from indicators.standing import Status
from services.monitoring.monitor import OverviewRow
from services.monitoring.submitted_figures import NOTHING_AWAITED, Awaiting
from ui.components.board_row import board_row

Order = Literal["notice", "worst"]
ORDERS: tuple[Order, ...] = ("notice", "worst")

_WORST = (
    Status.MISSED,
    Status.BEHIND,
    Status.SLIGHTLY_BEHIND,
    Status.INCOMPLETE,
    Status.NO_DATA,
    Status.NO_PATH,
    Status.ON_SCHEDULE,
    Status.ACHIEVED,
    Status.NOT_DUE,
)
_LEGEND = Markup('<span class="legend"><i></i>{target}</span><span class="legend dashed"><i></i>{schedule}</span>')
_TABLE = Markup(
    '<p class="legend-line small quiet" aria-hidden="true">{legend}</p>'
    '<table class="board{wide}" role="table" aria-label="{label}">{head}<tbody>{rows}</tbody></table>'
)
_HEAD = Markup(
    '<thead><tr><th scope="col">{status}</th><th scope="col">{name}</th><th scope="col" class="actual">{actual}</th>'
    '<th scope="col" class="number">{target}</th><th scope="col">{progress}{legend}</th>'
    '<th scope="col" class="number">{attainment}</th>'
    '<th scope="col">{gap}</th><th scope="col" class="trend">{trend}</th><th scope="col" class="number change">'
    '{change}</th><th scope="col" class="number outlook">{outlook}<span class="interval">{interval}</span></th>'
    '<th scope="col" class="number probability">{probability}</th></tr></thead>'
)
_HEADS = (
    "status",
    "name",
    "actual",
    "target",
    "progress",
    "schedule",
    "attainment",
    "gap",
    "trend",
    "change",
)


def ordered(rows: Sequence[OverviewRow], order: Order) -> list[OverviewRow]:
    """The notice's order, or the worst first (by status, then by pace or attainment)."""
    if order == "notice":
        return list(rows)
    return sorted(rows, key=_badness)


def board(
    rows: Iterable[OverviewRow],
    plan: Plan,
    period: Period,
    texts: Texts,
    kept: Mapping[str, str] | None = None,
    awaiting: Awaiting = NOTHING_AWAITED,
) -> Markup:
    """The table of standings with bullets and sparklines.

    Args:
        rows: in the order to be shown.
        plan: names the lead departments.
        period: the period shown, kept in the rows' addresses.
        texts: the language.
        kept: what else the rows' addresses carry.
        awaiting: which figures count in what is not approved, and get its mark.
    """
    heads = {name: texts(f"screens.overview.column.{name}") for name in _HEADS}
    heads |= {
        "outlook": texts("screens.outlook.column.value"),
        "interval": texts("screens.outlook.column.interval"),
        "probability": texts("screens.outlook.column.probability"),
    }
    query = {"period": str(period), "lang": texts.language, **(kept or {})}
    lines = Markup("").join(
        board_row(row, plan, texts, heads, _address(row.standing.indicator.code, query), awaiting) for row in rows
    )
    legend = _LEGEND.format(target=heads["target"], schedule=heads["schedule"])
    return _TABLE.format(
        wide="" if texts.language == "zh" else " wide-units",
        label=texts("screens.overview.table", period=texts.period(period)),
        legend=legend,
        head=_HEAD.format(**heads, legend=legend),
        rows=lines,
    )


def _address(code: str, query: Mapping[str, str]) -> str:
    """For "open in a new tab"; a plain click is answered by the page."""
    return f"indicator?{urlencode({'code': code, **query})}"


def _badness(row: OverviewRow) -> tuple[int, Decimal]:
    standing = row.standing
    measure = standing.pace if standing.pace is not None else standing.attainment
    return _WORST.index(standing.status), measure if measure is not None else Decimal(0)

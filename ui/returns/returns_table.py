"""The list of a form's returns: how each stands, who sent it when, why it came back, its file."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from indicators.returns import ReturnState
from services.returns.returns_overview import ReturnRow
from services.rights.permission import Action, permits
from ui.frame.original_link import original_link
from ui.look import style
from ui.returns import review_tables, reviewing
from ui.visits import looking_back
from ui.visits.visit import Visit

_HEADS = ("unit", "state", "at", "by", "number", "reason", "file")
_COUNTING = {ReturnState.APPROVED, ReturnState.REOPENED}
_NOT_YET = ("○", "db-mark db-mark-none")
_LATE = ("■", "db-mark db-mark-bad")


def returns_table(visit: Visit, rows: Iterable[ReturnRow]) -> style.Table:
    """One row for each return; who takes part in one can open it."""
    heads = [visit.texts(f"screens.returns.head.{name}") for name in _HEADS]
    return style.table(heads, (_row(visit, row) for row in rows))


def _row(visit: Visit, row: ReturnRow) -> tuple[str | style.Cell, ...]:
    texts, sent = visit.texts, row.submission
    unit = texts.unit_name(row.unit)
    if sent is None:
        (sign, look), word = (_LATE, "late") if visit.today > row.due else (_NOT_YET, "missing")
        return (unit, style.Cell(f"{sign} {texts(f'screens.returns.state.{word}')}", look), "", "", "", "", "")
    # Leaders see that something waits or was sent back, not what is in it, nor why.
    part = permits(visit.actor, Action.COMMENT_ON_RETURN, row.unit.code)
    opened = urlencode({reviewing.RETURN_KEY: sent.id} | looking_back.kept(visit))
    file = original_link(sent.sha256) if part or sent.state in _COUNTING else ""
    return (
        style.Cell(unit, link=f"./returns?{opened}" if part else "", here=True),
        review_tables.state_cell(sent.state, texts, draft=row.draft),
        style.Cell(texts.moment(sent.submitted_at), "db-short"),
        sent.submitted_by,
        style.Cell(texts("screens.returns.number", number=sent.number), "db-short"),
        style.Cell(sent.reason or "" if part else "", "db-text"),
        style.Cell(sent.file_name, link=file),
    )

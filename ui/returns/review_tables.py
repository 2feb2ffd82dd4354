"""What a reviewer reads: the figures of a return beside earlier ones, its explanations, its history."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from i18n.texts import Texts
from indicators.problems import Problem
from indicators.returns import ReturnState
from services.groundwork.return_states import standing
from services.returns.compare_return import ComparedFigure, Difference, OpenedReturn
from ui.frame.original_link import original_link
from ui.look import style
from ui.visits.visit import Visit

NOWHERE = "—"
PERCENT_DECIMALS = 1
STATES = {
    ReturnState.DRAFT: ("○", "db-mark db-mark-none"),
    ReturnState.SUBMITTED: ("▲", "db-mark db-mark-warn"),
    ReturnState.APPROVED: ("●", "db-mark db-mark-good"),
    ReturnState.RETURNED: ("■", "db-mark db-mark-bad"),
    ReturnState.REOPENED: ("◆", "db-mark db-mark-warn"),
}


def state_cell(state: ReturnState, texts: Texts, *, draft: bool = False) -> style.Cell:
    """A state as mark, colour and word; `draft`: a file is kept beside that is not submitted."""
    sign, look = STATES[state]
    word = texts(f"screens.returns.state.{state}")
    return style.Cell(f"{sign} {texts('screens.returns.state.with_draft', state=word) if draft else word}", look)


def head(visit: Visit, opened: OpenedReturn) -> str:
    """Which return it is, how it stands, when and by whom it was sent."""
    texts, sent = visit.texts, opened.submission
    sign, _ = STATES[sent.state]
    return style.facts(
        [
            (texts("screens.review.unit"), texts.unit_name(opened.unit)),
            (texts("screens.review.form"), f"{opened.form.code} {texts.name(opened.form.title)}"),
            (texts("screens.review.period"), texts.period(sent.key.period)),
            (texts("screens.review.state"), f"{sign} {texts(f'screens.returns.state.{sent.state}')}"),
            (texts("screens.review.sent_at"), texts.moment(sent.submitted_at)),
            (texts("screens.review.sent_by"), sent.submitted_by),
        ]
    )


def figures_table(opened: OpenedReturn, texts: Texts) -> style.Table:
    """Every figure beside what counts now, the period before and the same period of last year."""
    corrects = any(row.in_force is not None for row in opened.figures)
    several = len({row.figure.observation.period for row in opened.figures}) > 1
    names = ["item", "cell", *(["month"] if several else []), "value", *(["in_force"] if corrects else [])]
    names += ["previous", "since_previous", "last_year", "since_last_year", "explanation"]
    heads = [texts(f"screens.review.figure.{name}") for name in names]
    rows = [_figure_cells(row, texts) for row in opened.figures]
    return style.table(heads, ([cells[name] for name in names] for cells in rows))


def _figure_cells(row: ComparedFigure, texts: Texts) -> dict[str, str | style.Cell]:
    decimals, unit = row.variable.decimals, texts.name(row.variable.unit)

    def number(value: Decimal | None) -> style.Cell:
        return style.Cell(texts.number(value, decimals), "db-figure")

    mark = "" if row.restated or row.last_year is None else " *"
    return {
        "item": texts("screens.review.item", code=row.variable.code, name=texts.name(row.variable.name), unit=unit),
        "cell": style.Cell(row.figure.cell, "db-short"),
        "month": style.Cell(texts.period(row.figure.observation.period), "db-short"),
        "value": style.Cell(texts.number(row.value, decimals), "db-figure db-strong"),
        "in_force": number(row.in_force),
        "previous": number(row.previous),
        "since_previous": style.Cell(difference(row.since_previous, decimals, texts), "db-figure"),
        "last_year": style.Cell(f"{texts.number(row.last_year, decimals)}{mark}", "db-figure"),
        "since_last_year": style.Cell(difference(row.since_last_year, decimals, texts), "db-figure"),
        "explanation": style.Cell(row.figure.explanation or "", "db-text"),
    }


def difference(said: Difference, decimals: int, texts: Texts) -> str:
    """`+1.50（+3.2%）`, or that the scope has changed, or a dash where there is nothing to compare with."""
    if said.refused is not None:
        return texts("screens.scope.refused.short")
    if said.amount is None:
        return NOWHERE
    amount = texts.signed(said.amount, decimals)
    if said.percent is None:
        return amount
    return texts("screens.review.difference", amount=amount, percent=texts.signed(said.percent, PERCENT_DECIMALS))


def doubts_table(doubts: Iterable[Problem], texts: Texts) -> style.Table:
    """What the checks ask about, and what the reporter says to it."""
    heads = [texts(f"screens.review.doubt.{name}") for name in ("cell", "what", "explained")]
    rows = (
        (
            style.Cell(problem.cell or NOWHERE, "db-short"),
            style.Cell(texts.problem(problem).what, "db-text"),
            style.Cell(problem.explained or texts("screens.review.doubt.unexplained"), "db-text"),
        )
        for problem in doubts
    )
    return style.table(heads, rows)


def history_table(opened: OpenedReturn, texts: Texts) -> style.Table:
    """All uploads of this return, the newest first: who sent, who decided, why, and the file."""
    names = ("number", "state", "sent", "decided", "reason", "file")
    heads = [texts(f"screens.review.history.{name}") for name in names]
    rows = []
    stands = standing(opened.submissions)
    for each in reversed(opened.submissions):
        replaced = each.state is ReturnState.SUBMITTED and each != stands
        state = style.Cell(texts("screens.returns.state.replaced")) if replaced else state_cell(each.state, texts)
        sent = f"{texts.moment(each.submitted_at)} {each.submitted_by}"
        decided = f"{texts.moment(each.decided_at)} {each.decided_by}" if each.decided_at else ""
        rows.append(
            (
                style.Cell(texts("screens.returns.number", number=each.number), "db-short"),
                state,
                sent,
                decided,
                style.Cell(each.reason or "", "db-text"),
                style.Cell(each.file_name, link=original_link(each.sha256)),
            )
        )
    return style.table(heads, rows)

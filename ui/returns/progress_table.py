"""Units against periods as one calm table: mark, colour and word for how each return stands, and when it came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import escape
from zoneinfo import ZoneInfo

from i18n.texts import Texts
from indicators.periods import Frequency, Period
from indicators.plan import Plan
from indicators.returns import ReturnState
from services.units.completeness import Completeness, ReturnProgress
from ui.look import style

_PERCENT = 100
_MARKS = {
    "approved": ("●", "db-mark-good"),
    "submitted": ("▲", "db-mark-warn"),
    "returned": ("■", "db-mark-bad"),
    "reopened": ("◆", "db-mark-warn"),
    "draft": ("○", "db-mark-none"),
    "missing": ("○", "db-mark-none"),
    "overdue": ("■", "db-mark-bad"),
    "locked": ("■", "db-mark-bad"),
}


def progress_table(shown: Completeness, plan: Plan, texts: Texts) -> style.Table:
    """The matrix; the head of a column says when its returns are due."""
    heads = "".join(
        f'<th scope="col">{escape(_period(period, texts))}'
        f"<small>{escape(texts('screens.completeness.due', date=_day(due, texts)))}</small></th>"
        for period, due in zip(shown.periods, shown.due, strict=True)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(texts.unit_name(unit))}</th>'
        + "".join(_cell(each, plan, texts) for each in row)
        + "</tr>"
        for unit, row in shown.rows
    )
    unit = texts("screens.completeness.unit")
    html = (
        f'<div class="db-matrix" role="region" tabindex="0" aria-label="{escape(texts("screens.completeness.title"))}">'
        f'<table><thead><tr><th scope="col">{escape(unit)}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
    names = [unit, *(_period(period, texts) for period in shown.periods)]
    cells = [
        [style.Cell(texts.unit_name(unit)), *(_told(each, plan, texts) for each in row)] for unit, row in shown.rows
    ]
    return style.Table.of(html, names, cells)


def _told(each: ReturnProgress, plan: Plan, texts: Texts) -> style.Cell:
    """The cell in one line of words, for a file."""
    word_ = texts(f"screens.completeness.mark.{word(each)}")
    return style.Cell(" ".join([word_, *_notes(each, plan, texts)]))


def state_cell(each: ReturnProgress, texts: Texts) -> style.Cell:
    """How a return stands as mark, colour and word, for a table of one unit."""
    name = word(each)
    sign, look = _MARKS[name]
    return style.Cell(f"{sign} {texts(f'screens.completeness.mark.{name}')}", f"db-mark {look}")


def word(each: ReturnProgress) -> str:
    """Which of the marks a return gets."""
    if each.state not in {None, ReturnState.DRAFT}:
        return str(each.state)
    if each.locked:
        return "locked"
    if each.overdue:
        return "overdue"
    return "draft" if each.state is ReturnState.DRAFT else "missing"


def _cell(each: ReturnProgress, plan: Plan, texts: Texts) -> str:
    name = word(each)
    sign, look = _MARKS[name]
    said = escape(texts(f"screens.completeness.mark.{name}"))
    notes = _notes(each, plan, texts)
    below = f"<small>{escape(' '.join(notes))}</small>" if notes else ""
    return f'<td><span class="db-mark {look}">{sign} {said}</span>{below}</td>'


def _notes(each: ReturnProgress, plan: Plan, texts: Texts) -> list[str]:
    """When it came, or how much of it; that it is late."""
    notes = []
    if each.completed_at is not None:
        day = each.completed_at.astimezone(ZoneInfo(plan.head.time_zone)).date()
        notes.append(_day(day, texts))
    elif each.filled:
        notes.append(texts("screens.completeness.filled", filled=each.filled, asked=each.asked))
    if each.late:
        notes.append(texts("screens.completeness.late"))
    return notes


def summary(shown: Completeness, texts: Texts) -> str:
    """Of the returns that are due by now: how many came in time, are complete, are approved."""
    due = [each for each in shown.returns if each.completed_at is not None or each.overdue]
    complete = [each for each in due if each.completed_at is not None]
    in_time = [each for each in complete if not each.late]
    approved = [each for each in due if each.state is ReturnState.APPROVED]
    shares = {"on_time": in_time, "complete": complete, "approved": approved}
    return style.facts(
        (texts(f"screens.completeness.{name}"), _share(len(part), len(due), texts)) for name, part in shares.items()
    )


def _share(part: int, whole: int, texts: Texts) -> str:
    if not whole:
        return "—"
    percent = texts.number(Decimal(part * _PERCENT) / whole)
    return texts("screens.completeness.share", part=part, whole=whole, percent=percent)


def _period(period: Period, texts: Texts) -> str:
    """A month without its year, which stands above the table."""
    return texts.month_label(period.number) if period.frequency is Frequency.MONTHLY else texts.period(period)


def _day(day: date, texts: Texts) -> str:
    return texts("screens.completeness.day", month=texts.month_label(day.month), day=day.day)

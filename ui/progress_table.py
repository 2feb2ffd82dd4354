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
from services.completeness import Completeness, ReturnProgress
from ui import style

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


def progress_table(shown: Completeness, plan: Plan, texts: Texts) -> str:
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
    unit = escape(texts("screens.completeness.unit"))
    return (
        f'<div class="db-matrix"><table><thead><tr><th scope="col">{unit}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


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
    notes = []
    if each.completed_at is not None:
        day = each.completed_at.astimezone(ZoneInfo(plan.head.time_zone)).date()
        notes.append(_day(day, texts))
    elif each.filled:
        notes.append(texts("screens.completeness.filled", filled=each.filled, asked=each.asked))
    if each.late:
        notes.append(texts("screens.completeness.late"))
    said = escape(texts(f"screens.completeness.mark.{name}"))
    below = f"<small>{escape(' '.join(notes))}</small>" if notes else ""
    return f'<td><span class="db-mark {look}">{sign} {said}</span>{below}</td>'


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

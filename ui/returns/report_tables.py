"""Reports on measures as tables: what a form asks for, and what a department said beside what it said before."""

from __future__ import annotations

from collections.abc import Iterable

from i18n.texts import Texts
from indicators.measure_progress import MeasureReport, MeasureStatus
from indicators.plan import Measure
from services.groundwork.earlier_reports import ComparedReport
from ui.look import style

NOWHERE = "—"
MARKS: dict[MeasureStatus, tuple[str, str]] = {
    MeasureStatus.NOT_STARTED: ("○", "db-mark db-mark-none"),
    MeasureStatus.IN_PROGRESS: ("●", "db-mark db-mark-good"),
    MeasureStatus.DONE: ("✓", "db-mark db-mark-good"),
    MeasureStatus.BLOCKED: ("■", "db-mark db-mark-bad"),
    MeasureStatus.DELAYED: ("▲", "db-mark db-mark-warn"),
}
UNREPORTED = ("○", "db-mark db-mark-none")


def status_words(status: MeasureStatus | None, texts: Texts) -> str:
    """The status as a sign and a word; that nothing was reported is said too."""
    sign, _ = MARKS[status] if status else UNREPORTED
    word = status.value if status else "unreported"
    return f"{sign} {texts(f'statuses.measure.{word}')}"


def status_cell(status: MeasureStatus | None, texts: Texts) -> style.Cell:
    """The status as sign, colour and word."""
    return style.Cell(status_words(status, texts), MARKS[status][1] if status else UNREPORTED[1])


def share_words(done: int | None) -> str:
    """`60%`, or a dash where nobody has said."""
    return NOWHERE if done is None else f"{done}%"


def reports_table(reports: Iterable[ComparedReport], texts: Texts) -> style.Table:
    """Every report beside the last period's status, and the one that counts now where this one corrects it."""
    rows = list(reports)
    corrects = any(row.in_force is not None for row in rows)
    names = ["measure", "status", "share", "previous", *(["in_force"] if corrects else [])]
    names += ["progress", "next_step", "difficulty", "evidence", "explanation"]
    heads = [texts(f"screens.measures.report.{name}") for name in names]
    return style.table(heads, ([_cells(row, texts)[name] for name in names] for row in rows))


def _cells(row: ComparedReport, texts: Texts) -> dict[str, str | style.Cell]:
    report = row.report
    return {
        "measure": style.Cell(f"{row.measure.code} {texts.name(row.measure.title)}", "db-text"),
        "status": status_cell(report.status, texts),
        "share": style.Cell(share_words(report.done), "db-figure"),
        "previous": _earlier(row.previous, texts),
        "in_force": _earlier(row.in_force, texts),
        "progress": style.Cell(report.progress, "db-text"),
        "next_step": style.Cell(report.next_step, "db-text"),
        "difficulty": style.Cell(report.difficulty, "db-text"),
        "evidence": style.Cell(report.evidence, "db-text"),
        "explanation": style.Cell(report.explanation or "", "db-text"),
    }


def _earlier(report: MeasureReport | None, texts: Texts) -> str | style.Cell:
    return NOWHERE if report is None else status_cell(report.status, texts)


def measures_asked(measures: Iterable[Measure], texts: Texts) -> style.Table:
    """The measures a department's form asks for."""
    heads = [texts(f"screens.measures.head.{name}") for name in ("code", "place", "title", "milestones")]
    rows = (
        (
            style.Cell(measure.code, "db-code"),
            style.Cell(measure.place, "db-short"),
            style.Cell(texts.name(measure.title), "db-text"),
            "；".join(
                texts("screens.measures.milestone", date=texts.date(each.date), what=texts.name(each.what))
                for each in measure.milestones
            ),
        )
        for measure in measures
    )
    return style.table(heads, rows)

"""Measures as tables and cards: the register by section, a department's board, one measure's parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from i18n.texts import Texts
from indicators.measure_progress import MeasureStatus
from indicators.measure_standing import MeasureStanding
from indicators.plan import Plan
from services.measures.measures import MeasureDetail, Register
from ui.frame.original_link import original_link
from ui.look import style
from ui.returns import report_tables, review_tables
from ui.returns.report_tables import MARKS, NOWHERE, UNREPORTED, share_words, status_cell
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

ORDER: tuple[MeasureStatus | None, ...] = (*MeasureStatus, None)


def counts(standings: Sequence[MeasureStanding], texts: Texts) -> str:
    """How many there are of each status; they add up to the first."""
    facts = [(texts("screens.measures.all"), str(len(standings)))]
    facts += [
        (report_tables.status_words(status, texts), str(sum(each.status is status for each in standings)))
        for status in ORDER
    ]
    return style.facts(facts)


def warnings(standings: Sequence[MeasureStanding], register: Register, texts: Texts) -> str:
    """How many are not up to date, and how many have a late milestone."""
    stale, late = sum(each.stale for each in standings), sum(bool(each.late) for each in standings)
    due = texts.period(register.due) if register.due else NOWHERE
    return style.quiet(texts("screens.measures.warned", due=due, stale=stale, late=late))


def section_table(visit: Visit, standings: Iterable[MeasureStanding]) -> style.Table:
    """The measures of one section."""
    texts, plan = visit.texts, visit.plan
    names = ("code", "place", "title", "departments", "status", "share", "reported", "remarks", "indicators")
    heads = [texts(f"screens.measures.head.{name}") for name in names]
    return style.table(heads, (_row(visit, plan, each) for each in standings))


def _row(visit: Visit, plan: Plan, each: MeasureStanding) -> tuple[str | style.Cell, ...]:
    texts, measure = visit.texts, each.measure
    moved = (plan.indicator(code) for code in measure.moved)
    return (
        style.Cell(measure.code, "db-code", link=address_of(visit, "measure", measure=measure.code), here=True),
        style.Cell(measure.place, "db-short"),
        style.Cell(texts.name(measure.title), "db-text"),
        departments(plan, measure.departments, texts),
        status_cell(each.status, texts),
        style.Cell(share_words(each.done), "db-figure"),
        style.Cell(texts.period(each.latest.period) if each.latest else NOWHERE, "db-short"),
        style.Cell(remarks(each, texts), "db-text"),
        texts("screens.measures.and").join(texts.name(indicator.short_name) for indicator in moved),
    )


def departments(plan: Plan, codes: Iterable[str], texts: Texts) -> str:
    """The departments' names, the leading one first."""
    return texts("screens.measures.and").join(texts.unit_name(plan.unit(code)) for code in codes)


def remarks(each: MeasureStanding, texts: Texts) -> str:
    """What is wrong with a measure: not updated, late milestones."""
    said = [texts("screens.measures.stale")] if each.stale else []
    said += [
        texts("screens.measures.late", date=texts.date(milestone.date), what=texts.name(milestone.what))
        for milestone in each.late
    ]
    return texts("screens.measures.stop").join(said)


def board(visit: Visit, standings: Sequence[MeasureStanding]) -> str:
    """A department's measures as cards, one column for each status that any of them has."""
    texts = visit.texts
    columns = []
    for status in ORDER:
        mine = [each for each in standings if each.status is status]
        if not mine:
            continue
        sign, look = MARKS[status] if status else UNREPORTED
        head = f'<span class="{look}">{sign} {escape(_word(status, texts))}</span> <small>{len(mine)}</small>'
        cards = "".join(_card(visit, each) for each in mine)
        columns.append(f'<section class="db-board-column"><h3>{head}</h3>{cards}</section>')
    return f'<div class="db-board">{"".join(columns)}</div>'


def _word(status: MeasureStatus | None, texts: Texts) -> str:
    return texts(f"statuses.measure.{status.value if status else 'unreported'}")


def _card(visit: Visit, each: MeasureStanding) -> str:
    texts, measure = visit.texts, each.measure
    link = escape(address_of(visit, "measure", measure=measure.code))
    done = each.done or 0
    told = remarks(each, texts)
    note = f'<p class="db-board-note">▲ {escape(told)}</p>' if told else ""
    return (
        f'<article class="db-board-card"><a href="{link}" target="_self">{escape(measure.code)} '
        f"{escape(texts.name(measure.title))}</a>"
        f'<div class="db-board-bar" role="img" aria-label="{escape(share_words(each.done))}">'
        f'<i style="width:{done}%"></i></div><small>{escape(measure.place)} · {escape(share_words(each.done))}</small>'
        f"{note}</article>"
    )


def links_table(visit: Visit, detail: MeasureDetail) -> style.Table:
    """What the measure does for which indicator, and why."""
    texts, plan = visit.texts, visit.plan
    heads = [texts(f"screens.measures.link.{name}") for name in ("indicator", "contribution", "why")]
    rows = []
    for link in detail.standing.measure.links:
        if link.indicator is None:
            name = style.Cell(texts("screens.measures.link.no_indicator"))
        else:
            where = address_of(visit, "indicator", code=link.indicator)
            name = style.Cell(texts.name(plan.indicator(link.indicator).short_name), link=where, here=True)
        contribution = texts(f"statuses.contribution.{link.contribution.value}")
        rows.append((name, style.Cell(contribution, "db-short"), style.Cell(texts.name(link.why), "db-text")))
    return style.table(heads, rows)


def milestones_table(detail: MeasureDetail, texts: Texts) -> style.Table:
    """The milestones with what was planned, and whether it was reached."""
    heads = [texts(f"screens.measures.milestone.{name}") for name in ("date", "what", "share", "state", "basis")]
    rows = []
    for each in detail.standing.milestones:
        name = "late" if each.late else ("reached" if each.reached else "ahead")
        sign, look = {
            "late": MARKS[MeasureStatus.BLOCKED],
            "reached": MARKS[MeasureStatus.DONE],
            "ahead": UNREPORTED,
        }[name]
        rows.append(
            (
                style.Cell(texts.date(each.milestone.date), "db-short"),
                style.Cell(texts.name(each.milestone.what), "db-text"),
                style.Cell(share_words(int(each.milestone.share * 100)), "db-figure"),
                style.Cell(f"{sign} {texts(f'screens.measures.milestone.{name}')}", look),
                texts(f"screens.measures.milestone.{each.milestone.basis.value}"),
            )
        )
    return style.table(heads, rows)


def history_table(visit: Visit, detail: MeasureDetail) -> style.Table:
    """Everything that was ever reported about the measure, the newest first."""
    texts, plan = visit.texts, visit.plan
    names = ("period", "unit", "state", "status", "share", "progress", "next_step", "difficulty", "evidence", "by")
    heads = [texts(f"screens.measures.history.{name}") for name in names]
    rows = []
    for each in detail.history:
        sent, report = each.submission, each.report
        by = texts("screens.measures.history.sent", by=sent.submitted_by, at=texts.moment(sent.submitted_at))
        rows.append(
            (
                style.Cell(texts.period(sent.key.period), "db-short"),
                texts.unit_name(plan.unit(sent.key.unit)),
                review_tables.state_cell(sent.state, texts),
                status_cell(report.status, texts),
                style.Cell(share_words(report.done), "db-figure"),
                style.Cell(report.progress, "db-text"),
                style.Cell(report.next_step, "db-text"),
                style.Cell(report.difficulty, "db-text"),
                style.Cell(report.evidence, "db-text"),
                style.Cell(by, "db-text", link=original_link(sent.sha256)),
            )
        )
    return style.table(heads, rows)

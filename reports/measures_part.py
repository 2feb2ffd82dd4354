"""The measures of the plan: how far they have come, by section of the document and by leading department."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from i18n import formats
from indicators.measure_progress import MeasureStatus
from indicators.measure_standing import MeasureStanding
from reports.composing import Composer
from reports.inert import inert
from reports.saying import joined, listed, say
from reports.summary import Block, Figure, Paragraph, Run, Runs, Table

_STATUSES: tuple[MeasureStatus | None, ...] = (
    MeasureStatus.DONE,
    MeasureStatus.IN_PROGRESS,
    MeasureStatus.NOT_STARTED,
    MeasureStatus.DELAYED,
    MeasureStatus.BLOCKED,
    None,
)
_LATE_NAMED = 8


def measures_blocks(composer: Composer) -> Iterator[Block]:
    """Counts in a sentence, two tables, and the milestones that are late."""
    standings = composer.content.measures
    yield Paragraph(_counts(composer, standings))
    plan, texts = composer.content.plan, composer.texts
    titles = {section.code: inert(texts.name(section.title)) for section in plan.sections}

    def section_of(each: MeasureStanding) -> str:
        return each.measure.section

    def lead_of(each: MeasureStanding) -> str:
        return each.measure.lead

    yield _table(composer, "section", section_of, lambda code: " ".join(filter(None, (code, titles.get(code)))))
    yield _table(composer, "department", lead_of, lambda code: inert(texts.unit_name(plan.unit(code))))
    late = [each for each in standings if each.late]
    if late:
        yield Paragraph(_late(composer, late))


def _counts(composer: Composer, standings: tuple[MeasureStanding, ...]) -> Runs:
    texts, due = composer.texts, composer.content.measures_due
    total = _count(composer, "measures/all", len(standings), unit=True)
    said: list[Run] = list(say(texts, "summary.sentence.measures.all", total=total))
    between = texts("summary.separator")
    present = [status for status in _STATUSES if any(each.status is status for each in standings)]
    for place, status in enumerate(present):
        number = sum(each.status is status for each in standings)
        count = _count(composer, f"measures/{_name(status)}", number, unit=True)
        word = _word(composer, status)
        said += [between if place else "", *say(texts, "summary.sentence.measures.status", word=word, count=count)]
    said.append(texts("summary.stop"))
    if due is not None:
        stale, period = sum(each.stale for each in standings), texts.period(due)
        count = _count(composer, "measures/stale", stale, unit=True)
        key = "stale" if stale else "none_stale"
        said += say(texts, f"summary.sentence.measures.{key}", period=period, count=count)
    return joined(said)


def _table(composer: Composer, kind: str, group: Callable[[MeasureStanding], str], name: Callable[[str], str]) -> Table:
    """A row per group in the plan's order, a column per status."""
    texts, standings = composer.texts, composer.content.measures
    rows: list[tuple[Runs, ...]] = []
    for code in dict.fromkeys(group(each) for each in standings):
        inside = [each for each in standings if group(each) == code]
        key = f"measures/{kind}/{code}"
        counts = [
            _count(composer, f"{key}/{_name(status)}", sum(each.status is status for each in inside))
            for status in _STATUSES
        ]
        whole = _count(composer, f"{key}/all", len(inside))
        rows.append(((name(code),), (whole,), *((count,) for count in counts)))
    heads = (texts(f"summary.column.{kind}"), texts("summary.column.measures"))
    words = (_word(composer, status) for status in _STATUSES)
    places = frozenset(range(1, len(_STATUSES) + 2))
    return Table(texts(f"summary.table.measures_{kind}"), (*heads, *words), tuple(rows), (23, *[11] * 7), places)


def _late(composer: Composer, late: list[MeasureStanding]) -> Runs:
    texts = composer.texts
    first = sorted(late, key=lambda each: each.late[0].date)[:_LATE_NAMED]
    named = [
        texts(
            "summary.late_measure",
            title=inert(texts.name(each.measure.title)),
            date=texts.date(each.late[0].date),
            unit=inert(texts.unit_name(composer.content.plan.unit(each.measure.lead))),
        )
        for each in first
    ]
    count = _count(composer, "measures/late", len(late), unit=True)
    more = "_more" if len(late) > len(first) else ""
    return say(texts, f"summary.sentence.measures.late{more}", count=count, items=listed(texts, named))


def _count(composer: Composer, key: str, number: int, *, unit: bool = False) -> Figure:
    figure = Figure(key, Decimal(number), formats.number(Decimal(number), 0), "", composer.book.measures())
    return replace(figure, unit=composer.texts.plural("summary.unit.measures", number)) if unit else figure


def _name(status: MeasureStatus | None) -> str:
    return status.value if status else "unreported"


def _word(composer: Composer, status: MeasureStatus | None) -> str:
    return composer.texts(f"statuses.measure.{status.value}" if status else "summary.unreported")

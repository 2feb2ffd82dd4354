"""The first part: how many targets are reached and which, and all of them in one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from i18n import formats
from indicators.standing import Status
from reports.composing import Composer
from reports.saying import joined, listed, say
from reports.summary import Block, Figure, Paragraph, Runs, Table
from reports.words import status_name
from reports.year_end import IndicatorSection

_ORDER = (
    Status.ACHIEVED,
    Status.ON_SCHEDULE,
    Status.SLIGHTLY_BEHIND,
    Status.BEHIND,
    Status.MISSED,
    Status.NO_PATH,
    Status.INCOMPLETE,
    Status.NO_DATA,
    Status.NOT_DUE,
)


def overall_blocks(composer: Composer) -> Iterator[Block]:
    """The counts in a sentence each, the composite where the plan weighs its targets, the table."""
    yield Paragraph(overall_sentence(composer))
    composite = composer.content.composite
    if composite is not None:
        shown = Figure("overall/composite", composite, composer.texts.number(composite, 1), "%")
        yield Paragraph(say(composer.texts, "summary.sentence.composite", value=shown))
    yield targets_table(composer)


def overall_sentence(composer: Composer) -> Runs:
    """Of so many targets, so many reached: which; so many missed: which; and so on."""
    texts, content = composer.texts, composer.content
    when = "year" if content.is_complete_year else "to_date"
    said_when = texts(
        f"summary.when.{when}",
        year=content.year,
        period=texts.period(content.period),
        to_date=texts.to_date(content.period),
    )
    total = Figure("overall/targets", Decimal(len(content.sections)), str(len(content.sections)))
    groups = [(status, [s for s in content.sections if s.standing.status is status]) for status in _ORDER]
    present = [(status, group) for status, group in groups if group]
    if len(present) == 1:
        word = status_name(present[0][1][0].standing, texts)
        return say(texts, "summary.sentence.overall.all", when=said_when, total=total, word=word)
    lead = say(texts, "summary.sentence.overall.lead", when=said_when, total=total)
    parts = [_group(composer, status, group) for status, group in present]
    between = texts("summary.semicolon")
    said = [run for place, part in enumerate(parts) for run in ((between, *part) if place else part)]
    return joined((*lead, *said, texts("summary.stop")))


def _group(composer: Composer, status: Status, group: list[IndicatorSection]) -> Runs:
    texts = composer.texts
    count = Figure(f"overall/{status}", Decimal(len(group)), str(len(group)))
    word = status_name(group[0].standing, texts)
    word = word if texts.language == "zh" else word.lower()
    names = listed(texts, [composer.short_name(section) for section in group])
    return say(texts, "summary.sentence.overall.group", word=word, count=count, names=names)


def targets_table(composer: Composer) -> Table:
    """Every indicator against its target."""
    texts = composer.texts
    columns = ("indicator", "unit", "target", "actual", "attainment", "gap", "status")
    return Table(
        caption=texts("summary.table.targets", period=texts.to_date(composer.content.period)),
        heads=tuple(texts(f"summary.column.{column}") for column in columns),
        rows=tuple(_row(composer, section) for section in composer.content.sections),
        widths=(23, 14, 11, 10, 11, 18, 13),
        figures=frozenset({2, 3, 4, 5}),
    )


def _row(composer: Composer, section: IndicatorSection) -> tuple[Runs, ...]:
    texts, figures, standing = composer.texts, composer.figures(section), section.standing
    comparator = standing.indicator.target.comparator.value
    return (
        (composer.short_name(section),),
        (texts.name(standing.indicator.unit),),
        (comparator, figures.target(bare=True)),
        (figures.actual(bare=True),),
        (figures.attainment(bare=True),),
        _compared(composer, section),
        (status_name(standing, texts),),
    )


def _compared(composer: Composer, section: IndicatorSection) -> Runs:
    """Over or short of the target, and by how much."""
    gap, figures = section.standing.gap, composer.figures(section)
    if gap is None:
        return (formats.NOTHING,)
    distance = figures.distance()
    if not section.standing.indicator.is_percentage:
        distance = replace(distance, unit="")
    word = "short" if gap > 0 else "over" if formats.rounded(gap, figures.decimals) else "equal"
    return say(composer.texts, f"summary.gap.{word}", distance=distance)

"""Composes a summary from its content: which parts, in which order, in which language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from i18n.texts import Texts
from reports.annex_parts import definitions_blocks, sources_blocks, targets_blocks, units_blocks
from reports.checksum import checksum
from reports.composing import Composer
from reports.indicators_part import indicators_blocks
from reports.inert import inert
from reports.measures_part import measures_blocks
from reports.numbering import renumbered
from reports.overall_part import overall_blocks
from reports.quality_part import open_blocks, quality_blocks
from reports.summary import Block, Section, Summary, SummaryWords
from reports.year_end import YearEndContent

CHAPTERS = ("overall", "indicators", "measures", "quality", "open")
ANNEXES = ("targets", "units", "sources", "definitions")
SECTIONS = (*CHAPTERS, *ANNEXES)
"""The parts that can be chosen, in order."""

WIDE = frozenset({"targets", "sources"})
"""Annexes whose tables need a landscape page."""


def compose(content: YearEndContent, texts: Texts, sections: Collection[str] = SECTIONS) -> Summary:
    """The year's summary with the chosen sections, in the order of `SECTIONS`."""
    composer = Composer.of(content, texts)
    parts: list[Section] = []
    for key in (chapter for chapter in CHAPTERS if chapter in sections and _is_there(content, chapter)):
        number = len(parts) + 1
        heading = composer.chapter(number, key, texts(f"summary.section.{key}"))
        parts.append(Section(key, (heading, *_chapter(composer, key, number), *composer.written(key))))
    for number, key in enumerate((annex for annex in ANNEXES if annex in sections), start=1):
        heading = composer.annex(number, key, texts(f"summary.section.{key}"))
        parts.append(
            Section(key, (heading, *_annex(composer, key), *composer.written(key)), annex=True, wide=key in WIDE)
        )
    title = texts("summary.title" if content.is_complete_year else "summary.title_part", **_title_parts(composer))
    made = Summary(
        kind="year-end",
        language=texts.language,
        title_lines=tuple(title.splitlines()),
        particulars=_particulars(composer),
        sections=tuple(parts),
        notes=composer.book.notes,
        words=said(texts),
        made_on=content.made_on,
    )
    return finished(made, composer)


def _is_there(content: YearEndContent, chapter: str) -> bool:
    """A plan without measures has no chapter about them."""
    return chapter != "measures" or bool(content.measures)


def finished(summary: Summary, composer: Composer) -> Summary:
    """With its checksum and the last page's lines, and the mark of sample data."""
    content, texts = composer.content, composer.texts
    summary = renumbered(summary)
    digest = checksum(summary)
    known = texts.moment(content.known_at, content.plan.head.time_zone)
    closing = (
        texts("summary.closing.known_at", moment=known),
        texts("summary.closing.checksum", checksum=digest),
        texts("summary.closing.verify"),
    )
    return replace(summary, closing=closing, checksum=digest, sample=texts("reports.sample") if content.sample else "")


def said(texts: Texts) -> SummaryWords:
    """The words of a writer's own."""
    return SummaryWords(
        **{name: texts(f"summary.word.{name}") for name in ("contents", "table", "chart", "sources", "signing")}
    )


def _title_parts(composer: Composer) -> dict[str, object]:
    content, texts = composer.content, composer.texts
    plan = inert(texts.name(content.plan.head.short_name))
    return {"plan": plan, "year": content.year, "period": texts.to_date(content.period)}


def _particulars(composer: Composer) -> tuple[str, ...]:
    content, texts = composer.content, composer.texts
    document = content.plan.head.document
    known = texts.moment(content.known_at, content.plan.head.time_zone)
    lines = [
        texts("summary.particular.document", title=inert(document.title), issued_by=inert(document.issued_by)),
        texts("summary.particular.known_at", moment=known),
    ]
    return (*lines, texts("summary.particular.sample")) if content.sample else tuple(lines)


def _chapter(composer: Composer, key: str, number: int) -> Iterable[Block]:
    if key == "overall":
        return overall_blocks(composer)
    if key == "indicators":
        return indicators_blocks(composer, number)
    if key == "measures":
        return measures_blocks(composer)
    return quality_blocks(composer) if key == "quality" else open_blocks(composer)


def _annex(composer: Composer, key: str) -> Iterable[Block]:
    makers = {
        "targets": targets_blocks,
        "units": units_blocks,
        "sources": sources_blocks,
        "definitions": definitions_blocks,
    }
    return makers[key](composer)

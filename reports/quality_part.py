"""The state of the data, and what is not known yet with the day from which it will be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from indicators.judging import Reason
from indicators.publication import publication_date, returns_due
from indicators.standing import Status
from reports.composing import Composer
from reports.evidence import FormQuality
from reports.inert import inert
from reports.saying import listed, say, sentences
from reports.summary import Block, Figure, Paragraph, Runs, Table
from reports.words import data_remarks
from reports.year_end import IndicatorSection

_MISSING_NAMED = 8
_UNKNOWN = {Status.NOT_DUE, Status.NO_DATA, Status.INCOMPLETE}


def quality_blocks(composer: Composer) -> Iterator[Block]:
    """The returns in a sentence and a table, and which figures are estimates or rest on carried ones."""
    texts, quality = composer.texts, composer.content.quality
    if not quality:
        yield Paragraph((texts("summary.sentence.quality.none"),))
        return
    whole = [sum(getattr(each, name) for each in quality) for name in ("expected", "approved", "late", "corrected")]
    parts = dict(zip(("expected", "approved", "late", "corrected"), whole, strict=True))
    figures = {
        name: replace(_count(composer, f"quality/{name}", count), unit=texts.plural("summary.unit.returns", count))
        for name, count in parts.items()
    }
    yield Paragraph(say(texts, "summary.sentence.quality.returns", **figures))
    yield _table(composer, quality)
    yield from (Paragraph(_missing(composer, each)) for each in quality if each.missing)
    yield from _remarks(composer)


def _count(composer: Composer, key: str, count: int) -> Figure:
    return Figure(key, Decimal(count), composer.texts.number(Decimal(count)), "", composer.book.returns())


def _table(composer: Composer, quality: tuple[FormQuality, ...]) -> Table:
    texts, plan = composer.texts, composer.content.plan
    names = ("expected", "approved", "late", "corrected")
    rows: list[tuple[Runs, ...]] = []
    for each in quality:
        form = plan.form(each.form)
        label = texts("summary.form", code=form.code, title=inert(texts.name(form.title)))
        counts = [_count(composer, f"quality/{each.form}/{name}", getattr(each, name)) for name in names]
        rows.append(((label,), *((count,) for count in counts)))
    heads = (texts("summary.column.form"), *(texts(f"summary.column.{name}") for name in names))
    widths = (40, 15, 15, 15, 15)
    return Table(texts("summary.table.quality"), heads, tuple(rows), widths, frozenset({1, 2, 3, 4}))


def _missing(composer: Composer, each: FormQuality) -> Runs:
    texts, plan = composer.texts, composer.content.plan
    named = [
        texts("summary.missing_return", unit=inert(texts.unit_name(plan.unit(unit))), period=texts.period(period))
        for unit, period in each.missing[:_MISSING_NAMED]
    ]
    more = "_more" if len(each.missing) > len(named) else ""
    count = _count(composer, f"quality/{each.form}/missing", len(each.missing))
    return say(
        texts, f"summary.sentence.quality.missing{more}", form=each.form, count=count, returns=listed(texts, named)
    )


def _remarks(composer: Composer) -> Iterator[Paragraph]:
    for section in composer.content.sections:
        remarks = [(inert(remark),) for remark in data_remarks(section.standing, composer.texts)]
        if remarks:
            name = (composer.texts("summary.about", name=composer.name(section)),)
            yield Paragraph(sentences(composer.texts, name, *remarks))


def open_sections(composer: Composer) -> list[IndicatorSection]:
    """The indicators whose final value is not known."""
    return [section for section in composer.content.sections if section.standing.status in _UNKNOWN]


def open_blocks(composer: Composer) -> Iterator[Block]:
    """A sentence per indicator not known yet: why, and from when."""
    texts, plan = composer.texts, composer.content.plan
    sections = open_sections(composer)
    if not sections:
        yield Paragraph((texts("summary.sentence.open.none"),))
    for section in sections:
        standing = section.standing
        published = publication_date(standing.indicator, standing.point.period)
        late = standing.reason in {Reason.LATE, Reason.RETURNS_OVERDUE}
        if published is not None:
            key, day = ("published_late" if late else "published"), published
        else:
            key, day = ("returned_late" if late else "returned"), returns_due(plan, standing.indicator, standing.period)
        yield Paragraph(say(texts, f"summary.sentence.open.{key}", name=composer.name(section), date=texts.date(day)))

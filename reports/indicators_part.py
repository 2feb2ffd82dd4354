"""The second part: each indicator in sentences, with its chart, other people's words and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from i18n.texts import Texts
from indicators.periods import Frequency, Period
from indicators.progress import is_flow
from reports import words
from reports.composing import Composer
from reports.evidence import Quote
from reports.inert import inert
from reports.saying import listed, say, sentences
from reports.summary import Block, Chart, ChartSeries, Paragraph, Runs
from reports.year_end import IndicatorSection

_QUOTES_AT_MOST = 6
_POINTS_DRAWN = 2
"""A single point is no course."""


def indicators_blocks(composer: Composer, chapter: int) -> Iterator[Block]:
    """A subchapter per indicator, in the notice's order."""
    for number, section in enumerate(composer.content.sections, start=1):
        key = f"indicators/{section.standing.indicator.code}"
        yield composer.subchapter(chapter, number, key, composer.name(section))
        yield from _indicator_blocks(composer, section)
        yield from composer.written(key)


def _indicator_blocks(composer: Composer, section: IndicatorSection) -> Iterator[Block]:
    about = composer.sentences(section)
    spoken = (about.result(), about.against_last_year(), about.outlook(), about.units())
    yield Paragraph(sentences(composer.texts, *spoken))
    behind = composer.gap_sentences(section)
    yield from (Paragraph(said) for said in (behind.gap(), behind.own_targets()) if said)
    if sum(line.actual is not None for line in section.lines) >= _POINTS_DRAWN:
        yield chart_of(composer, section)
    yield from _quoted(composer, section)
    yield Paragraph(_data_status(composer, section), "small")
    for caveat in section.standing.indicator.caveats:
        text = say(composer.texts, "summary.sentence.caveat", text=inert(composer.texts.name(caveat)))
        yield Paragraph(text, "small")


def chart_of(composer: Composer, section: IndicatorSection) -> Chart:
    """Flows as columns from zero, levels and shares as a line, beside schedule and target."""
    texts, indicator, lines = composer.texts, section.standing.indicator, section.lines
    flow = is_flow(composer.content.plan, indicator)
    planned = tuple(line.planned for line in lines)
    roles: list[ChartSeries] = [_series(texts, "actual", tuple(line.actual for line in lines))]
    if any(value is not None for value in planned):
        roles.append(_series(texts, "planned", planned))
    roles.append(_series(texts, "target", tuple(indicator.target.value for _ in lines)))
    name = composer.short_name(section)
    return Chart(
        caption=texts(f"summary.chart.{'to_date' if flow else 'level'}", name=name, year=composer.content.year),
        kind="columns" if flow or len(lines) == 1 else "line",
        unit=texts.name(indicator.unit),
        decimals=indicator.decimals,
        categories=tuple(_category(line.period, texts) for line in lines),
        series=tuple(roles),
        description=_description(composer, section),
    )


def _series(texts: Texts, role: str, values: tuple[Decimal | None, ...]) -> ChartSeries:
    name = texts(f"summary.series.{role}")
    return ChartSeries(name, "actual" if role == "actual" else "planned" if role == "planned" else "target", values)


def _category(period: Period, texts: Texts) -> str:
    return texts.month_label(period.number) if period.frequency is Frequency.MONTHLY else texts.period(period)


def _description(composer: Composer, section: IndicatorSection) -> str:
    texts = composer.texts
    known = [line for line in section.lines if line.actual is not None]
    first, last = known[0], known[-1]
    decimals = section.standing.indicator.decimals
    return texts(
        "summary.chart.description",
        name=composer.short_name(section),
        first=_category(first.period, texts),
        start=texts.number(first.actual, decimals),
        last=_category(last.period, texts),
        end=texts.number(last.actual, decimals),
        target=texts.plain(section.standing.indicator.target.value),
        unit=texts.name(section.standing.indicator.unit),
    )


def _quoted(composer: Composer, section: IndicatorSection) -> Iterator[Paragraph]:
    """Other people's words with their source; the same words of several units or months stand once."""
    grouped: dict[tuple[str, str], list[Quote]] = {}
    for quote in section.quotes:
        grouped.setdefault((quote.kind, inert(quote.text).strip()), []).append(quote)
    shown = list(grouped.items())[-_QUOTES_AT_MOST:]
    for (kind, text), quotes in shown:
        said = say(composer.texts, f"summary.quote.{kind}", where=_where(composer, quotes), text=text)
        yield Paragraph(said, "quote")
    if len(grouped) > len(shown):
        left = composer.texts.plural("summary.quote.more", len(grouped) - len(shown))
        yield Paragraph((left,), "quote")


def _where(composer: Composer, quotes: list[Quote]) -> Runs:
    """Whose return, of which periods, which form, which submission; of a reviewer's note who and about when."""
    texts, plan = composer.texts, composer.content.plan
    periods = listed(texts, _spans(sorted({quote.period for quote in quotes}), texts))
    authors = listed(texts, list(dict.fromkeys(inert(quote.author) for quote in quotes)))
    units = dict.fromkeys(inert(texts.unit_name(plan.unit(each.unit))) for each in quotes if each.unit is not None)
    if not units:
        return say(texts, "summary.quote.where_note", periods=periods, authors=authors)
    numbers = sorted({str(each.submission) for each in quotes if each.submission is not None})
    return say(
        texts,
        "summary.quote.where",
        units=listed(texts, units),
        periods=periods,
        form=quotes[0].form or "",
        submissions=listed(texts, numbers),
        authors=authors,
    )


def _spans(periods: list[Period], texts: Texts) -> list[str]:
    """Months that follow each other in one: 2018年6月至12月."""
    spans: list[list[Period]] = []
    for period in periods:
        if spans and spans[-1][-1].next == period:
            spans[-1].append(period)
        else:
            spans.append([period])
    return [_span(span[0], span[-1], texts) for span in spans]


def _span(first: Period, last: Period, texts: Texts) -> str:
    if first == last:
        return texts.period(first)
    return texts("summary.span", first=texts.period(first), last=texts.period(last))


def _data_status(composer: Composer, section: IndicatorSection) -> Runs:
    """How many units have reported, estimates and carried denominators."""
    texts, figures = composer.texts, composer.figures(section)
    coverage = say(texts, "summary.sentence.coverage", reported=figures.reported(), expected=figures.expected())
    remarks = tuple((inert(remark),) for remark in words.data_remarks(section.standing, texts))
    return sentences(texts, coverage, *remarks)

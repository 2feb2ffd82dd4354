"""The annexes: all figures of the targets, the reporting units ranked, every submission with its hash, definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from i18n import formats
from indicators.inputs import has_paired_units
from reports import words
from reports.composing import Composer
from reports.gap_sentences import shares_of_gap
from reports.inert import inert
from reports.sentences import ranked_units
from reports.summary import Block, Paragraph, Runs, Table
from reports.year_end import IndicatorSection, UnitLine

_PERCENT = 100


def targets_blocks(composer: Composer) -> Iterator[Block]:
    """The targets once more, against last year and with their coverage."""
    texts = composer.texts
    columns = ("number", "indicator", "unit", "target", "actual", "last_year", "growth", "coverage", "lead")
    rows = tuple(_target_row(composer, number, each) for number, each in enumerate(composer.content.sections, 1))
    heads = tuple(texts(f"summary.column.{column}") for column in columns)
    yield Table(
        texts("summary.table.against_last_year", period=texts.to_date(composer.content.period)),
        heads,
        rows,
        (5, 20, 10, 9, 9, 10, 12, 8, 17),
        frozenset({3, 4, 5, 6}),
    )
    yield Paragraph((texts("summary.remark.targets"),), "small")


def _target_row(composer: Composer, number: int, section: IndicatorSection) -> tuple[Runs, ...]:
    texts, figures, standing = composer.texts, composer.figures(section), section.standing
    before = figures.before()
    lead = composer.content.plan.unit(standing.indicator.lead)
    return (
        (str(number),),
        (composer.short_name(section),),
        (texts.name(standing.indicator.unit),),
        (standing.indicator.target.comparator.value, figures.target(bare=True)),
        (figures.actual(bare=True),),
        (replace(before, unit=""),),
        (figures.change(signed=True),),
        (figures.reported(bare=True), "/", figures.expected(bare=True)),
        (inert(texts.unit_name(lead)),),
    )


def units_blocks(composer: Composer) -> Iterator[Block]:
    """A ranked table of the reporting units for every indicator that has more than one."""
    for section in composer.content.sections:
        if len(section.units) > 1 and any(line.value is not None for line in section.units):
            yield _units_table(composer, section)


def _units_table(composer: Composer, section: IndicatorSection) -> Table:
    texts, indicator = composer.texts, section.standing.indicator
    paired = has_paired_units(indicator)
    ranked = ranked_units(section)
    silent = [line for line in section.units if line.value is None]
    places = [1 + sum(_better(section, other, line) for other in ranked) for line in ranked]
    rows = [_unit_row(composer, section, line, str(place)) for line, place in zip(ranked, places, strict=True)]
    rows += [_unit_row(composer, section, line, formats.NOTHING) for line in silent]
    shares = {each.unit: each.share for each in shares_of_gap(section)}
    own = texts("summary.column.own", name=composer.short_name(section), unit=_own_unit(composer, section))
    share = texts(f"summary.column.{'share_of_denominator' if paired else 'share'}")
    heads: tuple[str, ...] = (texts("summary.column.place"), texts("summary.column.reporting_unit"), own, share)
    caption = texts("summary.table.units", name=composer.short_name(section))
    if not shares:
        return Table(caption, heads, tuple(rows), (12, 36, 30, 22), frozenset({2, 3}))
    figures = composer.figures(section)
    measured = texts("summary.points") if indicator.is_percentage else texts.name(indicator.unit)
    units = [line.unit.code for line in (*ranked, *silent)]
    rows = [(*row, (figures.share_of_gap(code, shares.get(code)),)) for code, row in zip(units, rows, strict=True)]
    heads = (*heads, texts("summary.column.gap_share", unit=measured))
    return Table(caption, heads, tuple(rows), (10, 26, 24, 20, 20), frozenset({2, 3, 4}))


def _own_unit(composer: Composer, section: IndicatorSection) -> str:
    """A unit has a part of the numerator where the denominator is the city's."""
    indicator = section.standing.indicator
    if indicator.formula.denominator is not None and not has_paired_units(indicator):
        return composer.texts.name(composer.content.plan.variable_by_code[indicator.formula.numerator].unit)
    return composer.texts.name(indicator.unit)


def _better(section: IndicatorSection, one: UnitLine, other: UnitLine) -> bool:
    sign = section.standing.indicator.direction
    return sign * (one.value or Decimal(0)) > sign * (other.value or Decimal(0))


def _unit_row(composer: Composer, section: IndicatorSection, line: UnitLine, place: str) -> tuple[Runs, ...]:
    figures, point = composer.figures(section), section.standing.point
    paired = has_paired_units(section.standing.indicator)
    part, whole = (line.denominator, point.denominator) if paired else (line.numerator, point.numerator)
    share = part / whole * _PERCENT if part is not None and whole else None
    name = inert(composer.texts.unit_name(line.unit))
    value = figures.of_unit(line.unit.code, line.value, bare=True)
    return (place,), (name,), (value,), (figures.share_of_unit(line.unit.code, share, bare=True),)


def sources_blocks(composer: Composer) -> Iterator[Block]:
    """Every submission a figure comes from: the footnotes refer to its number."""
    texts, plan = composer.texts, composer.content.plan
    rows: list[tuple[Runs, ...]] = []
    for number, each in enumerate(composer.sources.rows, start=1):
        who = each.approved_by or formats.NOTHING
        rows.append((
            (str(number),),
            (each.form,),
            (inert(texts.unit_name(plan.unit(each.unit))),),
            (texts.period(each.period),),
            (str(each.submission),),
            (texts("summary.people", uploaded=inert(each.uploaded_by), approved=inert(who)),),
            (inert(each.file_name),),
            (each.sha256,),
        ))  # fmt: skip
    columns = ("number", "form_code", "reporting_unit", "period", "submission", "people", "file", "sha256")
    heads = tuple(texts(f"summary.column.{column}") for column in columns)
    yield Table(texts("summary.table.sources"), heads, tuple(rows), (5, 5, 11, 9, 6, 20, 20, 24), code=frozenset({7}))


def definitions_blocks(composer: Composer) -> Iterator[Block]:
    """What every figure means, where its target stands, which choices were made."""
    texts, plan = composer.texts, composer.content.plan
    rows: list[tuple[Runs, ...]] = []
    for section in composer.content.sections:
        indicator = section.standing.indicator
        source = texts("reports.definitions.source", section=indicator.source.section, quote=indicator.source.quote)
        told = (
            ("definition", texts.name(indicator.definition)),
            ("formula", words.formula_words(plan, indicator, texts)),
            ("source", source),
            ("note", texts.name(indicator.note)),
        )
        name = composer.short_name(section)
        rows += [((name,), (texts(f"reports.aspect.{aspect}"),), (inert(text),)) for aspect, text in told]
    heads = tuple(texts(f"summary.column.{column}") for column in ("indicator", "aspect", "content"))
    yield Table(texts("summary.table.definitions"), heads, tuple(rows), (18, 13, 69))

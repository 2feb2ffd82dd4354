"""Why a ratio moved between two periods: a waterfall that adds up, of levels by unit, mix, and who came or went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from charts.deltas import Axis, delta_svg, dot_svg
from charts.theme import BY_STYLESHEET
from i18n.texts import Texts
from indicators.decomposition import RatioChange
from indicators.exact import decimal_of
from indicators.periods import Period
from indicators.plan import Indicator, Plan
from ui.components.words import amount, difference_unit

MOST_UNITS = 5
_SECTION = Markup(
    '<section class="section beside"><p class="small">{told}</p>'
    '<table class="plain-table ranked"><tbody>{rows}</tbody></table><p class="small quiet">{note}</p></section>'
)
_ROW = Markup('<tr class="{kind}"><td>{name}</td><td class="bar">{bar}</td><td class="number">{number}</td></tr>')
_EMPTY = Markup('<p class="empty">{text}</p>')


@dataclass(frozen=True, slots=True)
class Step:
    """A named part of the change."""

    name: str
    change: Fraction


def waterfall(
    change: RatioChange | None, indicator: Indicator, between: tuple[Period, Period], plan: Plan, texts: Texts
) -> Markup:
    """From the earlier ratio to the later one; where nothing can be compared, that is said."""
    if change is None:
        return _EMPTY.format(text=texts("screens.waterfall.empty"))
    steps = list(_steps(change, plan, texts))
    places = [change.before]
    for step in steps:
        places.append(places[-1] + step.change)
    axis = Axis(min(places), max(places))
    rows = [_end(between[0], change.before, axis, indicator, texts)]
    for step, start in zip(steps, places, strict=False):
        rows.append(_step(step, start, axis, indicator, texts))
    rows.append(_end(between[1], change.after, axis, indicator, texts))
    return _SECTION.format(
        told=_told(change, indicator, between, texts),
        rows=Markup("").join(rows),
        note=texts("screens.waterfall.note", unit=difference_unit(indicator, texts)),
    )


def _steps(change: RatioChange, plan: Plan, texts: Texts) -> Iterator[Step]:
    """The largest levels by unit, the other units' together, mix, and what came of who came or went."""
    ranked = sorted((unit for unit in change.units if unit.level), key=lambda unit: -abs(unit.level))
    for unit in ranked[:MOST_UNITS]:
        name = texts.unit_name(plan.unit(unit.unit))
        yield Step(texts("screens.waterfall.level", unit=name), unit.level)
    if rest := ranked[MOST_UNITS:]:
        others = texts.plural("screens.waterfall.others", len(rest))
        yield Step(others, sum((unit.level for unit in rest), Fraction(0)))
    yield Step(texts("screens.waterfall.mix"), change.mix)
    if any(unit.joined or unit.left for unit in change.units):
        yield Step(texts("screens.waterfall.membership"), change.membership)


def _step(step: Step, start: Fraction, axis: Axis, indicator: Indicator, texts: Texts) -> Markup:
    return _ROW.format(
        kind="step",
        name=step.name,
        bar=delta_svg(start, start + step.change, axis, BY_STYLESHEET),
        number=texts.signed(decimal_of(step.change), indicator.decimals + 1),
    )


def _end(period: Period, value: Fraction, axis: Axis, indicator: Indicator, texts: Texts) -> Markup:
    return _ROW.format(
        kind="end",
        name=texts.to_date(period),
        bar=dot_svg(value, axis, BY_STYLESHEET),
        number=amount(indicator, decimal_of(value), texts, indicator.decimals + 1),
    )


def _told(change: RatioChange, indicator: Indicator, between: tuple[Period, Period], texts: Texts) -> str:
    decimals, unit = indicator.decimals + 1, difference_unit(indicator, texts)
    parts = {"level": change.level, "mix": change.mix, "total": change.after - change.before}
    said = {name: f"{texts.signed(decimal_of(part), decimals)} {unit}" for name, part in parts.items()}
    return texts("screens.waterfall.told", before=texts.to_date(between[0]), after=texts.to_date(between[1]), **said)

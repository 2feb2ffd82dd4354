"""The targets that the plan gives to single units, held against their own figures."""

from __future__ import annotations

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Indicator, Plan
from indicators.unit_targets import OwnTarget, OwnTargets
from ui.components.words import difference

_SECTION = Markup(
    '<section class="section beside"><h2>{title}</h2><table class="plain-table"><thead><tr><th scope="col">{unit}</th>'
    '<th scope="col" class="number">{actual}</th><th scope="col" class="number">{target}</th>'
    '<th scope="col" class="number">{gap}</th></tr></thead><tbody>{rows}</tbody></table>'
    '<p class="small quiet">{note}</p></section>'
)
_ROW = Markup(
    '<tr><td>{unit}</td><td class="number">{actual}</td><td class="number">{target}</td>'
    '<td class="number">{gap}</td></tr>'
)


def own_targets_table(targets: OwnTargets, indicator: Indicator, plan: Plan, texts: Texts) -> Markup:
    """One row per unit with a target of its own, and whether they add up to the city's."""
    return _SECTION.format(
        title=texts("screens.targets.title"),
        unit=texts("screens.indicator.units.unit"),
        actual=texts("screens.overview.column.actual"),
        target=texts("screens.targets.own"),
        gap=texts("screens.targets.gap"),
        rows=Markup("").join(_row(each, indicator, plan, texts) for each in targets.rows),
        note=_note(targets, indicator, texts),
    )


def _row(own: OwnTarget, indicator: Indicator, plan: Plan, texts: Texts) -> Markup:
    return _ROW.format(
        unit=texts.unit_name(plan.unit(own.unit)),
        actual=texts.number(own.value, indicator.decimals),
        target=f"{indicator.target.comparator.value}{texts.plain(own.target)}",
        gap=texts.number(own.gap, indicator.decimals),
    )


def _note(targets: OwnTargets, indicator: Indicator, texts: Texts) -> str:
    if targets.mismatch is None:
        return ""
    if targets.mismatch == 0:
        return texts("screens.targets.agree")
    return texts("screens.targets.mismatch", amount=difference(indicator, targets.mismatch, texts))

"""The tables of the data quality page: revisions, restated figures, what is not settled."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from i18n.texts import Texts
from indicators.plan import Plan, Variable
from services.rights.permission import Action, permits
from services.units.data_quality import Restatement, Revision, UnitRevisions, Unsettled
from ui.components.words import units_listed
from ui.look import style
from ui.returns import reviewing
from ui.visits.looking_back import address_of
from ui.visits.visit import Visit

NOWHERE = "—"
_PERCENT = 100
_DECIMALS = 1


def revised_units(visit: Visit, found: Iterable[UnitRevisions]) -> style.Table:
    """Per unit: how many approved figures changed, in how many returns, and by how much."""
    texts = visit.texts
    names = ("unit", "changed", "returns", "median", "largest")
    heads = [texts(f"screens.quality.revised.{name}") for name in names]
    rows = (
        (
            style.Cell(texts.unit_name(each.unit), link=address_of(visit, "unit", unit=each.unit.code), here=True),
            style.Cell(str(each.changed), "db-figure"),
            style.Cell(str(each.returns), "db-figure"),
            style.Cell(_percent(each.median_percent, texts), "db-figure"),
            style.Cell(_largest(each, visit.plan, texts), "db-text"),
        )
        for each in found
    )
    return style.table(heads, rows)


def revisions_table(visit: Visit, found: Iterable[Revision]) -> style.Table:
    """Every approved figure that changed, the latest first."""
    texts, plan = visit.texts, visit.plan
    names = ("unit", "period", "item", "cell", "before", "after", "percent", "at")
    heads = [texts(f"screens.quality.revision.{name}") for name in names]
    return style.table(heads, (_revision(visit, each, plan, texts) for each in found))


def _revision(visit: Visit, each: Revision, plan: Plan, texts: Texts) -> tuple[style.Cell, ...]:
    variable = plan.variable_by_code[each.variable]
    return (
        style.Cell(texts.unit_name(plan.unit(each.key.unit))),
        style.Cell(texts.period(each.period), "db-short"),
        style.Cell(_named(variable, texts)),
        style.Cell(each.cell, "db-short", link=_return_link(visit, each.key.unit, each.submission_id), here=True),
        style.Cell(texts.number(each.before, variable.decimals), "db-figure"),
        style.Cell(texts.number(each.after, variable.decimals), "db-figure"),
        style.Cell(_signed_percent(each.percent, texts), "db-figure"),
        style.Cell(texts.moment(each.at, plan.head.time_zone), "db-short"),
    )


def restated_table(visit: Visit, found: Iterable[Restatement]) -> style.Table:
    """Last year's figures that differ on the comparable basis: as published, and restated."""
    texts, plan = visit.texts, visit.plan
    names = ("unit", "period", "item", "published", "restated", "percent", "explanation")
    heads = [texts(f"screens.quality.restated.{name}") for name in names]
    return style.table(heads, (_restated(visit, each, plan, texts) for each in found))


def _restated(visit: Visit, each: Restatement, plan: Plan, texts: Texts) -> tuple[style.Cell, ...]:
    variable = plan.variable_by_code[each.variable]
    percent = (each.restated - each.published) / abs(each.published) * _PERCENT if each.published else None
    link = _return_link(visit, each.key.unit, each.submission_id)
    return (
        style.Cell(texts.unit_name(plan.unit(each.key.unit)), link=link, here=True),
        style.Cell(texts.period(each.period), "db-short"),
        style.Cell(_named(variable, texts)),
        style.Cell(texts.number(each.published, variable.decimals), "db-figure"),
        style.Cell(texts.number(each.restated, variable.decimals), "db-figure"),
        style.Cell(_signed_percent(percent, texts), "db-figure"),
        style.Cell(each.explanation or "", "db-text"),
    )


def latest_restated(found: Iterable[Restatement]) -> tuple[Restatement, ...]:
    """Of each unit and item the latest month's: the months before say the same year-to-date."""
    latest: dict[tuple[str, str], Restatement] = {}
    for each in found:
        known = latest.get((each.key.unit, each.variable))
        if known is None or known.period < each.period:
            latest[each.key.unit, each.variable] = each
    return tuple(latest.values())


def unsettled_table(visit: Visit, found: Iterable[Unsettled]) -> style.Table:
    """Indicators' values that are incomplete, rest on a carried figure, or are not final."""
    texts = visit.texts
    heads = [texts(f"screens.quality.unsettled.{name}") for name in ("indicator", "periods", "coverage", "why")]
    return style.table(heads, (_unsettled(visit, each, texts) for each in found))


def _unsettled(visit: Visit, each: Unsettled, texts: Texts) -> tuple[style.Cell, ...]:
    point, first, last = each.point, texts.period(each.first), texts.period(each.last)
    periods = first if each.first == each.last else texts("screens.quality.unsettled.run", first=first, last=last)
    link = address_of(visit, "indicator", code=each.indicator.code, period=str(each.last))
    return (
        style.Cell(texts.name(each.indicator.short_name), link=link, here=True),
        style.Cell(periods, "db-short"),
        style.Cell(f"{point.reported}/{point.expected}", "db-figure"),
        style.Cell(texts("screens.quality.join").join(_reasons(each, visit.plan, texts)), "db-text"),
    )


def _reasons(each: Unsettled, plan: Plan, texts: Texts) -> Iterable[str]:
    point = each.point
    if point.reported < point.expected:
        yield texts("screens.quality.unsettled.missing", units=units_listed(point.missing, plan, texts))
    if point.carried_from is not None:
        yield texts("screens.quality.unsettled.carried", period=texts.period(point.carried_from))
    if point.status.value not in {"A", "M"}:
        yield texts(f"statuses.proof.status.{point.status.value}")


def _largest(each: UnitRevisions, plan: Plan, texts: Texts) -> str:
    if each.largest is None:
        return NOWHERE
    variable = plan.variable_by_code[each.largest.variable]
    return texts(
        "screens.quality.revised.largest_is",
        period=texts.period(each.largest.period),
        item=texts.name(variable.name),
        percent=_signed_percent(each.largest.percent, texts),
    )


def _return_link(visit: Visit, unit: str, submission_id: int) -> str:
    """Only who takes part in a unit's returns may open them."""
    part = permits(visit.actor, Action.COMMENT_ON_RETURN, unit)
    opened = {reviewing.RETURN_KEY: str(submission_id)}
    return address_of(visit, "returns", **opened) if part else ""


def _named(variable: Variable, texts: Texts) -> str:
    return texts.aside(f"{variable.code} {texts.name(variable.name)}", texts.name(variable.unit))


def _percent(value: Decimal | None, texts: Texts) -> str:
    return NOWHERE if value is None else f"{texts.number(value, _DECIMALS)}%"


def _signed_percent(value: Decimal | None, texts: Texts) -> str:
    return NOWHERE if value is None else f"{texts.signed(value, _DECIMALS)}%"

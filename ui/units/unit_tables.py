"""The tables and lists of a unit's page: its returns, what it has to do, what it explained, what was written."""

from __future__ import annotations

from collections.abc import Iterable

from db.records import CountedFigure
from i18n.texts import Texts
from services.units.completeness import ReturnProgress
from services.units.unit_profile import OpenComment, UnitProfile
from ui.look import style
from ui.returns import progress_table, reviewing
from ui.visits import looking_back
from ui.visits.visit import Visit

_TO_DO = (("overdue", "■", "db-mark-bad"), ("sent_back", "■", "db-mark-bad"), ("due_soon", "▲", "db-mark-warn"))


def timeliness(profile: UnitProfile, texts: Texts) -> str:
    """Of the returns that are due by now: in time, late, still missing."""
    every = [each for _, row in profile.returns for each in row if each.completed_at is not None or each.overdue]
    late = sum(each.late for each in every)
    missing = sum(each.overdue for each in every)
    counted = {"on_time": len(every) - late - missing, "late": late, "overdue": missing}
    told = [(texts("screens.unit.due"), str(len(every)))]
    told += [(texts(f"screens.unit.{name}"), str(count)) for name, count in counted.items()]
    return style.facts(told)


def returns_table(visit: Visit, profile: UnitProfile) -> style.Table:
    """One row per return of the year, the latest first."""
    texts = visit.texts
    heads = [texts(f"screens.unit.return.{name}") for name in ("form", "period", "state", "filled", "due", "came")]
    every = [(form, each) for form, row in profile.returns for each in row]
    every.sort(key=lambda pair: pair[1].key.period, reverse=True)
    return style.table(heads, (_return_row(visit, profile, form.code, each) for form, each in every))


def _return_row(visit: Visit, profile: UnitProfile, form: str, each: ReturnProgress) -> tuple[style.Cell, ...]:
    texts = visit.texts
    came = texts.moment(each.completed_at) if each.completed_at else "—"
    if each.late:
        came = texts("screens.unit.came_late", at=came)
    link = ""
    if profile.takes_part and each.submission is not None:
        link = looking_back.address_of(visit, "returns", **{reviewing.RETURN_KEY: str(each.submission.id)})
    return (
        style.Cell(form, link=link, here=True),
        style.Cell(texts.period(each.key.period), "db-short"),
        progress_table.state_cell(each, texts),
        style.Cell(f"{each.filled}/{each.asked}", "db-figure"),
        style.Cell(texts.date(each.due), "db-short"),
        style.Cell(came, "db-short"),
    )


def to_do(visit: Visit, profile: UnitProfile) -> str:
    """What is asked of the unit now, one line each; a quiet sentence where nothing is."""
    texts, plan = visit.texts, visit.plan
    lines = [
        _to_do_line(visit, profile, name, sign, look, each)
        for name, sign, look in _TO_DO
        for each in getattr(profile.to_do, name)
    ]
    if not lines:
        return style.quiet(texts("screens.unit.nothing_to_do", plan=texts.name(plan.head.short_name)))
    return f'<ul class="db-list">{"".join(lines)}</ul>'


def _to_do_line(visit: Visit, profile: UnitProfile, name: str, sign: str, look: str, each: ReturnProgress) -> str:
    texts, form = visit.texts, visit.plan.form(each.key.form)
    said = texts(
        f"screens.unit.to_do.{name}",
        form=f"{form.code} {texts.name(form.title)}",
        period=texts.period(each.key.period),
        due=texts.date(each.due),
    )
    reason = each.submission.reason if profile.takes_part and each.submission and name == "sent_back" else None
    told = texts("screens.unit.to_do.reason", line=said, reason=reason) if reason else said
    return style.marked_item(f"{sign} {texts(f'screens.unit.to_do.{name}.mark')}", f"db-mark {look}", told)


def explained_table(visit: Visit, figures: Iterable[CountedFigure], *, units: bool, links: bool) -> style.Table:
    """Figures with their written explanation; `links` lead to the return, `units` names whose they are."""
    texts = visit.texts
    names = [*(["unit"] if units else []), "period", "item", "value", "cell", "explanation"]
    heads = [texts(f"screens.unit.explained.{name}") for name in names]
    rows = [_explained_cells(visit, each, links=links) for each in figures]
    return style.table(heads, ([cells[name] for name in names] for cells in rows))


def _explained_cells(visit: Visit, each: CountedFigure, *, links: bool) -> dict[str, style.Cell]:
    texts, plan, seen = visit.texts, visit.plan, each.figure.observation
    variable = plan.variable_by_code[seen.variable]
    value = f"{texts.number(seen.value, variable.decimals)} {texts.unit(variable.unit)}"
    opened = {reviewing.RETURN_KEY: str(each.submission_id)}
    link = looking_back.address_of(visit, "returns", **opened) if links else ""
    return {
        "unit": style.Cell(texts.unit_name(plan.unit(each.key.unit))),
        "period": style.Cell(texts.period(seen.period), "db-short"),
        "item": style.Cell(f"{variable.code} {texts.name(variable.name)}"),
        "value": style.Cell(value, "db-figure"),
        "cell": style.Cell(f"{each.figure.sheet}!{each.figure.cell}", "db-short", link=link, here=True),
        "explanation": style.Cell(each.figure.explanation or "", "db-text"),
    }


def comments(visit: Visit, found: Iterable[OpenComment]) -> str:
    """What was written about returns that are not approved."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    return "".join(
        style.remark(
            texts(
                "screens.unit.comment",
                author=each.comment.author,
                at=texts.moment(each.comment.at, zone),
                form=each.progress.key.form,
                period=texts.period(each.progress.key.period),
            ),
            each.comment.text,
        )
        for each in found
    )

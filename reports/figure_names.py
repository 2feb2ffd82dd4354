"""Names for people of the figures of a summary: what the parts of their keys mean."""

from __future__ import annotations

from i18n.texts import Texts
from indicators.plan import Plan

_KINDS = {"section", "department"}
_COUNTED = {"overall": {"targets"}, "measures": {"all", "stale", "late"}, "quality": {"missing"}}
_WORDS = {"overall": "statuses.word", "measures": "statuses.measure", "quality": "summary.column"}


def figure_name(plan: Plan, key: str, texts: Texts) -> str:
    """A figure's name: indicator, what of it, and whose; or part of the summary, row and column.

    Args:
        plan: the plan of the summary.
        key: as `reports.summary.Figure` has it, such as `rd_intensity/actual` or `measures/department/kjj/done`.
        texts: in which language.
    """
    head, *rest = key.split("/")
    indicator = next((each for each in plan.indicators if each.code == head), None)
    if indicator is None:
        return _joined(texts(f"summary.figure.{head}"), *(_part(plan, head, part, texts) for part in rest))
    aspect, *whose = rest
    if whose and whose[0] not in plan.unit_by_code:
        aspect = f"{aspect}.{whose.pop(0)}"
    units = (texts.unit_name(plan.unit(unit)) for unit in whose)
    return _joined(texts.name(indicator.short_name), texts(f"summary.figure.aspect.{aspect}"), *units)


def _part(plan: Plan, head: str, part: str, texts: Texts) -> str:
    """A form, a section or a unit of the plan; else what is counted, or the status it is counted by."""
    named = _named(plan, part, texts)
    if named or part in _KINDS:
        return named
    if part in _COUNTED[head]:
        return texts(f"summary.figure.part.{part}")
    return texts(f"{_WORDS[head]}.{part}")


def _named(plan: Plan, code: str, texts: Texts) -> str:
    form = next((each for each in plan.forms if each.code == code), None)
    if form is not None:
        return texts("summary.form", code=form.code, title=texts.name(form.title))
    section = next((each for each in plan.sections if each.code == code), None)
    if section is not None:
        return " ".join((section.code, texts.name(section.title)))
    unit = plan.unit_by_code.get(code)
    return "" if unit is None else texts.unit_name(unit)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))

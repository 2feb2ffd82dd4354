"""Names for people of the figures of a summary: what the parts of their keys mean."""

from __future__ import annotations

from i18n.texts import Texts
from indicators.plan import Plan

_KINDS = {"section", "department"}
_SIDES = {"below", "above", "sum"}
_COUNTED = {"overall": {"targets"}, "measures": {"all", "stale", "late"}, "quality": {"missing"}}
_WORDS = {"overall": "statuses.word", "measures": "statuses.measure", "quality": "summary.column"}


def figure_name(plan: Plan, key: str, texts: Texts) -> str:
    """A figure's name: indicator, what of it, and whose; or part of the summary, row and column.

    What an earlier export names and the plan no longer has, an indicator or a unit, is called by its code.

    Args:
        plan: the plan of the summary.
        key: as `reports.summary.Figure` has it, such as `rd_intensity/actual` or `measures/department/kjj/done`.
        texts: in which language.
    """
    head, *rest = key.split("/")
    if head in _WORDS:
        *rows, counted = rest
        named = (_named(plan, row, texts) for row in rows if row not in _KINDS)
        return _joined(texts(f"summary.figure.{head}"), *named, _counted(head, counted, texts))
    indicator = next((each for each in plan.indicators if each.code == head), None)
    aspect, *whose = rest
    if whose and whose[0] in _SIDES:
        aspect = f"{aspect}.{whose.pop(0)}"
    name = head if indicator is None else texts.name(indicator.short_name)
    return _joined(name, texts(f"summary.figure.aspect.{aspect}"), *(_named(plan, unit, texts) for unit in whose))


def _counted(head: str, counted: str, texts: Texts) -> str:
    """What is counted, or the status it is counted by."""
    return texts(f"summary.figure.part.{counted}" if counted in _COUNTED[head] else f"{_WORDS[head]}.{counted}")


def _named(plan: Plan, code: str, texts: Texts) -> str:
    """A form, a section or a unit of the plan by its name; anything else by its code."""
    form = next((each for each in plan.forms if each.code == code), None)
    if form is not None:
        return texts("summary.form", code=form.code, title=texts.name(form.title))
    section = next((each for each in plan.sections if each.code == code), None)
    if section is not None:
        return f"{section.code} {texts.name(section.title)}"
    unit = plan.unit_by_code.get(code)
    return code if unit is None else texts.unit_name(unit)


def _joined(*parts: str) -> str:
    return " · ".join(parts)

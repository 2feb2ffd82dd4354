"""A check relation in words, made from its parse tree: what the notation says, for who does not read it."""

from __future__ import annotations

from decimal import Decimal

from i18n.texts import Texts
from indicators.plan import Plan
from indicators.relations import Expression, Number, Operation, Reference, Relation, Tolerance, When

_COMPARATORS = {"≤": "at_most", "≥": "at_least", "<": "less", ">": "greater", "=": "equals", "≠": "differs"}
_OPERATIONS = {"+": "plus", "−": "minus", "×": "times", "÷": "divided"}
_WHEN = {When.PREVIOUS: "previous", When.LAST_YEAR: "last_year", When.USUAL: "usual", When.LISTED: "listed"}


def relation_words(relation: Relation, plan: Plan, texts: Texts) -> str:
    """`03≤04` as 高新技术产业产值（03）不大于规上工业总产值（04）, or the same in English."""
    left, tolerance = _said(relation.left, plan, texts), relation.tolerance
    if relation.comparator == "∈":
        limit = tolerance.amount if tolerance else None
        return texts("relations.normal", left=left, limit=texts.plain(limit or Decimal(0)))
    right = _said(relation.right, plan, texts)
    if tolerance is not None:
        left, right = _grouped(relation.left, left, texts), _grouped(relation.right, right, texts)
        return texts("relations.near", left=left, right=right, width=_width(tolerance, texts))
    return texts(f"relations.compare.{_COMPARATORS[relation.comparator]}", left=left, right=right)


def _width(tolerance: Tolerance, texts: Texts) -> str:
    percent, amount = tolerance.percent, tolerance.amount
    if percent is None or amount is None:
        return f"{texts.plain(percent)}%" if percent is not None else texts.plain(amount or Decimal(0))
    return texts("relations.wider", percent=texts.plain(percent), amount=texts.plain(amount))


def _said(expression: Expression, plan: Plan, texts: Texts) -> str:
    if isinstance(expression, Number):
        return texts.plain(expression.value)
    if isinstance(expression, Reference):
        return reference_words(expression, plan, texts)
    left, right = (_grouped(side, _said(side, plan, texts), texts) for side in (expression.left, expression.right))
    return texts(f"relations.operation.{_OPERATIONS[expression.symbol]}", left=left, right=right)


def _grouped(expression: Expression, said: str, texts: Texts) -> str:
    """In brackets where it is a calculation, so that what belongs together is read together."""
    return texts("relations.grouped", what=said) if isinstance(expression, Operation) else said


def reference_words(reference: Reference, plan: Plan, texts: Texts) -> str:
    """`上年全市04` as what it means: of which item, on which form, over which units, when."""
    variable = plan.variable_by_code.get(reference.code)
    name = texts.name(variable.name) if variable else reference.code
    said = texts("relations.item", name=name, code=reference.code)
    if reference.form is not None:
        said = texts("relations.on_form", what=said, form=reference.form)
    if reference.whole_city:
        said = texts("relations.whole_city", what=said)
    return texts(f"relations.when.{_WHEN[reference.when]}", what=said) if reference.when in _WHEN else said

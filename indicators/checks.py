"""Checks of a return's figures: what each figure may be by itself, and the form's check relations.

Reading a cell as a number, and cells left blank, are the reader's concern; here every figure
already is a value. A relation that lacks one of its values is not evaluated: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from indicators.check_values import CheckContext, ReturnValues, figure_key
from indicators.observations import ReportedFigure
from indicators.periods import Period
from indicators.plan import CheckRule, Form, Plan, Variable
from indicators.problems import Problem, Severity
from indicators.relations import Reference, Relation, When, parse

__all__ = ["CHECK_PROBLEM_CODES", "CheckContext", "run"]

CHECK_PROBLEM_CODES: Mapping[str, Severity] = {
    "not_integer": Severity.HARD,
    "below_minimum": Severity.HARD,
    "too_many_decimals": Severity.HARD,
    "relation_broken": Severity.HARD,
    "relation_doubtful": Severity.SOFT,
    "unlike_previous": Severity.SOFT,
    "unlike_last_year": Severity.SOFT,
    "unit_slip": Severity.SOFT,
}
_SOFT_CODES = {When.PREVIOUS: "unlike_previous", When.LAST_YEAR: "unlike_last_year", When.USUAL: "unit_slip"}
_SLIP = Decimal(10_000)


def run(
    plan: Plan, form: Form, period: Period, figures: Sequence[ReportedFigure], context: CheckContext
) -> tuple[Problem, ...]:
    """All problems of a return's figures, in the order of the figures.

    Args:
        plan: whose variables and check rules apply.
        form: the form reported on.
        period: the return's period; figures of a historical form carry their own months.
        figures: what was read, at most one for each variable, period and basis.
        context: earlier approved values of the same unit.

    Returns:
        At each figure first what is wrong with the value itself, then the relations in which it
        stands first, in the order of the rules.
    """
    rules = [(rule, parse(rule.relation)) for rule in plan.checks if rule.form == form.code]
    sheet = ReturnValues(plan, period, {figure_key(figure): figure for figure in figures}, context)
    found: list[Problem] = []
    for figure in figures:
        found += _property_problems(plan.variable_by_code[figure.observation.variable], figure)
        for rule, relation in rules:
            problem = _relation_problem(rule, relation, sheet, figure)
            if problem is not None:
                found.append(problem)
    return tuple(found)


def _property_problems(variable: Variable, figure: ReportedFigure) -> Iterator[Problem]:
    value = figure.observation.value
    if value is None:
        return
    shown = {"code": variable.code, "value": _text(value)}
    if _decimals(value) > variable.decimals:
        code = "too_many_decimals" if variable.decimals else "not_integer"
        yield _problem(code, figure, {**shown, "decimals": str(variable.decimals)})
    if variable.minimum is not None and value < variable.minimum:
        yield _problem("below_minimum", figure, {**shown, "minimum": _text(variable.minimum)})


def _relation_problem(
    rule: CheckRule, relation: Relation, sheet: ReturnValues, figure: ReportedFigure
) -> Problem | None:
    """The problem of a rule at a figure: only where the figure is the first that the relation names."""
    seen = figure.observation
    if seen.variable != relation.subject.code or seen.basis not in rule.basis or seen.value is None:
        return None

    def value_of(reference: Reference) -> Decimal | None:
        return sheet.value(reference, seen.period, seen.basis)

    if relation.holds(value_of) is not False:
        return None
    values = {reference: _text(value_of(reference)) for reference in relation.references}
    earlier = next((reference for reference in relation.references if not reference.is_own), None)
    params = {
        "rule": rule.code,
        "relation": str(relation),
        "code": seen.variable,
        "value": _text(seen.value),
        "values": ", ".join(f"{reference}={value}" for reference, value in values.items()),
        "other": values[earlier] if earlier else "",
        "guess": _text(seen.value / _SLIP),
    }
    return _problem(_relation_code(rule, earlier), figure, params)


def _relation_code(rule: CheckRule, earlier: Reference | None) -> str:
    if rule.severity is Severity.HARD:
        return "relation_broken"
    return "relation_doubtful" if earlier is None else _SOFT_CODES.get(earlier.when, "relation_doubtful")


def _problem(code: str, figure: ReportedFigure, params: Mapping[str, str]) -> Problem:
    severity = CHECK_PROBLEM_CODES[code]
    explained = (figure.explanation or "").strip() or None
    return Problem(
        code=code,
        severity=severity,
        sheet=figure.sheet,
        cell=figure.cell,
        params=params,
        explained=explained if severity is Severity.SOFT else None,
    )


def _text(value: Decimal | None) -> str:
    """The plain digits, without exponent or trailing zeros."""
    written = format(value or Decimal(0), "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _decimals(value: Decimal) -> int:
    return len(format(value, "f").partition(".")[2].rstrip("0"))

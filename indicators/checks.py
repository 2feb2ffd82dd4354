"""Checks of a return's figures: what each figure may be by itself, and the form's check relations.

Reading a cell as a number, and cells left blank, are the reader's concern; here every figure
already is a value. A relation that lacks one of its values is not evaluated: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain

from indicators.check_values import CheckContext, FigureKey, ReturnValues, figure_key
from indicators.magnitude import Slip, slip
from indicators.observations import Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Bilingual, CheckRule, Form, Plan, Variable
from indicators.problems import Problem, Severity
from indicators.relations import Reference, Relation, When, parse

__all__ = ["CHECK_PROBLEM_CODES", "CheckContext", "Judgement", "broken_relations", "judgements", "run"]

CHECK_PROBLEM_CODES: Mapping[str, Severity] = {
    "not_integer": Severity.HARD,
    "below_minimum": Severity.HARD,
    "too_many_decimals": Severity.HARD,
    "relation_broken": Severity.HARD,
    "relation_doubtful": Severity.SOFT,
    "unlike_previous": Severity.SOFT,
    "unlike_last_year": Severity.SOFT,
    "unit_slip": Severity.SOFT,
    "unlike_usual": Severity.SOFT,
    "outlier": Severity.SOFT,
    "unlike_other_form": Severity.SOFT,
    "unlike_other_units": Severity.SOFT,
}
_SOFT_CODES = {
    When.THIS: "relation_doubtful",
    When.PREVIOUS: "unlike_previous",
    When.LAST_YEAR: "unlike_last_year",
    When.USUAL: "unlike_usual",
    When.LISTED: "relation_doubtful",
}


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
    broken = _broken(plan, form, period, figures, context)
    found: list[Problem] = []
    for figure in figures:
        found += _property_problems(plan.variable_by_code[figure.observation.variable], figure)
        found += broken[figure_key(figure)]
    return tuple(found)


def broken_relations(
    plan: Plan, form: Form, period: Period, figures: Sequence[ReportedFigure], context: CheckContext
) -> tuple[Problem, ...]:
    """The problems of the check relations alone, as in `run`."""
    return tuple(chain.from_iterable(_broken(plan, form, period, figures, context).values()))


@dataclass(frozen=True, slots=True)
class Judgement:
    """A rule at a figure: whether it holds, None where something it needs is missing; `values` are those it has."""

    figure: ReportedFigure
    holds: bool | None
    values: Mapping[Reference, Decimal]


def judgements(
    plan: Plan, rule: CheckRule, period: Period, figures: Sequence[ReportedFigure], context: CheckContext
) -> Iterator[Judgement]:
    """What a rule says at each figure that it is about."""
    relation = parse(rule.relation)
    sheet = _values(plan, period, figures, context)
    for figure in figures:
        if _concerns(rule, relation, figure):
            value_of = _lookup(sheet, figure)
            known = ((reference, value_of(reference)) for reference in relation.references)
            values = {reference: value for reference, value in known if value is not None}
            yield Judgement(figure, relation.holds(value_of), values)


def _broken(
    plan: Plan, form: Form, period: Period, figures: Sequence[ReportedFigure], context: CheckContext
) -> Mapping[FigureKey, list[Problem]]:
    rules: dict[str, list[tuple[CheckRule, Relation]]] = {}
    for rule in plan.checks:
        if rule.form == form.code:
            relation = parse(rule.relation)
            rules.setdefault(relation.subject.code, []).append((rule, relation))
    sheet = _values(plan, period, figures, context)
    found: dict[FigureKey, list[Problem]] = {}
    for figure in figures:
        about = rules.get(figure.observation.variable, ())
        problems = (_relation_problem(rule, relation, sheet, figure) for rule, relation in about)
        found[figure_key(figure)] = [problem for problem in problems if problem is not None]
    return found


def _values(plan: Plan, period: Period, figures: Sequence[ReportedFigure], context: CheckContext) -> ReturnValues:
    return ReturnValues(plan, period, {figure_key(figure): figure for figure in figures}, context)


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


def _concerns(rule: CheckRule, relation: Relation, figure: ReportedFigure) -> bool:
    """Whether a rule is about a figure: the figure is the first of the return's own that the relation names."""
    seen = figure.observation
    return seen.variable == relation.subject.code and seen.basis in rule.basis and seen.value is not None


def _lookup(sheet: ReturnValues, figure: ReportedFigure) -> Callable[[Reference], Decimal | None]:
    seen = figure.observation
    return lambda reference: sheet.value(reference, seen.period, seen.basis)


def _relation_problem(
    rule: CheckRule, relation: Relation, sheet: ReturnValues, figure: ReportedFigure
) -> Problem | None:
    value_of = _lookup(sheet, figure)
    if not _concerns(rule, relation, figure) or relation.holds(value_of) is not False:
        return None
    seen = figure.observation
    values = {reference: value_of(reference) for reference in relation.references}
    beside = next((reference for reference in relation.references if not reference.is_own), relation.subject)
    params = {
        "rule": rule.code,
        "relation": str(relation),
        "code": seen.variable,
        "value": _text(seen.value),
        "values": ", ".join(f"{reference}={_shown(reference, value)}" for reference, value in values.items()),
        "other": "" if beside.is_own else _text(values[beside]),
    }
    if rule.severity is Severity.HARD:
        return _problem("relation_broken", figure, params)
    code, more = _doubt(sheet, relation, seen, beside, values)
    return _problem(code, figure, {**params, **more})


def _doubt(
    sheet: ReturnValues,
    relation: Relation,
    seen: Observation,
    beside: Reference,
    values: Mapping[Reference, Decimal | None],
) -> tuple[str, Mapping[str, str]]:
    """The code of a soft problem, by the first value of its relation that is not the return's own, and its numbers."""
    if beside.whole_city:
        return "unlike_other_units", {}
    if beside.form is not None:
        return "unlike_other_form", {}
    unusual = sheet.unusual(seen.variable, seen.period) if beside.when is When.NORMAL else None
    if unusual is not None:
        limit = relation.tolerance.amount if relation.tolerance else None
        numbers = {"growth": unusual.growth, "usual": unusual.usual, "score": unusual.score}
        return "outlier", {**{name: _rounded(number) for name, number in numbers.items()}, "limit": _text(limit)}
    if beside.when is When.USUAL:
        unit = sheet.plan.variable_by_code[seen.variable].unit
        slipped = slip(seen.value or Decimal(0), values[beside] or Decimal(1), unit)
        if slipped is not None:
            return "unit_slip", _slip_numbers(slipped, unit)
    return _SOFT_CODES[beside.when], {}


def _slip_numbers(slipped: Slip, unit: Bilingual) -> Mapping[str, str]:
    return {
        "guess": _text(slipped.guess),
        "typed_in": slipped.typed_in.zh,
        "typed_in_en": slipped.typed_in.en,
        "unit": unit.zh,
        "unit_en": unit.en,
    }


def _shown(reference: Reference, value: Decimal | None) -> str:
    """A value beside its reference: figures as they are, a z-score rounded."""
    return _rounded(value) if reference.when is When.NORMAL and value is not None else _text(value)


def _rounded(value: Decimal) -> str:
    """To one decimal, half up."""
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


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

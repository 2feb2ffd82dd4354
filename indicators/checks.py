"""Checks of a return's figures: what each figure may be by itself, and the form's check relations.

Reading a cell as a number, and cells left blank, are the reader's concern; here every figure
already is a value. A relation that lacks one of its values is not evaluated: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from indicators.observations import Basis, ReportedFigure
from indicators.periods import Period
from indicators.plan import CheckRule, Form, Plan, Variable, VariableKind
from indicators.problems import Problem, Severity
from indicators.relations import Reference, Relation, When, parse

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


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What the same unit's earlier approved returns say, by variable code; absent where unknown.

    `previous` are the values of the period just before, `last_year` those of the same period a year
    earlier as they are known now, `history` any earlier values, from which the usual level follows.
    """

    previous: Mapping[str, Decimal] = field(default_factory=dict)
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    history: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)


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
    sheet = _Sheet(plan, period, {_key(figure): figure for figure in figures}, context)
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


def _relation_problem(rule: CheckRule, relation: Relation, sheet: _Sheet, figure: ReportedFigure) -> Problem | None:
    """The problem of a rule at a figure: only where the figure is the first that the relation names."""
    seen = figure.observation
    if seen.variable != relation.subject.code or seen.basis not in rule.basis or seen.value is None:
        return None

    def value_of(reference: Reference) -> Decimal | None:
        return sheet.value(reference, seen.period, seen.basis)

    if relation.holds(value_of) is not False:
        return None
    values = {reference: _text(value_of(reference)) for reference in relation.references}
    earlier = next((reference for reference in relation.references if reference.when is not When.THIS), None)
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
    return "relation_doubtful" if earlier is None else _SOFT_CODES[earlier.when]


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


_FigureKey = tuple[str, Period, Basis]


def _key(figure: ReportedFigure) -> _FigureKey:
    seen = figure.observation
    return seen.variable, seen.period, seen.basis


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Finds the value a reference means, on the sheet itself first, then among earlier returns."""

    plan: Plan
    period: Period
    figures: Mapping[_FigureKey, ReportedFigure]
    context: CheckContext

    def value(self, reference: Reference, period: Period, basis: Basis) -> Decimal | None:
        code = reference.code
        if reference.when is When.THIS:
            return self._on_sheet(code, period, basis)
        if reference.when is When.USUAL:
            return self._usual(code, period)
        if basis is not Basis.CURRENT:
            return None
        return self._previous(code, period) if reference.when is When.PREVIOUS else self._last_year(code, period)

    def _on_sheet(self, code: str, period: Period, basis: Basis) -> Decimal | None:
        figure = self.figures.get((code, period, basis))
        return None if figure is None else figure.observation.value

    def _previous(self, code: str, period: Period) -> Decimal | None:
        before = period.previous
        if self.plan.variable_by_code[code].kind is VariableKind.FLOW and before.year != period.year:
            return None  # a flow starts from zero each year
        on_sheet = self._on_sheet(code, before, Basis.CURRENT)
        return self.context.previous.get(code) if on_sheet is None and period == self.period else on_sheet

    def _last_year(self, code: str, period: Period) -> Decimal | None:
        """Restated to this year's scope where the return says so, else as approved a year ago."""
        restated = self._on_sheet(code, period, Basis.RESTATED)
        return self.context.last_year.get(code) if restated is None and period == self.period else restated

    def _usual(self, code: str, period: Period) -> Decimal | None:
        """The median of earlier values and of the other periods on the sheet; None where it is 0 or unknown."""
        beside = (
            figure.observation.value
            for (variable, other, basis), figure in self.figures.items()
            if variable == code and other != period and basis is Basis.CURRENT
        )
        known = [*self.context.history.get(code, ()), *(value for value in beside if value is not None)]
        return (median(known) or None) if known else None

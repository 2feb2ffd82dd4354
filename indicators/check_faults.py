"""What the check relations of a plan must agree on: forms and codes that exist, and no circle of definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.plan import CheckRule, Form, Plan, ReportingUnit, Variable
from indicators.plan_faults import PlanFault
from indicators.plan_files import Entries, Entry, Part
from indicators.plan_yaml import YamlFile
from indicators.relations import Reference, Relation, RelationSyntaxError, When, parse

Place = tuple[str, str]
"""A value that is reported: form and variable."""


@dataclass(frozen=True, slots=True)
class CheckFaults:
    """Finds the faults of checks.yaml, given the plan's other files."""

    checks: Entries[CheckRule]
    forms: Entries[Form]
    variables: Entries[Variable]
    units: Entries[ReportingUnit]

    def faults(self) -> Iterator[PlanFault]:
        """Each rule's own faults, then the circles among the readable ones."""
        readable = []
        for entry, check in self.checks.sound:
            if not self.forms.knows(check.form):
                yield entry.fault("plan_form_unknown", "form", code=check.form)
            try:
                relation = parse(check.relation)
            except RelationSyntaxError as error:
                column = str(error.params["column"])
                yield entry.fault("plan_relation_syntax", "relation", relation=check.relation, column=column)
                continue
            readable.append((entry, check, relation))
            for reference in dict.fromkeys(relation.references):
                yield from self._reference_faults(entry, check, reference)
        yield from _circles(readable)

    def _reference_faults(self, entry: Entry[CheckRule], check: CheckRule, reference: Reference) -> Iterator[PlanFault]:
        code = reference.form or check.form
        if reference.form is not None:
            yield from self._form_faults(entry, check, reference, reference.form)
        if not self.variables.knows(reference.code):
            yield entry.fault("plan_variable_unknown", "relation", code=reference.code)
        elif any(form.code == code and reference.code not in form.variables for form in self.forms.parts):
            yield entry.fault("plan_variable_not_on_form", "relation", code=reference.code, form=code)

    def _form_faults(
        self, entry: Entry[CheckRule], check: CheckRule, reference: Reference, code: str
    ) -> Iterator[PlanFault]:
        if not self.forms.knows(code):
            yield entry.fault("plan_form_unknown", "relation", code=code)
        elif code == check.form:
            yield entry.fault("plan_relation_own_form", "relation", reference=str(reference), form=code)
        elif not reference.whole_city and self._is_ambiguous(check.form, code):
            yield entry.fault("plan_relation_whose", "relation", reference=str(reference), form=code)

    def _is_ambiguous(self, own: str, other: str) -> bool:
        """Whether a unit that reports `own` does not know whose value on `other` is meant."""
        if not (self.units.complete and self.forms.complete):
            return False
        reporters = {form.code: set(form.reported_by) for form in self.forms.parts}
        others = [unit for unit in self.units.parts if unit.kind in reporters[other]]
        return len(others) != 1 and not reporters.get(own, set()) <= reporters[other]


def faults_of(plan: Plan, rule: CheckRule) -> tuple[PlanFault, ...]:
    """What speaks against a rule beside the plan's own: the faults it would have at the end of checks.yaml."""
    checks = _entries((*plan.checks, rule))
    found = CheckFaults(checks, _entries(plan.forms), _entries(plan.variables), _entries(plan.units)).faults()
    return tuple(found)


def _entries(parts: Sequence[Part]) -> Entries[Part]:
    """Parts of a plan that stand in no file."""
    nowhere = YamlFile("", None, None, ())
    entries = tuple(Entry(nowhere, (), getattr(part, "code", ""), part) for part in parts)
    return Entries(entries, readable=True, faults=())


def _circles(rules: Sequence[tuple[Entry[CheckRule], CheckRule, Relation]]) -> Iterator[PlanFault]:
    """A fault at each equality that closes a circle: what it defines already follows from itself."""
    needs: dict[Place, dict[Place, None]] = {}
    for entry, check, relation in rules:
        defined = _definition(check, relation)
        if defined is None:
            continue
        place, parts = defined
        needs.setdefault(place, {}).update(dict.fromkeys(parts))
        way = _way_back(place, parts, needs)
        if way is not None:
            circle = " → ".join(_said(check, step) for step in (place, *way))
            yield entry.fault("plan_relation_circular", "relation", code=check.code, circle=circle)


def _definition(check: CheckRule, relation: Relation) -> tuple[Place, tuple[Place, ...]] | None:
    """What an equality defines, and from what: its lone value, from the values of the same period."""
    if relation.comparator != "=":
        return None
    sides = (relation.left, relation.right)
    alone = next((side for side in sides if isinstance(side, Reference) and side.is_own), None)
    if alone is None:
        return None
    others = list(relation.references)
    others.remove(alone)
    now = (other for other in others if other.when is When.THIS and not other.whole_city)
    return (check.form, alone.code), tuple((other.form or check.form, other.code) for other in now)


def _way_back(
    place: Place, starts: Sequence[Place], needs: Mapping[Place, Mapping[Place, None]]
) -> tuple[Place, ...] | None:
    """The way from a place's parts along their own definitions to the place itself; None where there is none."""
    came_from: dict[Place, Place] = {}
    waiting = list(starts)
    came_from.update(dict.fromkeys(starts, place))
    for step in waiting:
        if step == place:
            back = [step]
            while (before := came_from[back[-1]]) != place:
                back.append(before)
            return tuple(reversed(back))
        for part in needs.get(step, {}):
            if part not in came_from:
                came_from[part] = step
                waiting.append(part)
    return None


def _said(check: CheckRule, place: Place) -> str:
    form, code = place
    return code if form == check.form else f"{form}.{code}"

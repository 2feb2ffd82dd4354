"""The files of a plan's folder: which there are, and their entries as models with lines.

Entries are validated one by one, so that a fault in one does not hide faults in the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Generic, TypeVar

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from indicators import plan_yaml
from indicators.plan import CheckRule, Form, Indicator, PlanHead, PlanPart, ReportingUnit, Variable
from indicators.plan_faults import PlanFault
from indicators.plan_measures import Measure, MeasureSection
from indicators.plan_scope import ScopeChange

MEASURES, SECTIONS = "measures", "sections"
Part = TypeVar("Part", bound=PlanPart)
Part_co = TypeVar("Part_co", bound=PlanPart, covariant=True)


class IndicatorsFile(PlanPart):
    """indicators.yaml."""

    indicators: tuple[Indicator, ...] = Field(min_length=1)


class VariablesFile(PlanPart):
    """variables.yaml."""

    variables: tuple[Variable, ...] = Field(min_length=1)


class UnitsFile(PlanPart):
    """units.yaml."""

    units: tuple[ReportingUnit, ...] = Field(min_length=1)


class FormsFile(PlanPart):
    """forms.yaml."""

    forms: tuple[Form, ...] = Field(min_length=1)


class ChecksFile(PlanPart):
    """checks.yaml."""

    checks: tuple[CheckRule, ...]


class MeasuresFile(PlanPart):
    """measures.yaml."""

    sections: tuple[MeasureSection, ...] = Field(min_length=1)
    measures: tuple[Measure, ...] = Field(min_length=1)


class ScopeChangesFile(PlanPart):
    """scope_changes.yaml."""

    scope_changes: tuple[ScopeChange, ...] = Field(min_length=1)


PLAN_FILES: dict[str, type[PlanPart]] = {
    "plan": PlanHead,
    "indicators": IndicatorsFile,
    "variables": VariablesFile,
    "units": UnitsFile,
    "forms": FormsFile,
    "checks": ChecksFile,
    "measures": MeasuresFile,
    "scope_changes": ScopeChangesFile,
}


@dataclass(frozen=True, slots=True)
class Entry(Generic[Part_co]):
    """One entry of a file: its model (None where it has faults of its own), and where it stands."""

    file: plan_yaml.YamlFile
    place: tuple[str | int, ...]
    code: str
    part: Part_co | None

    def fault(self, code: str, /, *path: str | int, **params: str) -> PlanFault:
        """A fault at a path inside this entry."""
        return PlanFault(self.file.name, self.file.line((*self.place, *path)), code, params)


@dataclass(frozen=True, slots=True)
class Entries(Generic[Part_co]):
    """A file's entries; `readable` is False where the file as a whole could not be used."""

    entries: tuple[Entry[Part_co], ...]
    readable: bool
    faults: tuple[PlanFault, ...]

    @property
    def sound(self) -> Iterator[tuple[Entry[Part_co], Part_co]]:
        """The entries without faults of their own."""
        return ((entry, entry.part) for entry in self.entries if entry.part is not None)

    @property
    def parts(self) -> tuple[Part_co, ...]:
        """The models of the entries without faults of their own."""
        return tuple(part for _, part in self.sound)

    @property
    def complete(self) -> bool:
        """Whether every entry is sound: only then may something be said to be missing from them."""
        return self.readable and all(entry.part is not None for entry in self.entries)

    def knows(self, code: str) -> bool:
        """Whether an entry has this code; an unreadable file knows all, lest one fault become many."""
        return not self.readable or any(entry.code == code for entry in self.entries)


def read_head(folder: Path) -> Entries[PlanHead]:
    """plan.yaml, which is one entry."""
    file = _read(folder, "plan")
    if not isinstance(file.value, dict):
        return Entries(
            (), readable=False, faults=file.faults or (PlanFault(file.name, 1, "plan_file_shape", {"key": "id"}),)
        )
    entry, faults = _entry(file, (), file.value, PlanHead)
    return Entries((entry,), readable=True, faults=(*file.faults, *faults))


def read_entries(folder: Path, key: str, model: type[Part]) -> Entries[Part]:
    """The entries of `<key>.yaml`, which stand in a list under `key`."""
    return _listed(_read(folder, key), key, model)


def read_optional_entries(folder: Path, key: str, model: type[Part]) -> Entries[Part]:
    """As `read_entries`, of a file a plan may do without."""
    if not (folder / f"{key}.yaml").exists():
        return Entries((), readable=True, faults=())
    return read_entries(folder, key, model)


def read_measures(folder: Path) -> tuple[Entries[MeasureSection], Entries[Measure]]:
    """The two lists of measures.yaml: sections and measures. A plan may do without the file."""
    if not (folder / f"{MEASURES}.yaml").exists():
        return Entries((), readable=True, faults=()), Entries((), readable=True, faults=())
    file = _read(folder, MEASURES)
    measures = _listed(file, MEASURES, Measure, beside=SECTIONS)
    if not isinstance(file.value, dict):
        return Entries((), readable=False, faults=()), measures
    sections = _listed(file, SECTIONS, MeasureSection, beside=MEASURES)
    own = tuple(fault for fault in sections.faults if fault not in measures.faults)
    return Entries(sections.entries, readable=sections.readable, faults=own), measures


def _listed(file: plan_yaml.YamlFile, key: str, model: type[Part], beside: str = "") -> Entries[Part]:
    """The entries under a key; `beside` is another key that may stand in the file."""
    listed = file.value.get(key) if isinstance(file.value, dict) else None
    if not isinstance(file.value, dict) or not isinstance(listed, list):
        return Entries(
            (), readable=False, faults=file.faults or (PlanFault(file.name, 1, "plan_file_shape", {"key": key}),)
        )
    faults = list(file.faults)
    faults += [
        PlanFault(file.name, file.line((other,)), "plan_key_unknown", {"key": other})
        for other in file.value
        if other not in {key, beside}
    ]
    entries = []
    for number, value in enumerate(listed):
        entry, found = _entry(file, (key, number), value, model)
        entries.append(entry)
        faults += found
    return Entries(tuple(entries), readable=True, faults=tuple(faults))


def _read(folder: Path, key: str) -> plan_yaml.YamlFile:
    name = f"{key}.yaml"
    try:
        content = (folder / name).read_bytes()
    except OSError:
        return plan_yaml.YamlFile(name, None, None, (PlanFault(name, 1, "plan_file_missing"),))
    return plan_yaml.parse(name, content)


def _entry(
    file: plan_yaml.YamlFile, place: tuple[str | int, ...], value: object, model: type[Part]
) -> tuple[Entry[Part], list[PlanFault]]:
    code = str(value.get("code", "")) if isinstance(value, dict) else ""
    try:
        return Entry(file, place, code, model.model_validate(value)), []
    except ValidationError as error:
        return Entry(file, place, code, None), [_value_fault(file, place, found) for found in error.errors()]


_CODES = {
    "missing": "plan_key_missing",
    "extra_forbidden": "plan_key_unknown",
    "enum": "plan_value_not_offered",
    "literal_error": "plan_value_not_offered",
    "string_pattern_mismatch": "plan_value_malformed",
    "string_too_short": "plan_value_empty",
    "too_short": "plan_value_empty",
    "greater_than": "plan_value_out_of_range",
    "greater_than_equal": "plan_value_out_of_range",
    "less_than": "plan_value_out_of_range",
    "less_than_equal": "plan_value_out_of_range",
}
_KINDS = {
    "int": "plan_value_no_integer",
    "decimal": "plan_value_no_number",
    "finite": "plan_value_no_number",
    "date": "plan_value_no_date",
    "string": "plan_value_no_text",
    "tuple": "plan_value_no_list",
    "model": "plan_value_no_mapping",
}
_LONGEST_VALUE = 60
_LIMITS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _value_fault(file: plan_yaml.YamlFile, place: Sequence[str | int], error: ErrorDetails) -> PlanFault:
    context = error.get("ctx", {})
    offered = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
    limits = " ".join(f"{_LIMITS[name]}{limit}" for name, limit in context.items() if name in _LIMITS)
    params = {
        "key": ".".join(str(step) for step in error["loc"]) or ".".join(str(step) for step in place),
        "value": shorten(str(error["input"]), _LONGEST_VALUE, placeholder="…"),
        "expected": offered or str(context.get("pattern") or limits or error["msg"]),
    }
    line = file.line((*place, *error["loc"]))
    code = _CODES.get(error["type"]) or _KINDS.get(error["type"].partition("_")[0], "plan_value_wrong")
    return PlanFault(file.name, line, code, params)

"""Plans on disk: one folder of YAML files is one plan, and adding a folder adds a plan."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from indicators.errors import UnknownPlanError
from indicators.plan import CheckRule, Form, Indicator, Plan, ReportingUnit, ScopeChange, Variable
from indicators.plan_faults import PlanFault, PlanFaultsError
from indicators.plan_files import read_entries, read_head, read_measures, read_optional_entries
from indicators.plan_rules import PlanDraft

__all__ = ["PlanFault", "PlanFaultsError", "builtin_plans", "load", "load_builtin"]

BUILTIN_FOLDER = Path(__file__).parent / "plans"
DEFAULT_PLAN = "dalian-2018"


def load(folder: Path) -> Plan:
    """The plan whose files stand in a folder.

    Raises:
        PlanFaultsError: with every fault of every file, each with file and line.
    """
    sections, measures = read_measures(folder)
    draft = PlanDraft(
        folder_name=folder.resolve().name,
        head=read_head(folder),
        indicators=read_entries(folder, "indicators", Indicator),
        variables=read_entries(folder, "variables", Variable),
        units=read_entries(folder, "units", ReportingUnit),
        forms=read_entries(folder, "forms", Form),
        checks=read_entries(folder, "checks", CheckRule),
        sections=sections,
        measures=measures,
        scope_changes=read_optional_entries(folder, "scope_changes", ScopeChange),
    )
    faults = tuple(draft.faults())
    if faults:
        raise PlanFaultsError(str(folder), faults)
    return Plan(
        head=draft.head.parts[0],
        indicators=draft.indicators.parts,
        variables=draft.variables.parts,
        units=draft.units.parts,
        forms=draft.forms.parts,
        checks=draft.checks.parts,
        sections=draft.sections.parts,
        measures=draft.measures.parts,
        scope_changes=draft.scope_changes.parts,
    )


def builtin_plans(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the plans in a folder of plans (default: those that ship), sorted; none where there is no folder.

    Asked in every run of a screen: a plan may have been added.
    """
    where = folder or BUILTIN_FOLDER
    found = where.iterdir() if where.is_dir() else ()
    return tuple(sorted(each.name for each in found if (each / "plan.yaml").is_file()))


@lru_cache
def load_builtin(plan_id: str = DEFAULT_PLAN, folder: Path | None = None) -> Plan:
    """The plan of this name in a folder of plans (default: those that ship), loaded once.

    Raises:
        UnknownPlanError: no such plan folder.
        PlanFaultsError: its files have faults.
    """
    if plan_id not in builtin_plans(folder):
        raise UnknownPlanError(plan=plan_id)
    return load((folder or BUILTIN_FOLDER) / plan_id)

"""The checks of name lists' rows as rules: each with a code, so that it is switched, tried and counted like a relation.

What a reader cannot make out of a cell is no rule: it is told whatever is switched.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from indicators.plan import Form, Plan, RuleState
from indicators.problems import Severity

_CHECKS: Mapping[str, tuple[str, Severity]] = MappingProxyType(
    {
        "entry_code_length": ("01", Severity.HARD),
        "entry_code_character": ("02", Severity.HARD),
        "entry_code_check": ("03", Severity.HARD),
        "entry_kind_unknown": ("04", Severity.HARD),
        "entry_date_future": ("05", Severity.HARD),
        "entry_expired": ("06", Severity.SOFT),
        "entry_duplicate": ("07", Severity.HARD),
        "entry_not_new": ("08", Severity.SOFT),
        "entry_elsewhere": ("09", Severity.SOFT),
        "list_count_differs": ("10", Severity.SOFT),
    }
)
"""By problem code, the number behind the form's code, which never changes, and how severe it is."""

LIST_PROBLEM_CODES: Mapping[str, Severity] = {problem: severity for problem, (_, severity) in _CHECKS.items()}


@dataclass(frozen=True, slots=True)
class ListRule:
    """A check of the rows of one list form; `problem` is the code of what it finds, which also names it in words."""

    code: str
    form: str
    problem: str
    severity: Severity
    state: RuleState = RuleState.ACTIVE

    def in_state(self, state: RuleState) -> ListRule:
        """The same rule in another state."""
        return replace(self, state=state)


def rule_code(form: str, problem: str) -> str:
    """`F04-07`: the code of the rule that finds a problem in a form's list."""
    return f"{form}-{_CHECKS[problem][0]}"


def list_rules(plan: Plan) -> tuple[ListRule, ...]:
    """The rules of all the plan's lists, those that its lists give nothing to check for left out."""
    return tuple(
        ListRule(rule_code(form.code, problem), form.code, problem, severity)
        for form in plan.forms
        if form.listing is not None
        for problem, severity in LIST_PROBLEM_CODES.items()
        if _applies(problem, form)
    )


def _applies(problem: str, form: Form) -> bool:
    listing = form.listing_of
    needs = {
        "entry_kind_unknown": bool(listing.kinds),
        "entry_expired": listing.valid_years is not None,
        "entry_not_new": listing.renewed_kind is not None,
        "list_count_differs": bool(listing.counts),
    }
    return needs.get(problem, True)

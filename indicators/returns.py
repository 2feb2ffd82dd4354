"""A return (one unit's form for one period) and the states one of its submissions goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from indicators.periods import Period


class ReturnState(StrEnum):
    """What became of a submission; a return stands as its last submission that is no draft.

    DRAFT: the file is kept, it may have faults, and it counts nowhere. SUBMITTED: it waits for a reviewer.
    APPROVED: it feeds every figure, also when REOPENED, until its correction is approved. RETURNED: it has to
    be mended.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """Which return: the form's code, the unit's code, the period."""

    form: str
    unit: str
    period: Period


_FOLLOWERS: Mapping[ReturnState | None, frozenset[ReturnState]] = MappingProxyType(
    {
        None: frozenset({ReturnState.SUBMITTED}),
        ReturnState.DRAFT: frozenset({ReturnState.SUBMITTED}),
        ReturnState.SUBMITTED: frozenset({ReturnState.SUBMITTED, ReturnState.APPROVED, ReturnState.RETURNED}),
        ReturnState.APPROVED: frozenset({ReturnState.REOPENED}),
        ReturnState.RETURNED: frozenset({ReturnState.SUBMITTED}),
        ReturnState.REOPENED: frozenset({ReturnState.SUBMITTED}),
    }
)


def may_follow(before: ReturnState | None, after: ReturnState) -> bool:
    """Whether a return that stands so (None: nothing has come in) may go on to a state.

    A draft changes nothing about how the return stands, so one may be kept at any time. What waits may be
    replaced by its reporter; what is approved changes only after it was reopened.
    """
    return after is ReturnState.DRAFT or after in _FOLLOWERS[before]

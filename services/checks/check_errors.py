"""What can go wrong with check relations that administrators write."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.errors import AppError, NotFoundError
from indicators.plan_faults import PlanFault


class CheckFaultsError(AppError):
    """A check relation cannot be read or does not fit the plan; params: relation. `faults` say why."""

    code = "check_faults"

    def __init__(self, relation: str, faults: Sequence[PlanFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(relation=relation)


class UnknownCheckError(NotFoundError):
    """The plan has no such check relation; params: what."""

    code = "unknown_check"

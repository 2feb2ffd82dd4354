"""What can be wrong with a plan's files: every fault with its file and line, all reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indicators.errors import AppError


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One fault of a plan's files.

    `file` is the name inside the plan's folder, `line` counts from 1. `code` finds the message in
    the catalogue (`errors.<code>`), `params` fill its blanks.
    """

    file: str
    line: int
    code: str
    params: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        details = "".join(f" {name}={value!r}" for name, value in self.params.items())
        return f"{self.file}:{self.line}: {self.code}{details}"


class PlanFaultsError(AppError):
    """A plan's files do not make a plan; params: folder, count. `faults` holds them all, in order."""

    code = "plan_faults"

    def __init__(self, folder: str, faults: Iterable[PlanFault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.file, fault.line, fault.code)))
        super().__init__(folder=folder, count=len(self.faults))

    def __str__(self) -> str:
        return "\n".join([f"{self.code}: {self.params['folder']}", *map(str, self.faults)])

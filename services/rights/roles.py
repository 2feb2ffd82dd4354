"""What people are to the figures: roles, and over whose returns they hold them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

ALL_UNITS = "*"
"""Stands for every reporting unit, now and later."""


class Role(StrEnum):
    """A role may be held over one unit's returns or over all; a person may hold several."""

    REPORTER = "reporter"
    REVIEWER = "reviewer"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"

    @property
    def grantable(self) -> bool:
        """Whether an account may hold it: nobody but the command line is the operator."""
        return self is not Role.OPERATOR

    @property
    def by_unit(self) -> bool:
        """Whether it is held over units; the other roles are not about one unit's returns."""
        return self in {Role.REPORTER, Role.REVIEWER}


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role over a reporting unit's code, or over all units."""

    role: Role
    unit: str = ALL_UNITS

    def covers(self, unit: str | None) -> bool:
        """Whether it holds for a unit's returns; None asks about no unit in particular."""
        return unit is None or self.unit in {ALL_UNITS, unit}

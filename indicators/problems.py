"""Expected bad data, as data: found by checks, collected, shown all at once, never raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem forbids submission or asks for a written explanation."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an uploaded file, at the cell where it stands.

    `code` is a key of the catalogues: `problems.<code>.what` says what is wrong,
    `problems.<code>.todo` what to do; `params` fill the blanks of both (texts only: a value is
    shown as it was typed). `explained` is the written explanation of a soft problem, if given.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    explained: str | None = None


def accepted(problems: Iterable[Problem]) -> bool:
    """Whether a file with these problems may be submitted: none hard, every soft one explained."""
    return all(p.severity is Severity.SOFT and bool(p.explained) for p in problems)

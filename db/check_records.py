"""What the store keeps about check relations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StateSetting:
    """A rule's state as an administrator set it; the newest counts."""

    rule: str
    state: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class AddedCheck:
    """A rule that is not in the plan's files: added by an administrator."""

    rule: str
    form: str
    severity: str
    relation: str
    name_zh: str
    name_en: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule did not hold at a cell of a submission; `code` is the problem's, `trial`: shown to nobody then."""

    rule: str
    sheet: str
    cell: str
    code: str
    explained: bool
    trial: bool


@dataclass(frozen=True, slots=True)
class FiringCount:
    """How often a rule fired: in how many submissions, at how many cells, of these explained; the last time."""

    rule: str
    submissions: int
    cells: int
    explained: int
    last: datetime

"""What the store of name lists returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.records import Submission
from indicators.list_changes import ListChange
from indicators.name_lists import Entry
from indicators.periods import Period


@dataclass(frozen=True, slots=True, order=True)
class CurrentList:
    """Which submission gives a unit's list of a period now."""

    form: str
    unit: str
    period: Period
    submission_id: int


@dataclass(frozen=True, slots=True)
class ListedKey:
    """A row of a submission's list, by what it is known again."""

    submission_id: int
    code: str
    name_key: str


@dataclass(frozen=True, slots=True)
class FirstListed:
    """When a unit's list first had a code, in a submission that is no draft."""

    code: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A row of a list that another submission's list (`submission_id`) has too."""

    row: int
    name: str
    code: str
    submission_id: int


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many rows of a change (None: there is no earlier list); `returns`: renewed, and had been out of the list."""

    change: ListChange | None
    returns: bool
    count: int


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of a unit's list and what became of it; of one that is `gone`, as it stood in the earlier list."""

    unit: str
    change: ListChange | None
    entry: Entry
    gone: bool


@dataclass(frozen=True, slots=True)
class Sought:
    """Rows with the one text in their name, as names are compared, or the other in their code."""

    name_key: str
    code: str


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A row with the submission it came in; `note` is its 情况说明."""

    entry: Entry
    sheet: str
    note: str | None
    submission: Submission

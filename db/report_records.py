"""What the store of reports returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from indicators.periods import Period


@dataclass(frozen=True, slots=True)
class ReportExport:
    """One exported report.

    `kind` is `year-end` or `brief`; `period` the year or the period it is about; `sections` the chosen ones;
    `today` the day it was judged on; `as_of` the moment asked for, None for then; `sha256` of the file,
    `checksum` of its content; `figures` as they were shown, by key; `parts` the digest of each section's content.
    """

    id: int
    plan_id: str
    kind: str
    period: Period
    language: str
    sections: tuple[str, ...]
    format: str
    today: date
    as_of: datetime | None
    made_by: str
    made_at: datetime
    file_name: str
    sha256: str
    checksum: str
    figures: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReportWords:
    """What a writer put into a section; an empty text takes back what was there."""

    section: str
    language: str
    text: str
    author: str
    at: datetime

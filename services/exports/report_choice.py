"""What is asked for when a report is exported, and its file name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from indicators.errors import UnknownSectionError
from reports.compose import SECTIONS

ReportFormat = Literal["docx", "xlsx", "pdf"]
YEAR_END_FORMATS: tuple[ReportFormat, ...] = ("docx", "xlsx", "pdf")
BRIEF_FORMATS: tuple[ReportFormat, ...] = ("docx", "pdf")
MEDIA_TYPES: dict[ReportFormat, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


Stage = Literal["reading", "composing", "laying_out", "keeping"]
STAGES: tuple[Stage, ...] = ("reading", "composing", "laying_out", "keeping")
"""What an export does, in order: figures read, sentences made, the file laid out, history and audit kept."""

Progress = Callable[[Stage], None]
"""Told of each stage as it begins."""


def unwatched(stage: Stage) -> None:
    """Nobody is waiting to see the stages."""


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """The format, the sections (for a year-end summary), and the moment as known at which (None: now)."""

    format: ReportFormat
    sections: tuple[str, ...] = SECTIONS
    as_of: datetime | None = None

    def check(self) -> None:
        """Raises UnknownSectionError unless every section exists and at least one is chosen."""
        unknown = sorted(set(self.sections) - set(SECTIONS))
        if unknown or not self.sections:
            raise UnknownSectionError(section="、".join(unknown) or "—")

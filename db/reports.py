"""What was exported and what writers added; rows are only added."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select

from db.report_records import ReportExport, ReportWords
from db.tables_reports import REPORT_EXPORTS, REPORT_WORDS


class ReportStore:
    """Adds exports and writers' words, and finds them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_export(self, export: ReportExport) -> ReportExport:
        """Keeps an export; its `id` is given here, whatever it was."""
        values = {field.name: getattr(export, field.name) for field in fields(export)} | {
            "plan": export.plan_id,
            "sections": list(export.sections),
            "today": export.today.isoformat(),
            "figures": dict(export.figures),
            "parts": dict(export.parts),
        }
        del values["id"], values["plan_id"]
        number: int = self._connection.execute(
            insert(REPORT_EXPORTS).values(values).returning(REPORT_EXPORTS.c.id)
        ).scalar_one()
        return replace(export, id=number)

    def exports(self, plan_id: str, limit: int | None = None) -> tuple[ReportExport, ...]:
        """A plan's exports, the newest first."""
        return self._found(REPORT_EXPORTS.c.plan == plan_id, limit=limit)

    def export_of_file(self, plan_id: str, sha256: str) -> ReportExport | None:
        """The newest export of exactly this file."""
        found = self._found(REPORT_EXPORTS.c.plan == plan_id, REPORT_EXPORTS.c.sha256 == sha256, limit=1)
        return found[0] if found else None

    def export_of_content(self, plan_id: str, checksum: str) -> ReportExport | None:
        """The newest export with this content."""
        found = self._found(REPORT_EXPORTS.c.plan == plan_id, REPORT_EXPORTS.c.checksum == checksum, limit=1)
        return found[0] if found else None

    def add_words(
        self, plan_id: str, year: int, section: str, language: str, text: str, author: str, at: datetime
    ) -> None:
        """Keeps what a writer says in a section from now on."""
        values = {"plan": plan_id, "year": year, "section": section, "language": language}
        self._connection.execute(insert(REPORT_WORDS).values(values | {"text": text, "author": author, "at": at}))

    def words(self, plan_id: str, year: int, language: str, as_of: datetime | None = None) -> tuple[ReportWords, ...]:
        """The last words of each section (as they were then), those taken back left out."""
        table = REPORT_WORDS.c
        query = select(REPORT_WORDS).where(table.plan == plan_id, table.year == year, table.language == language)
        if as_of is not None:
            query = query.where(table.at <= as_of)
        last: dict[str, ReportWords] = {}
        for row in self._connection.execute(query.order_by(table.id)):
            last[row.section] = ReportWords(row.section, row.language, row.text, row.author, row.at)
        return tuple(words for words in last.values() if words.text)

    def _found(self, *conditions: ColumnElement[bool], limit: int | None) -> tuple[ReportExport, ...]:
        query = select(REPORT_EXPORTS).where(*conditions).order_by(REPORT_EXPORTS.c.id.desc()).limit(limit)
        return tuple(_export(row) for row in self._connection.execute(query))


def _export(row: Row[Any]) -> ReportExport:
    return ReportExport(
        id=row.id,
        plan_id=row.plan,
        kind=row.kind,
        period=row.period,
        language=row.language,
        sections=tuple(row.sections),
        format=row.format,
        today=date.fromisoformat(row.today),
        as_of=row.as_of,
        made_by=row.made_by,
        made_at=row.made_at,
        file_name=row.file_name,
        sha256=row.sha256,
        checksum=row.checksum,
        figures=row.figures,
        parts=row.parts,
    )

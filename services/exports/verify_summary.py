"""Whether an exported summary still matches the database, and what has changed since it was exported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from db.database import Database
from db.report_records import ReportExport
from i18n.texts import texts
from indicators.errors import AppError
from indicators.periods import Period
from indicators.plan import Plan
from reports.brief import compose_brief
from reports.checksum import parts, shown_figures
from reports.compose import compose
from reports.summary import Summary
from services.exports.year_end_content import content_of
from services.rights.actor import Actor
from services.rights.audit_events import Outcome, file_object, note
from services.rights.permission import Action, permits, require
from workbooks.exported import LARGEST_BYTES, document_properties

_CHECKSUM = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class ReportUnknownError(AppError):
    """The file was not exported here, and holds no checksum of a summary that was."""

    code = "report_unknown"


class ReportTooLargeError(AppError):
    """The file is larger than anything exported here; params: limit (MB)."""

    code = "report_too_large"


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that reads otherwise now; None where it is not there (any more). `key` as in `reports.summary`."""

    key: str
    then: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class SummaryVerification:
    """What was found.

    `untouched`: the file is the very bytes that were exported. `figures` are those that differ from what the
    database says (as known at the moment the summary is of, where it names one; else now), `sections` the parts
    whose words or figures differ.
    """

    export: ReportExport
    untouched: bool
    figures: tuple[ChangedFigure, ...]
    sections: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """Whether the file is as exported and says what the database says."""
        return self.untouched and not self.figures and not self.sections


def verify_summary(database: Database, plan: Plan, actor: Actor, content: bytes) -> SummaryVerification:
    """Compares an exported file with the database; kept in the audit trail.

    Args:
        database: the database.
        plan: the plan.
        actor: who asks; whoever may export reports or verify the database.
        content: the file's bytes; a Word document that was edited is still recognised by its checksum.

    Raises:
        ReportUnknownError: when it was not exported here.
        ReportTooLargeError: when it is larger than an upload may be.
    """
    require(database, actor, Action.EXPORT_REPORT if permits(actor, Action.EXPORT_REPORT) else Action.VERIFY)
    digest = sha256(content).hexdigest()
    too_large = len(content) > LARGEST_BYTES
    export = None if too_large else _export_of(database, plan, digest, content)
    if export is None:
        with database.transaction() as tx:
            note(tx, actor, Action.VERIFY, file_object(digest), Outcome.REFUSED, after=digest)
        raise ReportTooLargeError(limit=LARGEST_BYTES // 1024 // 1024) if too_large else ReportUnknownError
    now = _as_now(database, plan, export)
    found = SummaryVerification(
        export=export,
        untouched=export.sha256 == digest,
        figures=_changed(export.figures, shown_figures(now)),
        sections=tuple(key for key in export.parts if export.parts[key] != parts(now).get(key)),
    )
    object_ = f"report:{export.kind}/{plan.head.id}/{export.period}"
    with database.transaction() as tx:
        outcome = Outcome.DONE if found.matches else Outcome.FAILED
        note(tx, actor, Action.VERIFY, object_, outcome, detail=f"#{export.id}", after=digest)
    return found


def _export_of(database: Database, plan: Plan, digest: str, content: bytes) -> ReportExport | None:
    """The export of exactly this file, else one of the content whose checksum stands in the file."""
    with database.reading() as tx:
        exact = tx.reports.export_of_file(plan.head.id, digest)
        if exact is not None:
            return exact
        for checksum in dict.fromkeys(_checksums(content)):
            found = tx.reports.export_of_content(plan.head.id, checksum)
            if found is not None:
                return found
    return None


def _checksums(content: bytes) -> list[str]:
    """What looks like a checksum in the properties of a Word document or workbook, or anywhere in a PDF."""
    return [each.decode() for each in _CHECKSUM.findall(document_properties(content) or b"")]


def _as_now(database: Database, plan: Plan, export: ReportExport) -> Summary:
    """The same summary composed anew: same day, same moment, same sections, same language."""
    said = texts("en" if export.language == "en" else "zh")
    of = export.period if export.kind == "brief" else Period.whole_year(export.period.year)
    content = content_of(database, plan, of, export.today, export.as_of, now=export.made_at, language=said.language)
    return compose_brief(content, said, of) if export.kind == "brief" else compose(content, said, export.sections)


def _changed(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[ChangedFigure, ...]:
    keys = dict.fromkeys((*then, *now))
    return tuple(ChangedFigure(key, then.get(key), now.get(key)) for key in keys if then.get(key) != now.get(key))

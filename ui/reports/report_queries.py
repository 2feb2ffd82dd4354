"""What the page of reports asks for: previews are remembered, exports and writers' words never are."""

from __future__ import annotations

from datetime import datetime

from db.report_records import ReportExport, ReportWords
from i18n.catalogues import Language
from i18n.texts import texts
from indicators.periods import Period
from reports.summary import Summary
from services.exports.export_summary import export_brief, export_year_end, exports, preview_year_end
from services.exports.report_choice import Progress, ReportChoice
from services.exports.summary_words import write_words, written_words
from services.exports.verify_summary import SummaryVerification, verify_summary
from services.measures.measure_register import RegisterExport, register_exports
from services.returns.empty_form import FormFile
from ui.visits.answers import forget, remembered
from ui.visits.visit import Visit, moment_on


def _made(visit: Visit) -> datetime:
    """The moment of making, also while the past is shown: a report says both."""
    return moment_on(visit.real_today, visit.plan)


@remembered
def preview(visit: Visit, year: int, language: Language, sections: tuple[str, ...]) -> Summary:
    """The summary as it would be exported now."""
    choice, said = ReportChoice("docx", sections, visit.as_of), texts(language)
    today, now = visit.real_today, _made(visit)
    return preview_year_end(visit.database, visit.plan, visit.actor, year, today, said, choice, now=now)


def export_report(
    visit: Visit, asked: int | Period, choice: ReportChoice, language: Language, progress: Progress
) -> FormFile:
    """The year-end summary of a year or the brief of a period as a file; every export is noted."""
    today, now = visit.real_today, _made(visit)
    about = visit.database, visit.plan, visit.actor
    said = texts(language)
    if isinstance(asked, Period):
        return export_brief(*about, asked, today, said, choice, now=now, progress=progress)
    return export_year_end(*about, asked, today, said, choice, now=now, progress=progress)


def verification(visit: Visit, content: bytes) -> SummaryVerification:
    """Whether an exported file still matches; never remembered here: every check is noted."""
    return verify_summary(visit.database, visit.plan, visit.actor, content)


def register_history(visit: Visit) -> tuple[RegisterExport, ...]:
    """Who took the register of measures, the newest first."""
    return register_exports(visit.database, visit.plan, visit.actor)


def history(visit: Visit) -> tuple[ReportExport, ...]:
    """What was exported, the newest first."""
    return exports(visit.database, visit.plan, visit.actor)


def words(visit: Visit, year: int) -> tuple[ReportWords, ...]:
    """What writers have added, in the visit's language."""
    return written_words(visit.database, visit.plan, visit.actor, year, visit.language)


def keep_words(visit: Visit, year: int, section: str, text: str) -> None:
    """Puts a writer's text into a part, and forgets the previews."""
    write_words(visit.database, visit.plan, visit.actor, year, section, visit.language, text, visit.now)
    forget()

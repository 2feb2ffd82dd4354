"""What the writer of a summary adds to its parts: kept for ever, survives every new export."""

from __future__ import annotations

from datetime import datetime

from db.database import Database
from db.report_records import ReportWords
from i18n.catalogues import Language
from indicators.errors import AppError, UnknownPeriodError, UnknownSectionError
from indicators.plan import Plan
from reports.compose import CHAPTERS
from services.rights.actor import Actor
from services.rights.audit_events import note
from services.rights.permission import Action, require

LONGEST = 4000


class WordsTooLongError(AppError):
    """A writer's text is longer than a part of a summary may be; params: length."""

    code = "words_too_long"


def word_places(plan: Plan) -> tuple[str, ...]:
    """The parts a writer can add to: every chapter, and every indicator by itself."""
    indicators = (f"indicators/{indicator.code}" for indicator in plan.indicators)
    return tuple(
        place for chapter in CHAPTERS for place in ((chapter, *indicators) if chapter == "indicators" else (chapter,))
    )


def written_words(
    database: Database, plan: Plan, actor: Actor, year: int, language: Language
) -> tuple[ReportWords, ...]:
    """What stands in the parts now."""
    require(database, actor, Action.EXPORT_REPORT)
    with database.reading() as tx:
        return tx.reports.words(plan.head.id, year, language)


def write_words(
    database: Database, plan: Plan, actor: Actor, year: int, section: str, language: Language, text: str, now: datetime
) -> None:
    """Puts a text into a part, in place of the writer's text before; an empty one takes it back.

    Raises:
        UnknownPeriodError: when the plan is for another year.
        UnknownSectionError: when there is no such part.
        WordsTooLongError: when it is longer than 4,000 characters.
    """
    object_ = f"report:year-end/{plan.head.id}/{year}/{section}/{language}"
    require(database, actor, Action.WRITE_REPORT, object_=object_)
    if year != plan.head.year:
        raise UnknownPeriodError(period=str(year))
    if section not in word_places(plan):
        raise UnknownSectionError(section=section)
    said = text.strip()
    if len(said) > LONGEST:
        raise WordsTooLongError(length=LONGEST)
    with database.transaction() as tx:
        tx.reports.add_words(plan.head.id, year, section, language, said, actor.name, now)
        note(tx, actor, Action.WRITE_REPORT, object_, detail=said[:200] or None)

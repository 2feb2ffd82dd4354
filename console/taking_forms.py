"""Empty forms from the command line: one, or all that are due for a period."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from console.progress import Progress
from console.session import ConsoleSession
from indicators.periods import Period
from services.returns.all_forms import all_forms
from services.returns.empty_form import empty_form


def write_one_form(session: ConsoleSession, form: str, unit: str, period: Period, output: Path) -> None:
    """Writes the form of a unit for a period."""
    file = empty_form(session.database, session.plan, session.actor, form, unit, period, session.texts)
    output.write_bytes(file.content)
    session.say("written", file=output)


def write_all_forms(session: ConsoleSession, period: Period, output: Path) -> None:
    """Writes every unit's forms due for a period as one zip."""
    progress = Progress(session, "forms_progress")
    file = all_forms(
        session.database, session.plan, session.actor, period, session.texts, datetime.now(tz=UTC), told=progress
    )
    output.write_bytes(file.content)
    session.say("written", file=output)

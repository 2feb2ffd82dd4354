"""Creating or upgrading the database, with the sample returns where asked for."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

from console.session import ConsoleSession
from sample_data.loading import Scenario, load_sample
from services.first_start import make_secret
from services.sample_accounts import make_sample_accounts


def set_up(session: ConsoleSession, scenario: Scenario | None) -> int:
    """Loads the sample scenario into the upgraded database, unless it is there already; exit code."""
    if make_secret(session.settings):
        session.say("secret_made", file=session.settings.kept_secret_file)
    if scenario is None:
        session.say("database_ready")
        return 0
    load_sample(session.database, session.plan, scenario, _Progress(session))
    session.say("sample_ready")
    _tell_accounts(session)
    return 0


def _tell_accounts(session: ConsoleSession) -> None:
    """Says the random passwords of the sample accounts that were made now; they are not kept."""
    made = make_sample_accounts(session.database, session.settings, session.plan, datetime.now(tz=UTC))
    if made:
        session.say("sample_accounts")
    for each in made:
        session.say("sample_account", name=f"{each.account.name:<14}", password=each.password)


class _Progress:
    """A line that rewrites itself on a terminal, and one line per tenth elsewhere."""

    def __init__(self, session: ConsoleSession) -> None:
        self._session = session
        self._tenths = -1

    def __call__(self, done: int, total: int) -> None:
        text = self._session.texts("commands.sample_progress", done=done, total=total)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{text}" + ("\n" if done == total else ""))
        elif done * 10 // total > self._tenths:
            self._tenths = done * 10 // total
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

"""Creating or upgrading the database, with the sample returns where asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from console.progress import Progress
from console.session import ConsoleSession
from sample_data.loading import Scenario, load_sample
from services.accounts.sample_accounts import make_sample_accounts
from services.accounts.server_secret import make_secret


def set_up(session: ConsoleSession, scenario: Scenario | None) -> int:
    """Loads the sample scenario into the upgraded database, unless it is there already; exit code."""
    if make_secret(session.settings):
        session.say("secret_made", file=session.settings.kept_secret_file)
    if scenario is None:
        session.say("database_ready")
        return 0
    load_sample(session.database, session.plan, scenario, Progress(session, "sample_progress"))
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

"""Making the derived tables anew from the command line."""

from __future__ import annotations

from datetime import UTC, datetime

from console.session import ConsoleSession, write_json, write_line
from console.verifying import derived_document, derived_lines
from services.upkeep.rebuild import rebuild


def rebuild_derived(session: ConsoleSession, *, as_json: bool) -> None:
    """Computes what follows from the approved figures anew, and says what had been wrong."""
    rebuilt = rebuild(session.database, session.plan, session.actor, datetime.now(tz=UTC))
    if as_json:
        write_json({"changed": rebuilt.changed, **derived_document(rebuilt)})
        return
    for line in derived_lines(rebuilt, session.texts):
        write_line(line)
    session.say("rebuilt" if rebuilt.changed else "nothing_to_rebuild")

"""Which page somebody finds first when they come: their own choice, kept with their account."""

from __future__ import annotations

from db.database import Database
from services.rights.actor import Actor
from services.rights.audit_events import Event, note
from services.rights.permission import Action, require

LONGEST_ADDRESS = 300


def first_page(database: Database, actor: Actor) -> str:
    """The address within the system (`indicator?code=…`) that the actor chose; empty for none."""
    require(database, actor, Action.CHOOSE_FIRST_PAGE)
    with database.reading() as tx:
        return tx.facts.get(_fact(actor)) or ""


def choose_first_page(database: Database, actor: Actor, address: str) -> None:
    """Keeps the address as the actor's first page; an empty one takes the choice back."""
    require(database, actor, Action.CHOOSE_FIRST_PAGE)
    kept = address[:LONGEST_ADDRESS]
    with database.transaction() as tx:
        before = tx.facts.get(_fact(actor)) or ""
        tx.facts.set(_fact(actor), kept)
        note(tx, actor, Event.SET_FIRST_PAGE, f"account:{actor.name}", detail=f"{before or '—'} → {kept or '—'}")


def _fact(actor: Actor) -> str:
    return f"first_page/{actor.name}"

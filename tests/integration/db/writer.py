"""Submits returns without end, and says which it has a receipt for: to be killed at any point."""

from __future__ import annotations

from multiprocessing.connection import Connection

from db.database import Database
from tests.integration.db.reporting import figure, key, upload

UNITS = 40
VARIABLES = ("01", "02", "03")
FIGURES = UNITS * len(VARIABLES)


def write_without_end(url: str, receipts: Connection) -> None:
    """Each submission: a file, 120 figures, two events, the index, and a count of submissions kept beside."""
    database = Database(url)
    receipts.send(0)
    while True:
        with database.transaction() as tx:
            number = int(tx.facts.get("count") or 0) + 1
            figures = [figure(str(number), v, f"unit-{u}") for v in VARIABLES for u in range(UNITS)]
            given = upload(tx, *figures, of=key(unit=f"unit-{number % 5}"), content=f"{number} ".encode() * 5_000)
            tx.facts.set("count", str(number))
        receipts.send(given.id)

"""A program killed at any point of a write: all or nothing, and a receipt means that it is there.

DABIAO_KILLS sets how many kills (`make kills`: 1,000).
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from db.database import Database
from indicators.returns import ReturnState
from tests.integration.db.reporting import PLAN, index_faults
from tests.integration.db.writer import FIGURES, write_without_end

KILLS = int(os.environ.get("DABIAO_KILLS", "8"))
WRITES_LIVED = 4  # a writer lives at the most as long as this many writes take on this machine, now
GOLDEN_RATIO = 0.618034  # its multiples spread evenly, however many they are
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.integration.db.writer", "psycopg"])


def drain(receipts: Connection) -> list[int]:
    received = []
    try:
        while receipts.poll():
            received.append(receipts.recv())
    except EOFError:
        pass
    return received


@contextmanager
def killed_at_the_end(url: str) -> Iterator[Connection]:
    """A writer that is ready, killed when the block ends; yields where its receipts come in."""
    receipts, sender = _CONTEXT.Pipe(duplex=False)
    writer = _CONTEXT.Process(target=write_without_end, args=(url, sender))
    writer.start()
    sender.close()
    assert receipts.poll(60), "the writer did not start"
    yield receipts
    writer.kill()
    writer.join()
    writer.close()


def killed_while_writing(url: str, after_seconds: float) -> list[int]:
    """The receipts a writer gave before it was killed."""
    with killed_at_the_end(url) as receipts:
        time.sleep(after_seconds)
    received = drain(receipts)
    receipts.close()
    return [receipt for receipt in received if receipt]


def first_write(url: str) -> float:
    """The seconds one write took."""
    with killed_at_the_end(url) as receipts:
        assert receipts.recv() == 0
        started = time.monotonic()
        assert receipts.recv()
        return time.monotonic() - started


def last_kept(database: Database) -> int:
    with database.reading() as tx:
        return max(submission.id for submission in tx.submissions.listing(PLAN))


def faults(database: Database, known: int, receipts: list[int]) -> list[str]:
    found = []
    with database.reading() as tx:
        kept = {submission.id: submission for submission in tx.submissions.listing(PLAN)}
        new = [submission for id_, submission in kept.items() if id_ > known]
        if not set(receipts) <= kept.keys():
            found.append("a receipt was given for something that is not there")
        if len(new) > len(receipts) + 1:
            found.append("more was kept than was written")
        if int(tx.facts.get("count") or 0) != len(kept):
            found.append("what was written beside does not fit")
        for submission in new:
            states = [event.state for event in tx.submissions.events(submission.id)]
            if states != [ReturnState.SUBMITTED, ReturnState.APPROVED]:
                found.append(f"submission {submission.id} has events {states}")
            if tx.files.get(submission.sha256) is None:
                found.append(f"submission {submission.id} has no file")
            if len(tx.observations.of_submission(submission.id)) != FIGURES:
                found.append(f"submission {submission.id} lacks figures")
    return found


def test_a_program_killed_at_any_point_leaves_all_or_nothing(database_url: str):
    database = Database(database_url)
    seconds = first_write(database_url)
    for kill in range(KILLS):
        known = last_kept(database)
        receipts = killed_while_writing(database_url, WRITES_LIVED * seconds * (kill * GOLDEN_RATIO % 1))
        assert faults(database, known, receipts) == [], f"after kill {kill}"
    assert not index_faults(database)
    database.dispose()


@pytest.mark.parametrize("check", ["integrity_check", "foreign_key_check"])
def test_the_killed_file_is_sound(sqlite_url: str, check: str):
    from sqlalchemy import text

    killed_while_writing(sqlite_url, 0.2)
    database = Database(sqlite_url)
    with database.reading() as tx:
        answer = tx.facts._connection.execute(text(f"PRAGMA {check}")).all()
    assert [tuple(row) for row in answer] in ([], [("ok",)])
    database.dispose()

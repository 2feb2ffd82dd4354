"""Several processes behind nginx serve one database: a write through any is seen in all, a dead one is replaced."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from db.database import Database
from indicators.periods import Period
from indicators.registry import load_builtin
from indicators.returns import ReturnState
from services.returns.review_return import approve_return
from services.rights.actor import LOCAL_OPERATOR
from tests.browser.conftest import drawn
from tests.browser.server import SECONDS_TO_START, Server, free_port, get
from tests.sample_database import DABIAO, ROOT, environment

Visit = Callable[..., Page]
OCTOBER = Period.month(2018, 10)


@pytest.fixture
def front(sample_database: Path, tmp_path: Path) -> Iterator[Server]:
    """Two processes and nginx on a copy of the sample, until the test ends."""
    database, log, port = tmp_path / "copy.sqlite3", tmp_path / "server.log", free_port()
    shutil.copyfile(sample_database, database)
    command = [DABIAO, "serve-many", "--processes", "2", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(f"sqlite:///{database}"), stdout=output, stderr=output
        )
    server = Server(f"http://127.0.0.1:{port}", database, log)
    try:
        for each in (*behind(server), server):
            answers(each)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def behind(front: Server) -> list[Server]:
    """The two processes, each at its own port."""
    port = port_of(front)
    return [Server(f"http://127.0.0.1:{each}", front.database, front.log) for each in (port + 1, port + 2)]


def port_of(server: Server) -> int:
    return int(server.url.rpartition(":")[2])


def answers(server: Server) -> None:
    """Waits until it does."""
    for _ in range(SECONDS_TO_START * 10):
        try:
            if get(server, "/_stcore/health").status == HTTPStatus.OK:
                return
        except (HTTPException, OSError):
            pass
        time.sleep(0.1)
    raise RuntimeError(server.log.read_text(encoding="utf-8", errors="replace"))


def approve_one(server: Server) -> None:
    """Somebody else's process approves a return of October."""
    database, plan = Database(server.database_url), load_builtin()
    with database.reading() as tx:
        listed = tx.submissions.listing(plan.head.id, form="F01", periods=[OCTOBER])
    waiting = next(each for each in listed if each.state is ReturnState.SUBMITTED)
    approve_return(database, plan, LOCAL_OPERATOR, waiting.id, waiting.submitted_at + timedelta(hours=1))
    database.dispose()


def approved(page: Page) -> int:
    return drawn(page).locator(".db-table", has_text="已审核").get_by_text("已审核").count()


def test_write_through_one_process_is_seen_through_all(front: Server, visit: Visit):
    pages = [visit(server, f"/returns?period={OCTOBER}") for server in (front, *behind(front))]
    before = {approved(page) for page in pages}
    approve_one(front)
    for page in pages:
        page.reload()
    assert {approved(page) for page in pages} == {number + 1 for number in before}
    assert len(before) == 1


def test_dead_process_is_passed_over_and_replaced(front: Server, visit: Visit):
    first, _ = behind(front)
    pid = next(
        connection.pid
        for connection in psutil.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port_of(first)
    )
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    expect(visit(front, "/").locator("h1")).to_have_count(1)
    answers(first)

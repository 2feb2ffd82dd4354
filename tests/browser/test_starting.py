"""The port opens before the screens are there: who comes at that moment gets whole pages, only through the gate."""

from __future__ import annotations

import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.browser.heard import heard
from tests.browser.people import ROLES, header
from tests.browser.server import Server, get, started


@pytest.fixture
def just_started(sample_database: Path, tmp_path: Path) -> Iterator[Server]:
    with started(sample_database, tmp_path) as server:
        yield server


def test_first_visitor_waits_for_the_screens_and_gets_them_whole(just_started: Server):
    stranger = get(just_started, "/overview", {"Accept": "text/html"})
    assert stranger.status == HTTPStatus.SEE_OTHER
    assert stranger.headers["location"].startswith("/sign-in")
    assert heard(just_started, "/", ROLES["leader"]).alerts == []
    head = get(just_started, "/", header(just_started, ROLES["leader"]))
    assert head.status == HTTPStatus.OK
    assert b"dabiao-page" in head.body
    assert "frame-ancestors" in head.headers["content-security-policy"]
    assert get(just_started, "/sign-in").status == HTTPStatus.OK
    log = _log_once_warm(just_started)
    assert "objects frozen" in log
    assert "Traceback" not in log


def _log_once_warm(server: Server) -> str:
    for _ in range(300):
        log = server.log.read_text(encoding="utf-8")
        if "objects frozen" in log:
            return log
        time.sleep(0.1)
    return log

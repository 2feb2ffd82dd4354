"""What the server does besides pages: original files by address, warming up."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from starlette.applications import Starlette

from db.account_records import Account, Session
from db.database import Database
from indicators import registry
from indicators.periods import Period
from services.accounts.sessions import SignedIn
from services.rights.actor import LOCAL_OPERATOR
from tests.integration.ui.process import begin_anew
from ui.access import routes
from ui.access.entrance import Entrance
from ui.server import originals, warming
from ui.visits import queries, session

NOW = datetime(2018, 10, 20, tzinfo=UTC)


def ask(door: Entrance, address: str) -> tuple[int, dict[str, str], bytes]:
    """One plain request to the route of original files."""
    app = Starlette(routes=[originals.route(door)])
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def door(own_copy: str, monkeypatch: pytest.MonkeyPatch) -> Entrance:
    """The way in, through which the operator has come."""
    entrance = routes.entrance()
    account = Account(1, "op", "Op", False, True, NOW, None, None, None, (), None)
    seen = Session("s", 1, "password", None, NOW, NOW, NOW)
    monkeypatch.setattr(entrance, "signed_in", lambda _: SignedIn(LOCAL_OPERATOR, account, seen))
    return entrance


def test_original_comes_back_byte_for_byte(own_copy: str, door: Entrance):
    with Database(own_copy).reading() as tx:
        stored = tx.submissions.listing(registry.load_builtin().head.id, periods=[Period.month(2018, 9)])[0]
    status, headers, body = ask(door, f"/original/{stored.sha256}")
    assert status == 200
    assert hashlib.sha256(body).hexdigest() == stored.sha256
    assert headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize(("query", "said"), [("", "没有找到"), ("?lang=en", "not")])
def test_unknown_original_is_said_in_the_language_asked_for(door: Entrance, query: str, said: str):
    status, _, body = ask(door, f"/original/{'0' * 64}{query}")
    assert status == 404
    assert said in body.decode().lower()


@pytest.fixture
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("unfrozen")
def test_warming_asks_the_first_questions_and_hides_the_libraries_from_the_collector(
    own_copy: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.INFO, logger="dabiao.screens"):
        warming.warm()
    assert gc.get_freeze_count() > 0
    assert "objects frozen" in caplog.text
    assert queries.overview(session.visit_in("zh", warming.first_visitor())).default_period == Period.month(2018, 9)


@pytest.mark.usefixtures("unfrozen")
def test_server_without_a_database_starts_all_the_same(
    own_copy: str, tmp_path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("DABIAO_DATABASE_URL", f"sqlite:///{tmp_path / 'none.sqlite3'}")
    begin_anew()
    warming.warm()
    assert "not warmed up" in caplog.text
    queries.reader().close()

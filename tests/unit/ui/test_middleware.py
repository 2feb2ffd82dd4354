"""The page head: ours instead of Streamlit's; and the headers of every answer."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from ui.server.middleware import FrameMiddleware, own_index

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("asked", "default", "language", "name"),
    [
        (None, "zh", "zh-CN", "达标"),
        ("en", "zh", "en", "Dabiao"),
        ("zh", "en", "zh-CN", "达标"),
        ("xx", "en", "en", "Dabiao"),
    ],
)
def test_page_is_in_the_language_asked_for(asked, default, language: str, name: str):
    html = own_index(INDEX, asked, default)
    assert f'<html lang="{language}">' in html
    assert f"<title>{name}</title>" in html


def test_nothing_is_said_about_streamlit():
    assert "treamlit app" not in own_index(INDEX, None, "zh")
    assert "service-desc" not in own_index(INDEX, None, "zh")
    assert "SourceSans" not in own_index(INDEX, None, "zh")


def test_page_carries_the_words_for_the_local_script():
    data = re.search(r'<script id="dabiao-page" type="application/json">(.*?)</script>', own_index(INDEX, None, "zh"))
    assert data
    page = json.loads(data[1])
    assert {"from": "Browse files", "to": "选择文件"} in page["words"]
    assert page["language"] == "zh"


@dataclass
class Answer:
    headers: Headers
    body: bytes


def ask(address: str, *, extra: tuple[tuple[bytes, bytes], ...] = ()) -> Answer:
    """One request through the middleware, without a server."""
    routes = [
        Route("/", lambda _: HTMLResponse(INDEX, headers={"etag": '"streamlit"'})),
        Route("/pages/returns", lambda _: HTMLResponse(INDEX)),
        Route("/gone", lambda _: HTMLResponse("gone", status_code=404)),
        Route("/text", lambda _: PlainTextResponse("plain")),
        Route("/static/x", lambda request: PlainTextResponse(request.headers.get("accept-encoding", "none"))),
        Route("/echo", lambda request: PlainTextResponse(request.headers.get("accept-encoding", "none"))),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(FrameMiddleware, language="zh")])
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": list(extra),
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
        "root_path": "",
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(Headers(raw=sent[0]["headers"]), body)


def test_page_is_rewritten_with_its_true_length_and_without_the_old_tag():
    answer = ask("/?lang=en")
    assert b'<html lang="en">' in answer.body
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/gone", "/text"])
def test_every_answer_has_the_security_headers(address: str):
    headers = ask(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "object-src 'none'" in headers["content-security-policy"]


def test_address_that_cannot_be_leads_to_the_overview():
    answer = ask("/pages/returns")
    assert answer.headers["location"] == "/"
    assert answer.body == b""


def test_other_answers_stay_as_they_are():
    assert ask("/text").body == b"plain"
    assert ask("/gone").body == b"gone"


@pytest.mark.parametrize(("address", "seen"), [("/echo", b"none"), ("/static/x", b"gzip")])
def test_pages_are_asked_for_uncompressed_and_bundles_as_the_browser_likes(address: str, seen: bytes):
    assert ask(address, extra=((b"accept-encoding", b"gzip"),)).body == seen

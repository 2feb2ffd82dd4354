"""Streamlit's program files as we answer them: smaller, from memory, and named ahead of time."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

from ui.server import program_files
from ui.server.middleware import own_index

SCRIPT = program_files.ahead()[0]


def ask(path: str, accepts: bytes = b"gzip, br", **more: bytes) -> tuple[Headers, bytes]:
    """One request; what is not answered here is answered by Streamlit, which says so."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept-encoding", accepts), *((name.encode(), value) for name, value in more.items())],
    }
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(program_files.ProgramFiles(PlainTextResponse("Streamlit"))(scope, receive, send))
    return Headers(raw=sent[0]["headers"]), b"".join(message.get("body", b"") for message in sent[1:])


def test_a_script_arrives_compressed_and_whole():
    headers, body = ask(f"/static/{SCRIPT}")
    assert headers["content-encoding"] == "gzip"
    assert headers["cache-control"] == "public, immutable, max-age=31536000"
    assert "javascript" in headers["content-type"]
    assert gzip.decompress(body) == (program_files.FOLDER / "static" / SCRIPT).read_bytes()


def test_a_font_is_not_compressed_again():
    font = next(name for name in sorted(program_files.names()) if name.endswith(".woff2"))
    headers, body = ask(f"/{font}")
    assert "content-encoding" not in headers
    assert body == (program_files.FOLDER / font).read_bytes()


@pytest.mark.parametrize("path", ["/", "/static/js/none.js", "/static/../index.html", "/_stcore/health"])
def test_everything_else_is_streamlits(path: str):
    assert ask(path)[1] == b"Streamlit"


def test_who_takes_no_compressed_answer_gets_streamlits():
    assert ask(f"/static/{SCRIPT}", accepts=b"identity")[1] == b"Streamlit"
    assert ask(f"/static/{SCRIPT}", range=b"bytes=0-9")[1] == b"Streamlit"


def test_the_page_head_names_what_our_pages_load_later():
    html = own_index((program_files.FOLDER / "index.html").read_text(encoding="utf-8"), None, "zh")
    assert any("BidiComponent." in name for name in program_files.ahead())
    assert all(f'href="./static/{name}"' in html for name in program_files.ahead())
    assert not [name for name in program_files.ahead() if "Plotly" in name]

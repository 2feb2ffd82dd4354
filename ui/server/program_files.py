"""Streamlit's program files, each compressed once and answered from memory; and which of them are wanted ahead.

Streamlit reads them from the disk for every browser, as they are: 2.6 MB in 65 files before the first
page shows, then another thirty for our own pages, asked for one after the other as each part of a page
turns up. Here they are a quarter of the size, and the page head names those thirty at once.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from mimetypes import guess_type
from pathlib import Path

import streamlit
from anyio import to_thread
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOLDER = Path(streamlit.__file__).parent / "static"
_BELOW = "/static/"
_COMPRESSED = frozenset({".js", ".css"})
_LEVEL = 6
_FOR_A_YEAR = "public, immutable, max-age=31536000"
"""The names carry a hash of what is in them."""

_PARTS = ("Html", "Button", "ButtonGroup", "Selectbox", "Checkbox", "BidiComponent")
"""What every page of ours is made of, and Streamlit's first page is not."""

_IMPORT = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_NAMED = re.compile(r"static/(js/[\w.-]+\.js)")


class ProgramFiles:
    """Pure ASGI: answers for the files below /static/, and passes everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        path = scope.get("path", "")
        wanted = scope["type"] == "http" and scope["method"] == "GET" and path.startswith(_BELOW)
        if not wanted or path.removeprefix("/") not in names() or not _takes_gzip(scope):
            await self._app(scope, receive, send)
            return
        response = await to_thread.run_sync(answer, path.removeprefix("/"))
        await response(scope, receive, send)


def _takes_gzip(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "gzip" in headers.get("accept-encoding", "") and "range" not in headers


@cache
def names() -> frozenset[str]:
    """The files that are answered for, as `static/js/….js`: those there are, so that no path leads elsewhere."""
    return frozenset(each.relative_to(FOLDER).as_posix() for each in (FOLDER / "static").rglob("*") if each.is_file())


@cache
def answer(name: str) -> Response:
    """The answer with one file, made at the first time it is asked for."""
    body, kind = (FOLDER / name).read_bytes(), guess_type(name)[0] or "application/octet-stream"
    headers = {"Cache-Control": _FOR_A_YEAR, "Vary": "Accept-Encoding"}
    if Path(name).suffix in _COMPRESSED:
        body, headers["Content-Encoding"] = gzip.compress(body, _LEVEL), "gzip"
    return Response(body, media_type=kind, headers=headers)


def warm() -> None:
    """Makes the answers that the first page needs."""
    index = (FOLDER / "index.html").read_text(encoding="utf-8")
    for name in (*_NAMED.findall(index), *ahead()):
        answer(f"static/{name}")


@cache
def ahead() -> tuple[str, ...]:
    """The files of our pages' parts that Streamlit's page head does not name, as `js/….js`, in the order to load."""
    known = set(_NAMED.findall((FOLDER / "index.html").read_text(encoding="utf-8")))
    starts = [f"js/{each.name}" for part in _PARTS for each in sorted((FOLDER / "static/js").glob(f"{part}.*.js"))]
    return tuple(dict.fromkeys(name for start in starts for name in _with_imports(start, known)))


def _with_imports(name: str, known: set[str]) -> Iterator[str]:
    """A file and what it imports, each once."""
    if name in known:
        return
    known.add(name)
    yield name
    for imported in _IMPORT.findall((FOLDER / "static" / name).read_text(encoding="utf-8")):
        yield from _with_imports(f"js/{imported}", known)

"""What every answer of the server gets: our page head instead of Streamlit's, and safe headers.

Streamlit serves one index.html for all pages. Here it gets its language, its name, its icon, the
style and the script of the frame, and Streamlit's English words with their translations; what it
says about Streamlit itself is taken out.
"""

from __future__ import annotations

import json
import re
from html import escape
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from i18n.texts import LANGUAGES, Language, texts
from ui.server import program_files, streamlit_words

HTML_LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
ASSETS = "/frame"
PARTS = (f"{ASSETS}/", "/static/", "/media/", "/component/", "/_stcore/")
"""Addresses of what pages are made of; everything else that is HTML is a page."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self' data: blob:",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:",
            "style-src 'self' 'unsafe-inline'",
            "connect-src 'self' ws: wss: data: blob:",
            "frame-ancestors 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    ),
}

_STREAMLIT_OWN = (
    re.compile(r"<!--.*?-->\s*", re.DOTALL),
    re.compile(r"<noscript>.*?</noscript>\s*", re.DOTALL),
    re.compile(r'<link rel="service-desc"[^>]*>\s*'),
    re.compile(r'<link\s+rel="preload"[^>]*SourceSans[^>]*>\s*'),
)


def own_index(html: str, asked: str | None, default: Language) -> str:
    """Streamlit's index.html as ours.

    Args:
        html: Streamlit's page.
        asked: the language in the address, if any.
        default: the installation's language.
    """
    language: Language = next((code for code in LANGUAGES if code == asked), default)
    for pattern in _STREAMLIT_OWN:
        html = pattern.sub("", html)
    name = escape(texts(language)("screens.frame.brand"))
    html = html.replace('<html lang="en">', f'<html lang="{HTML_LANGUAGES[language]}">')
    html = re.sub(r"<title>.*?</title>", f"<title>{name}</title>", html)
    needs_script = escape(texts(language)("screens.frame.needs_script"))
    html = html.replace("<body>", f"<body>\n    <noscript><p>{needs_script}</p></noscript>")
    html = html.replace("</head>", f"{_ahead()}</head>", 1)
    return html.replace("</title>", f"</title>\n    {_head(default)}", 1)


def _head(default: Language) -> str:
    page = {"language": default, "languages": HTML_LANGUAGES, "words": streamlit_words.translations()}
    data = json.dumps(page, ensure_ascii=False).replace("<", "\\u003c")
    return (
        f'<script id="dabiao-page" type="application/json">{data}</script>'
        f'<script src=".{ASSETS}/frame.js"></script>'
        f'<script src=".{ASSETS}/picture.js" defer></script>'
        f'<link rel="stylesheet" href=".{ASSETS}/frame.css">'
        f'<link rel="stylesheet" href=".{ASSETS}/modes.css">'
    )


def _ahead() -> str:
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/{name}">' for name in program_files.ahead())


class FrameMiddleware:
    """Pure ASGI: rewrites HTML answers, adds the headers, leaves web sockets alone."""

    def __init__(self, app: ASGIApp, language: Language) -> None:
        self._app = app
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(send, scope, self._language)
        await self._app(scope if answer.is_part else _uncompressed(scope), receive, answer.send)


class _Answer:
    """One answer on its way out: a page is held back until it is whole; parts of pages pass."""

    def __init__(self, send: Send, scope: Scope, default: Language) -> None:
        self.is_part = scope["path"].startswith(PARTS)
        self._send = send
        self._scope = scope
        self._default = default
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            brings_its_own = "content-security-policy" in headers
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            is_html = headers.get("content-type", "").startswith("text/html")
            if is_html and message["status"] == HTTPStatus.OK and not (self.is_part or brings_its_own):
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_page(self._start)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        if "/" in self._scope["path"].strip("/"):
            # No page has such an address; this one would look for its parts beside it and stay blank.
            await RedirectResponse("/")(self._scope, _silence, self._send)
            return
        page = own_index(self._body.decode(), _asked_language(self._scope), self._default).encode()
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(page))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": page})


async def _silence() -> Message:
    return {"type": "http.disconnect"}


def _asked_language(scope: Scope) -> str | None:
    query: bytes = scope.get("query_string", b"")
    return next(iter(parse_qs(query.decode("latin-1")).get("lang", [])), None)


def _uncompressed(scope: Scope) -> Scope:
    """The request without what would bring a compressed, partial or unchanged page back."""
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}

"""Somebody who walks in without a browser and without a server: requests straight into the program."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette

_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass(frozen=True)
class Answer:
    """What came back; `cookies` are the lines as they were sent."""

    status: int
    headers: dict[str, str]
    text: str
    cookies: tuple[str, ...]


@dataclass
class Walker:
    """One visitor with what they hold, seen as coming from `client` over `scheme`."""

    app: Starlette
    client: str = "127.0.0.1"
    scheme: str = "http"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        return self._asked("GET", address, b"", headers)

    def post(self, address: str, fields: dict[str, str], **headers: str) -> Answer:
        return self._asked("POST", address, urlencode(fields).encode(), headers)

    def send(self, page: str, fields: dict[str, str], to: str | None = None) -> Answer:
        """Opens a page and sends its form, filled in."""
        hidden = {name: unescape(value) for name, value in _FIELD.findall(self.get(page).text)}
        return self.post(to or page, {**hidden, **fields})

    def opens_socket(self, path: str) -> bool:
        """Whether a web socket is let through to the program behind the gate."""
        scope = {**self._scope("GET", path, {}), "type": "websocket", "scheme": "ws", "subprotocols": []}
        sent = _run(self.app, scope, [{"type": "websocket.connect"}])
        return any(message["type"] == "websocket.accept" for message in sent)

    def _asked(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        sent = _run(
            self.app,
            self._scope(method, address, headers),
            [{"type": "http.request", "body": body, "more_body": False}],
        )
        told = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        cookies = tuple(value for name, value in told if name == "set-cookie")
        for line in cookies:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.cookies = {name: value for name, value in self.cookies.items() if value}
        text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
        return Answer(sent[0]["status"], dict(told), text, cookies)

    def _scope(self, method: str, address: str, headers: dict[str, str]) -> dict[str, Any]:
        path, _, query = address.partition("?")
        held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        told = {"host": "127.0.0.1", "accept": "text/html", **({"cookie": held} if held else {})}
        told |= {name.lower().replace("_", "-"): value for name, value in headers.items()}
        return {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in told.items()],
            "http_version": "1.1",
            "scheme": self.scheme,
            "server": ("127.0.0.1", 8501),
            "client": (self.client, 50_000),
            "root_path": "",
        }


def _run(app: Starlette, scope: dict[str, Any], incoming: list[dict[str, Any]]) -> list[dict[str, Any]]:
    waiting, sent = list(incoming), list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent

"""The outermost door: the port opens before our own parts are imported, and who comes until then waits here.

Nothing but the health check passes while it is shut, and what opens it puts the gate in its place;
so no request ever meets Streamlit without our gate before it (docs/decisions/0036).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, MutableMapping, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.server.no_delay import send_at_once

HEALTH = "/_stcore/health"
_FOUND = "dabiao.route"


class Parts(Protocol):
    """What stands behind the door; `ui.server.server_parts.ServerParts`, not imported here."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Our own addresses."""

    def around(self, app: ASGIApp) -> ASGIApp:
        """Streamlit behind the gate."""


class Doors:
    """Shut until `open` has made the parts."""

    def __init__(self) -> None:
        self._parts: Future[Parts] = Future()

    def open(self, make: Callable[[], Parts]) -> None:
        """Makes the parts and lets everybody go on."""
        self._parts.set_result(make())

    @property
    def are_open(self) -> bool:
        """Whether the parts are there."""
        return self._parts.done()

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Our own addresses; to be asked for once open."""
        return self._parts.result().routes

    async def parts(self) -> Parts:
        """The parts, waited for. Who no longer wants to wait takes them from nobody else."""
        return await asyncio.shield(asyncio.wrap_future(self._parts))


class Door:
    """Pure ASGI, before everything."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app = app
        self._doors = doors
        self._inside: ASGIApp | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request, or keeps it waiting."""
        send_at_once(receive)
        if scope["type"] == "lifespan" or (scope["path"] == HEALTH and not self._doors.are_open):
            await self._app(scope, receive, send)
            return
        if self._inside is None:
            self._inside = (await self._doors.parts()).around(self._app)
        await self._inside(scope, receive, send)


class OwnRoutes(BaseRoute):
    """Our own addresses in Streamlit's table of routes, before it knows them."""

    def __init__(self, doors: Doors) -> None:
        self._doors = doors

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """The first of our routes that fits wholly, else the first that fits but for the method."""
        partly: tuple[Match, Scope] | None = None
        if self._doors.are_open:
            for route in self._doors.routes:
                match, child = route.matches(scope)
                found: MutableMapping[str, Any] = {**child, _FOUND: route}
                if match is Match.FULL:
                    return match, found
                if match is Match.PARTIAL and partly is None:
                    partly = match, found
        return partly or (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands a request to the route that was found for it."""
        await scope[_FOUND].handle(scope, receive, send)

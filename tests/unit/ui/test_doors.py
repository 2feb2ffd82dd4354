"""The outermost door: nothing passes before our own gate is there, and nobody who waits is lost."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.server.doors import HEALTH, Door, Doors, OwnRoutes


class Gated:
    """Parts whose gate leaves its mark in the scope."""

    routes: tuple[BaseRoute, ...] = (
        Route("/leave", lambda _: PlainTextResponse("left"), methods=["POST"]),
        Route("/leave", lambda _: PlainTextResponse("asked"), methods=["GET"]),
    )

    def around(self, app: ASGIApp) -> ASGIApp:
        async def gate(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "gated": True}, receive, send)

        return gate


class Inner:
    """What is behind the door: notes who came."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, bool]] = []

    async def __call__(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        self.seen.append((scope.get("path", scope["type"]), scope.get("gated", False)))


async def receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def send(_: Any) -> None:
    return None


def scope(path: str, kind: str = "http") -> dict[str, Any]:
    return {"type": kind, "path": path, "method": "GET", "headers": [], "query_string": b""}


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_comes_too_early_waits_and_then_meets_the_gate(kind: str):
    async def come() -> Inner:
        doors, inner = Doors(), Inner()
        door = Door(inner, doors)
        waiting = [asyncio.create_task(door(scope("/overview", kind), receive, send)) for _ in range(3)]
        await asyncio.sleep(0.01)
        assert not inner.seen
        waiting[0].cancel()  # whoever leaves takes nothing from the others
        await asyncio.sleep(0)
        doors.open(Gated)
        await asyncio.wait_for(asyncio.gather(*waiting[1:]), 1)
        return inner

    assert asyncio.run(come()).seen == [("/overview", True)] * 2


class Served:
    """What a server's `receive` belongs to: it holds the connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.transport = self

    def get_extra_info(self, name: str) -> socket.socket | None:
        return self.connection if name == "socket" else None

    async def receive(self) -> Message:
        return await receive()


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_what_is_sent_through_the_door_waits_for_no_acknowledgement(kind: str):
    async def come(served: Served) -> None:
        doors = Doors()
        doors.open(Gated)
        await Door(Inner(), doors)(scope("/overview", kind), served.receive, send)

    with socket.socket(family=socket.AF_INET) as connection:
        assert not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        asyncio.run(come(Served(connection)))
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_only_the_health_check_passes_a_shut_door_and_none_an_open_one_ungated():
    async def come() -> Inner:
        doors, inner = Doors(), Inner()
        door = Door(inner, doors)
        await door(scope(HEALTH), receive, send)
        for path in (f"{HEALTH}/", "/_stcore/stream", "/", "/sign-in"):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(door(scope(path), receive, send), 0.01)
        doors.open(Gated)
        await door(scope(HEALTH), receive, send)
        return inner

    assert asyncio.run(come()).seen == [(HEALTH, False), (HEALTH, True)]


def test_own_routes_are_found_once_open_the_whole_fit_before_the_wrong_method():
    doors = Doors()
    routes = OwnRoutes(doors)
    assert routes.matches(scope("/leave"))[0] is Match.NONE
    doors.open(Gated)
    match, child = routes.matches(scope("/leave"))
    assert match is Match.FULL
    sent: list[Message] = []

    async def keep(message: Any) -> None:
        sent.append(message)

    asyncio.run(routes.handle({**scope("/leave"), **child}, receive, keep))
    assert sent[1]["body"] == b"asked"
    assert routes.matches({**scope("/leave"), "method": "PUT"})[0] is Match.PARTIAL
    assert routes.matches(scope("/elsewhere"))[0] is Match.NONE

"""What the server sends does not wait for the browser's acknowledgement: on a real connection of a real server."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
import uvicorn
from starlette.types import Scope, Send
from websockets.asyncio.client import connect

from ui.server.no_delay import send_at_once


class Told:
    """An application that notes the connection's option before and after, and answers whoever asks."""

    def __init__(self) -> None:
        self.options: list[tuple[int, int]] = []

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        connection = receive.__self__.transport.get_extra_info("socket")
        before = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        send_at_once(receive)
        self.options.append((before, connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close"})
            return
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def asked(application: Told, kind: str) -> None:
    listening = socket.socket(family=socket.AF_INET)  # as Streamlit makes it: without a protocol
    listening.bind(("127.0.0.1", 0))
    address = f"127.0.0.1:{listening.getsockname()[1]}"
    server = uvicorn.Server(uvicorn.Config(application, lifespan="off", log_level="error", ws="websockets-sansio"))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    if kind == "websocket":
        async with connect(f"ws://{address}/", proxy=None):
            pass
    else:
        reader, writer = await asyncio.open_connection(*address.split(":"))
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
        assert (await reader.read()).startswith(b"HTTP/1.1 204")
        writer.close()
    server.should_exit = True
    await running


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_connection_stops_waiting_as_soon_as_it_asks(kind: str):
    application = Told()
    asyncio.run(asked(application, kind))
    assert application.options
    assert all(bool(after) for _, after in application.options)
    assert not any(before for before, _ in application.options), "asyncio does it now: ui/server/no_delay.py can go"


def test_a_server_that_shows_no_connection_is_left_alone():
    async def receive() -> dict[str, str]:
        return {}

    send_at_once(receive)

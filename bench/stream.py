"""A browser's web socket without the browser: asks for runs of a page, and waits until each is finished."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

_MOST_BYTES = 64_000_000


class Visitor:
    """One open page. Enter it with `async with`."""

    def __init__(self, url: str, headers: Mapping[str, str], query: str = "") -> None:
        self._address = f"{url.replace('http://', 'ws://')}/_stcore/stream"
        self._origin, self._headers, self._query = url, headers, query
        self._script = ""
        self._socket: ClientConnection | None = None

    async def __aenter__(self) -> Visitor:
        """Connects."""
        self._socket = await connect(
            self._address,
            origin=Origin(self._origin),
            subprotocols=[Subprotocol("streamlit")],
            proxy=None,
            additional_headers=self._headers,
            max_size=_MOST_BYTES,
            ping_interval=None,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leaves."""
        if self._socket is not None:
            await self._socket.close()

    async def run(self) -> float:
        """One run of the page's script, from asking to its last message; its seconds."""
        if self._socket is None:
            raise ConnectionError
        asked = BackMsg()
        asked.rerun_script.query_string = self._query
        asked.rerun_script.page_script_hash = self._script
        begun = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while True:
            said = ForwardMsg()
            said.ParseFromString(await self._socket.recv(decode=False))
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self._script = said.new_session.page_script_hash
            if kind == "script_finished":
                return time.perf_counter() - begun


async def in_a_row(visitors: list[Visitor], seconds: float) -> list[float]:
    """Everybody asks again as soon as the last run is finished; the seconds of every run."""
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def keep_asking(visitor: Visitor) -> None:
        while time.perf_counter() < until:
            taken.append(await visitor.run())

    await asyncio.gather(*map(keep_asking, visitors))
    return taken


async def every_so_often(visitors: list[Visitor], pause: float, seconds: float) -> list[float]:
    """Everybody clicks once in `pause` seconds, each at a time of their own; the seconds of every run."""
    until = time.perf_counter() + seconds
    taken: list[float] = []

    async def click(visitor: Visitor, first: float) -> None:
        await asyncio.sleep(first)
        while time.perf_counter() < until:
            took = await visitor.run()
            taken.append(took)
            await asyncio.sleep(max(0.0, pause - took))

    await asyncio.gather(*(click(each, pause * place / len(visitors)) for place, each in enumerate(visitors)))
    return taken

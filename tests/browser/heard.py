"""What a server says to an open page over its web socket: everything it sends, also what a browser would not draw."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from streamlit.proto.Element_pb2 import Element

from bench.stream import Visitor
from services.rights.roles import Grant
from tests.browser.people import EVERYTHING, header
from tests.browser.server import Server

_HEADING = re.compile("<h[1-6][ >]")


@dataclass(frozen=True)
class Heard:
    """What the last run of a page has sent."""

    elements: tuple[Element, ...]

    @property
    def kinds(self) -> list[str]:
        """What each element is to Streamlit: "html", "heading", "button" …"""
        return [str(each.WhichOneof("type")) for each in self.elements]

    @property
    def markup(self) -> list[str]:
        """What is sent as HTML of ours."""
        return [each.html.body for each in self.elements if each.WhichOneof("type") == "html"]

    @property
    def alerts(self) -> list[str]:
        """What is said in a coloured box."""
        return [each.alert.body for each in self.elements if each.WhichOneof("type") == "alert"]

    @property
    def headings(self) -> int:
        """How many headings there are, Streamlit's and ours."""
        return self.kinds.count("heading") + sum(len(_HEADING.findall(body)) for body in self.markup)


def heard(server: Server, address: str, grants: Sequence[Grant] = EVERYTHING) -> Heard:
    """What is said to somebody with these roles who opens the address."""

    async def ask() -> Heard:
        async with Visitor(server.url, header(server, grants), page=address.removeprefix("/")) as visitor:
            await visitor.run()
            return Heard(tuple(visitor.elements))

    with ThreadPoolExecutor(1) as aside:  # the browser of other tests has its own loop in this thread
        return aside.submit(lambda: asyncio.run(ask())).result()

"""Small messages leave at once.

asyncio sets TCP_NODELAY on sockets made with an explicit protocol only, and Streamlit makes its listening one
without. Then a message waits until the browser has acknowledged the one before, which it puts off for 40 ms:
more than a whole run of the overview takes (docs/decisions/0039).
"""

from __future__ import annotations

import socket

from starlette.types import Receive


def send_at_once(receive: Receive) -> None:
    """Sets it on the connection of a request, or of a web socket, that uvicorn serves; on any other nothing happens.

    Args:
        receive: as the server gave it: a method of the object that holds the connection.
    """
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    connection = transport.get_extra_info("socket") if transport is not None else None
    if connection is not None and connection.family in {socket.AF_INET, socket.AF_INET6}:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

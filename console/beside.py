"""A server's start in two processes: the parent imports the server while its child reads the command and checks.

Imports nothing but Python's own: all else of the command is imported by the child alone (docs/decisions/0041).
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import sys
from pathlib import Path
from typing import TypedDict

APP = Path(__file__).resolve().parent.parent / "app.py"
CHECKED = "DABIAO_START_CHECKED"
"""Tells app.py that nothing is left that could refuse the start, so that it need not find out before it answers."""

_FAULT = 1
_to_parent: list[int] = []


class Start(TypedDict):
    """What the server needs to know from the command and the settings, which it has not read itself."""

    port: int
    address: str
    trusted_proxies: str


def begin_server() -> None:
    """Splits the process; returns in the child.

    The parent becomes the server once the child has told how and has ended well; else it ends with the child's code.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _to_parent.append(writing)
        return
    os.close(writing)
    importlib.import_module(".web.bootstrap", "streamlit")
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code != 0 or not told:
        sys.exit(code if code >= 0 else _FAULT)
    become_server(json.loads(told))
    sys.exit()  # whatever it returned from: what follows a call of this function is the child's


def is_begun() -> bool:
    """Whether this is the child of `begin_server`."""
    return bool(_to_parent)


def tell(start: Start) -> None:
    """In the child: all is in order, the parent may become the server when this process ends."""
    os.write(_to_parent.pop(), json.dumps(start).encode())


def become_server(start: Start) -> None:
    """Becomes the server: what is imported already is not imported again, and signals reach it; does not return."""
    os.chdir(APP.parent)  # Streamlit reads .streamlit/config.toml of the folder it starts in
    # Whose word about the browser's address is taken; nobody's unless it is set.
    os.environ["FORWARDED_ALLOW_IPS"] = start["trusted_proxies"]
    os.environ[CHECKED] = "1"
    sys.argv = ["streamlit", *server_arguments(start["port"], start["address"])]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def server_arguments(port: int, address: str) -> list[str]:
    """What Streamlit is started with."""
    return ["run", str(APP), "--server.port", str(port), "--server.address", address]

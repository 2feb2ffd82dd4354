"""Servers by fork from one process that has imported everything: a test waits for a server, not for pandas.

A fork has imported the libraries and our modules and run nothing of them: settings, Streamlit's own
state and the database are its own, and it takes the same way as `dabiao serve`. How a server starts
as a process of its own is tested by itself (test_frame.py, test_many_processes.py).

As a script (`python -m tests.browser.forking`): for each line of JSON on its input, {"port", "log",
"environment"}, it forks a server and prints the server's process number.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.sample_database import ROOT


class ForkedServer:
    """A server process: a child of the forking process, which only its number reaches."""

    def __init__(self, number: int):
        self.number = number

    def runs(self) -> bool:
        try:
            os.kill(self.number, 0)
        except ProcessLookupError:
            return False
        return True

    def terminate(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.number, signal.SIGTERM)


@cache
def _source() -> subprocess.Popen[str]:
    """The process that is forked; it ends with this one, when its input does."""
    command = [sys.executable, "-m", "tests.browser.forking"]
    # Streamlit complains of every remembered function that is imported outside a server.
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True)


def fork_server(port: int, log: Path, environment: Mapping[str, str]) -> ForkedServer:
    """Starts `dabiao serve --port PORT` with these variables, its output in `log`."""
    source = _source()
    assert source.stdin is not None
    assert source.stdout is not None
    wanted = {"port": port, "log": str(log), "environment": dict(environment)}
    source.stdin.write(json.dumps(wanted) + "\n")
    source.stdin.flush()
    said = source.stdout.readline()
    assert said, "no process to fork: see what `python -m tests.browser.forking` says"
    return ForkedServer(int(said))


def _answer_wishes() -> None:
    for name in _our_modules():
        importlib.import_module(name)
    from ui.server.warming import LIBRARIES

    for name in ("plotly.graph_objects", "streamlit.web.cli", *LIBRARIES):
        importlib.import_module(name)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become_server(**json.loads(line))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def _our_modules() -> list[str]:
    folders = ("services", "ui", "console", "charts", "reports")
    found = (path.relative_to(ROOT).with_suffix("") for folder in folders for path in (ROOT / folder).rglob("*.py"))
    main = "ui.main"  # the script that Streamlit runs, not a module
    return sorted({".".join(path.parts).removesuffix(".__init__") for path in found} - {main})


def _become_server(port: int, log: str, environment: dict[str, str]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.clear()
    os.environ.update(environment)
    from cli import app

    app(["serve", "--port", str(port)])


if __name__ == "__main__":
    _answer_wishes()

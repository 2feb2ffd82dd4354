"""A real server for the browser tests: its own process, its own copy of the sample database."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.browser.forking import fork_server
from tests.sample_database import DABIAO, ROOT, SECRET, environment

SECONDS_TO_START = 60
SECONDS_TO_END = 20
__all__ = ["ROOT", "SECRET", "Answer", "Server", "ask", "free_port", "get", "running", "started"]


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, the database it works on, what it has logged."""

    url: str
    database: Path
    log: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.database}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(sample: Path, folder: Path, **settings: str) -> Iterator[Server]:
    """The screens on a copy of the sample database, until the block ends; `settings` as DABIAO_* variables."""
    database, log, port = folder / "copy.sqlite3", folder / "server.log", free_port()
    shutil.copyfile(sample, database)
    set_ = environment(f"sqlite:///{database}") | {f"DABIAO_{name.upper()}": value for name, value in settings.items()}
    process = fork_server(port, log, set_)
    server = Server(f"http://127.0.0.1:{port}", database, log)
    try:
        _wait(server, process.runs)
        yield server
    finally:
        process.terminate()
        _until(lambda: not process.runs(), SECONDS_TO_END)


@contextmanager
def started(sample: Path, folder: Path) -> Iterator[Server]:
    """The same as a program of its own, as a user starts it."""
    database, log, port = folder / "copy.sqlite3", folder / "server.log", free_port()
    shutil.copyfile(sample, database)
    command = [DABIAO, "serve", "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(f"sqlite:///{database}"), stdout=output, stderr=output
        )
    server = Server(f"http://127.0.0.1:{port}", database, log)
    try:
        _wait(server, lambda: process.poll() is None)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=SECONDS_TO_END)


def _wait(server: Server, runs: Callable[[], bool]) -> None:
    if not _until(lambda: not runs() or _answers(server), SECONDS_TO_START) or not runs():
        raise RuntimeError(f"the server did not start:\n{server.log.read_text(encoding='utf-8', errors='replace')}")


def _answers(server: Server) -> bool:
    try:
        return get(server, "/_stcore/health").status == HTTPStatus.OK
    except (HTTPException, OSError):
        return False


def _until(true: Callable[[], bool], seconds: int) -> bool:
    for _ in range(seconds * 20):
        if true():
            return True
        time.sleep(0.05)
    return False


@dataclass(frozen=True)
class Answer:
    """What the server says to a plain request."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()


def get(server: Server, address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """One request without a browser."""
    return ask(server, "GET", address, headers=headers)


def ask(
    server: Server,
    method: str,
    address: str,
    fields: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request without a browser, with the fields of a form."""
    body = urlencode(fields) if fields is not None else None
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if fields is not None else {}
    with closing(HTTPConnection(server.url.removeprefix("http://"), timeout=30)) as connection:
        connection.request(method, address, body, {**kind, **(headers or {})})
        answer = connection.getresponse()
        told = [(name.lower(), value) for name, value in answer.getheaders()]
        cookies = tuple(value for name, value in told if name == "set-cookie")
        return Answer(answer.status, dict(told), answer.read(), cookies)

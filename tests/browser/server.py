"""A real server for the browser tests: its own process, its own copy of the sample database."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests.sample_database import DABIAO, ROOT, SECRET, environment

SECONDS_TO_START = 60
__all__ = ["ROOT", "SECRET", "Answer", "Server", "ask", "free_port", "get", "running"]


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
    command = [DABIAO, "serve", "--port", str(port)]
    set_ = environment(f"sqlite:///{database}") | {f"DABIAO_{name.upper()}": value for name, value in settings.items()}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=set_, stdout=output, stderr=output)
    server = Server(f"http://127.0.0.1:{port}", database, log)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    for _ in range(SECONDS_TO_START * 10):
        if process.poll() is not None:
            break
        try:
            if get(server, "/_stcore/health").status == HTTPStatus.OK:
                return
        except (HTTPException, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text(encoding='utf-8', errors='replace')}")


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

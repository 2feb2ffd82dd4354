"""A private PostgreSQL for the tests: its own folder and port, run as an ordinary user, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

OWNER = "dabiao"
START_SECONDS = 60
_SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "40",
    "shared_buffers": "32MB",
    # The tests kill programs, never the machine: what the server wrote need not survive a power cut.
    "fsync": "off",
    "full_page_writes": "off",
}


class PostgresMissingError(Exception):
    """PostgreSQL is needed and not there."""


def programs_folder() -> Path:
    """Where initdb and postgres are; the newest version, where there are several."""
    on_path = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for folder in [Path(on_path).resolve().parent] if on_path else reversed(folders):
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    message = "These tests need a PostgreSQL server. Run `make needs`, or: apt-get install postgresql"
    raise PostgresMissingError(message)


def ordinary_user() -> str | None:
    """Whom to run the server as: PostgreSQL refuses root. None for the user who runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class PostgresCluster:
    """A running server."""

    port: int
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template0") -> str:
        """Makes a database, empty or as a copy; returns its name."""
        name = f"test_{next(self._numbers)}"
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop(self, name: str) -> None:
        """Removes a database and whoever is connected to it."""
        self._administer("DROP DATABASE {} WITH (FORCE)", name)

    def _administer(self, command: str, *names: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


@contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """Makes a cluster, starts it, stops it, removes it."""
    programs, user = programs_folder(), ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="dabiao-postgres-"))
    if user is not None:
        shutil.chown(folder, user)
    try:
        data, cluster = folder / "data", PostgresCluster(free_port())
        _run(
            [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            user,
            folder,
        )
        server = _start(programs, data, cluster, user, folder)
        try:
            _await(server, cluster, folder)
            yield cluster
        finally:
            server.send_signal(signal.SIGINT)  # "fast": disconnects everybody, then stops
            server.wait(START_SECONDS)
    finally:
        shutil.rmtree(folder)


def _run(command: list[object], user: str | None, folder: Path) -> None:
    done = subprocess.run(
        list(map(str, command)), user=user, cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode:
        message = f"{command[0]} failed: {done.stderr or done.stdout}"
        raise RuntimeError(message)


def _start(
    programs: Path, data: Path, cluster: PostgresCluster, user: str | None, folder: Path
) -> subprocess.Popen[bytes]:
    command = [str(programs / "postgres"), "-D", str(data), "-p", str(cluster.port), "-k", str(folder)]
    for name, value in _SERVER_SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(command, user=user, cwd=folder, stdout=log, stderr=log)


def _await(server: subprocess.Popen[bytes], cluster: PostgresCluster, folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(cluster.url("postgres")).close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                message = f"PostgreSQL did not start: {(folder / 'log').read_text()}"
                raise RuntimeError(message) from error
            time.sleep(0.1)
        else:
            return

"""Several server processes on this machine behind nginx, started and stopped as one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from string import Template
from types import FrameType

from console.beside import APP
from console.serving import greet, server_command
from console.session import ConsoleSession
from indicators.errors import AppError
from services.accounts.server_secret import required_secret
from settings import VAR, Settings

DEPLOY = APP.parent / "deploy"
_LOOK_SECONDS = 0.5
_STOP_SECONDS = 15
_MIME_TYPES = Path("/etc/nginx/mime.types")
_LOOPBACK = "127.0.0.1"


class NginxMissingError(AppError):
    """nginx is not installed on this machine."""

    code = "nginx_missing"


def start_many(session: ConsoleSession, port: int, processes: int) -> None:
    """Runs `processes` servers on the ports after `port` and nginx on `port`, until told to stop.

    A process that dies is started again; when nginx ends, all end.

    Raises:
        NginxMissingError: nginx is not on this machine.
        SecretMissingError, SecretTooShortError: as `dabiao serve`.
    """
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if nginx is None:
        raise NginxMissingError
    settings = session.settings
    secret = required_secret(settings)
    ports = tuple(range(port + 1, port + 1 + processes))
    configuration = write_configuration(VAR / f"nginx-{port}", settings, port, ports)
    greet(session, port)
    environment = _environment(secret)
    family = _Family(environment, ports)
    family.run([nginx, "-c", str(configuration), "-p", str(configuration.parent)])


def write_configuration(folder: Path, settings: Settings, port: int, ports: tuple[int, ...]) -> Path:
    """Writes nginx's configuration for these ports into a folder of its own; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    said = {
        "folder": str(folder),
        "mime_types": str(_MIME_TYPES),
        "servers": "\n".join(f"        server {_LOOPBACK}:{each} max_fails=1 fail_timeout=2s;" for each in ports),
        "address": settings.server_address,
        "port": str(port),
        "locations": str(DEPLOY / "locations.conf"),
    }
    path = folder / "nginx.conf"
    path.write_text(Template((DEPLOY / "local.conf").read_text(encoding="utf-8")).substitute(said), encoding="utf-8")
    return path


def _environment(secret: str) -> dict[str, str]:
    """The servers' environment: they believe nginx about the browser's address, and share what Streamlit signs with."""
    shared = sha256(f"streamlit {secret}".encode()).hexdigest()
    known = {**os.environ, "FORWARDED_ALLOW_IPS": _LOOPBACK, "DABIAO_TRUSTED_PROXIES": _LOOPBACK}
    return {**known, "STREAMLIT_SERVER_COOKIE_SECRET": shared}


class _Family:
    """The processes, and the loop that looks after them."""

    def __init__(self, environment: dict[str, str], ports: tuple[int, ...]) -> None:
        self._environment = environment
        self._servers = {port: self._serve(port) for port in ports}
        self._stopping = False

    def run(self, front: list[str]) -> None:
        """Starts the front and looks after all until a signal comes or the front ends."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        nginx = subprocess.Popen(front)
        try:
            while not self._stopping and nginx.poll() is None:
                for port, server in self._servers.items():
                    if server.poll() is not None:
                        self._servers[port] = self._serve(port)
                time.sleep(_LOOK_SECONDS)
        finally:
            _end([nginx, *self._servers.values()])

    def _serve(self, port: int) -> subprocess.Popen[bytes]:
        command = server_command(port, _LOOPBACK)
        return subprocess.Popen(command, cwd=APP.parent, env=self._environment)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for each in processes:
        each.terminate()
    until = time.monotonic() + _STOP_SECONDS
    for each in processes:
        with suppress(subprocess.TimeoutExpired):
            each.wait(max(0.1, until - time.monotonic()))
    for each in processes:
        if each.poll() is None:
            each.kill()
            each.wait()

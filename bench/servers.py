"""Starts servers to be measured, and tells what memory they hold."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path

from tests.browser.server import SECONDS_TO_START, Server, get
from tests.sample_database import ROOT, environment

_LOOK_SECONDS = 0.02
_STOP_SECONDS = 30


@dataclass(frozen=True)
class Started(Server):
    """A running server, its process, and the seconds from its command to its first answer."""

    process_id: int
    seconds_to_answer: float
    store: str = ""

    @property
    def database_url(self) -> str:
        """Of the database it works on: the file's, unless it was given another."""
        return self.store or super().database_url


@contextmanager
def started(
    command: Sequence[str | Path], folder: Path, port: int, database: Path, log_name: str = "log", **settings: str
) -> Iterator[Started]:
    """A server program until the block ends, its words in the folder's `log_name`; `settings` as DABIAO_* variables."""
    log = folder / log_name
    plain = Server(f"http://127.0.0.1:{port}", database, log)
    variables = environment(plain.database_url) | {f"DABIAO_{name.upper()}": said for name, said in settings.items()}
    begun = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder if "empty.py" in command else ROOT,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(plain, process)
        yield Started(
            plain.url, database, log, process.pid, time.perf_counter() - begun, settings.get("database_url", "")
        )
    finally:
        process.terminate()
        process.wait(timeout=_STOP_SECONDS)


def _wait(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            if get(server, "/_stcore/health").status == HTTPStatus.OK:
                return
        except (HTTPException, OSError):
            pass
        time.sleep(_LOOK_SECONDS)
    raise TimeoutError(server.log.read_text(encoding="utf-8", errors="replace"))


def megabytes(process_id: int) -> float:
    """What a process and all its descendants hold, shared pages counted once, in MB."""
    return sum(filter(None, map(_proportional, family(process_id)))) / 1024


def family(process_id: int) -> list[int]:
    """A process and all its descendants."""
    found = [process_id]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            with suppress(FileNotFoundError, ProcessLookupError):
                found += map(int, task.read_text().split())
    return found


def _proportional(process_id: int) -> int | None:
    """Kilobytes; None for a process that has ended in the meantime."""
    try:
        lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return None
    told: Mapping[str, str] = dict(line.split(":", 1) for line in lines[1:] if ":" in line)
    return int(told["Pss"].split()[0])

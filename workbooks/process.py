"""Values out of a workbook, read by processes of their own that may die without harm."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
import weakref
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import TracebackType

from indicators.problems import Problem, Severity
from workbooks.reading_worker import LENGTH, receive_frame, send_frame

CellValue = float | str | bool | date | datetime | timedelta | None
"""None for a blank cell; an error cell also reads as None (the guard knows what stands there)."""

MEMORY_BYTES = 1024**3
SECONDS = 20.0
_WORKERS = 2
_GRACE = 5.0
_LARGE_ANSWER = 8 * 1024 * 1024
_SCRIPT = Path(__file__).with_name("reading_worker.py")
# Nothing of ours: no secret is in reach of a process that reads strangers' files.
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8"}


class Reader(StrEnum):
    """Who reads: the fast one, or the one asked where counts disagree."""

    CALAMINE = "calamine"
    OPENPYXL = "openpyxl"


@dataclass(slots=True)
class SheetValues:
    """One sheet's values, column by column, from its first used cell (rows and columns from 1) on."""

    name: str
    first_row: int = 1
    first_column: int = 1
    columns: list[list[CellValue]] = field(default_factory=list)

    def at(self, row: int, column: int) -> CellValue:
        """The value of a cell, None outside the used area."""
        across, down = column - self.first_column, row - self.first_row
        if 0 <= across < len(self.columns) and 0 <= down < len(self.columns[across]):
            return self.columns[across][down]
        return None

    def cells(self) -> Iterator[tuple[int, int, CellValue]]:
        """Row, column and value of every cell that is not blank."""
        for across, column in enumerate(self.columns, self.first_column):
            for down, value in enumerate(column, self.first_row):
                if value is not None:
                    yield down, across, value

    @property
    def extent(self) -> tuple[int, int, int]:
        """How many cells are not blank, and the last row and column that have one (0 where none has)."""
        valued, last_row, last_column = 0, 0, 0
        for across, column in enumerate(self.columns, self.first_column):
            blank = column.count(None)
            if blank < len(column):
                valued += len(column) - blank
                last_column = across
                last = next(down for down in range(len(column) - 1, -1, -1) if column[down] is not None)
                last_row = max(last_row, self.first_row + last)
        return valued, last_row, last_column


@dataclass(frozen=True, slots=True)
class Reading:
    """The sheets asked for by name, or the one problem why they could not be read."""

    sheets: Mapping[str, SheetValues]
    problem: Problem | None = None


def _refused(code: str, **params: str) -> Reading:
    return Reading({}, Problem(code, Severity.HARD, params=params))


def _decoded(item: dict[str, object]) -> object:
    if "t" in item:
        return timedelta(seconds=float(str(item["t"])))
    if "d" in item:
        text = str(item["d"])
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return item


def _add_batch(sheets: dict[str, SheetValues], head: list[object], numbers: memoryview) -> None:
    name, first_row, first_column, count, columns = head
    if not (isinstance(columns, list) and isinstance(first_row, int) and isinstance(first_column, int)):
        raise TypeError(head)
    sheet = sheets[str(name)]
    if not sheet.columns:
        sheet.first_row, sheet.first_column = first_row, first_column
        sheet.columns = [[] for _ in columns]
    size, taken = int(str(count)) * 8, 0
    for kept, column in zip(sheet.columns, columns, strict=True):
        if column is None:
            kept.extend(array("d", numbers[taken : taken + size].tobytes()))
            taken += size
        elif isinstance(column, dict):
            kept.extend(map(date.fromisoformat, column["dates"]))
        elif "" in column:
            kept.extend([None if value == "" else value for value in column])
        else:
            kept.extend(column)


def start_apart(script: Path, *arguments: str) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Starts a script of ours away from everything that is ours; its standard input is the socket's other end."""
    ours, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-I", str(script), *arguments],
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
    return process, ours


def end_apart(process: subprocess.Popen[bytes], channel: socket.socket) -> None:
    """Ends such a process, whatever it is doing."""
    channel.close()
    process.kill()
    process.wait()


class _Worker:
    """One process and the socket to it."""

    def __init__(self, memory_bytes: int) -> None:
        self._process, self._channel = start_apart(_SCRIPT, str(memory_bytes))
        self.received = 0
        self._finalizer = weakref.finalize(self, end_apart, self._process, self._channel)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def process_id(self) -> int:
        return self._process.pid

    def ask(self, content: bytes, sheets: Sequence[str], reader: Reader, seconds: float) -> Reading:
        """Send the file and collect the answer; raises OSError or EOFError when the process is gone or late."""
        deadline = time.monotonic() + seconds
        self._channel.settimeout(seconds)
        request = {"reader": reader, "sheets": list(sheets), "seconds": seconds + _GRACE}
        send_frame(self._channel, json.dumps(request).encode("ascii"))
        send_frame(self._channel, content)
        found = {name: SheetValues(name) for name in sheets}
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._channel.settimeout(left)
            frame = receive_frame(self._channel)
            self.received += len(frame)
            (size,) = LENGTH.unpack_from(frame)
            end = LENGTH.size + size
            head = json.loads(frame[LENGTH.size : end], object_hook=_decoded)
            if isinstance(head, dict):
                return Reading(found) if "end" in head else _refused("unreadable_rejected", reason=str(head["error"]))
            _add_batch(found, head, memoryview(frame)[end:])

    def end(self) -> None:
        self._finalizer()


class ReaderProcess:
    """A few reading processes, kept warm; safe to use from several threads; close it when done.

    A process that crashes, runs out of its memory or of its time is ended and replaced, and the file
    is answered with a problem.
    """

    def __init__(self, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._idle: list[_Worker] = []
        self._places = threading.BoundedSemaphore(_WORKERS)
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def warm(self) -> None:
        """Have a process ready, so that the first file does not wait for it."""
        self._give_back(self._take())

    def read(self, content: bytes, sheets: Sequence[str], reader: Reader = Reader.CALAMINE) -> Reading:
        """The values of these sheets of a file that the guard has let through."""
        with self._places:
            worker = self._take()
            try:
                reading = worker.ask(content, sheets, reader, self._seconds)
            except TimeoutError:
                worker.end()
                reading = _refused("unreadable_in_time", seconds=f"{self._seconds:g}")
            except (OSError, EOFError):
                worker.end()
                reading = _refused("unreadable_crashed")
            if worker.received > _LARGE_ANSWER:
                # What a large file took is only given back to the system by ending.
                worker.end()
            self._give_back(worker)
            return reading

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.end()
        return _Worker(self._memory_bytes)

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            if self._closed:
                worker.end()
                return
            self._idle.append(worker if worker.alive else _Worker(self._memory_bytes))

    def close(self) -> None:
        """End all processes; a later `read` starts them anew only for itself."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()

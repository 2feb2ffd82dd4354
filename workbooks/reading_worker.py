"""The process that opens workbooks: run as a script, apart from the server, with limits on everything.

Readers of workbooks abort, hang or eat the memory on odd files, and an abort cannot be caught. Here
it costs only this process. It knows nothing of the project (its folder is not even on the path), gets
no environment, writes no files, and ends with its parent: its socket is then closed, and while it is
busy an alarm of the kernel is set.

A request is two frames: JSON (reader, sheets, seconds) and the file's bytes. The answer is one frame
per batch of rows, column by column, then a closing frame. A frame is its length and its bytes.
"""

from __future__ import annotations

import gc
import io
import json
import resource
import signal
import socket
import struct
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import islice

# Name, first row and first column (from 1), rows.
_Sheet = tuple[str, int, int, Iterable[Sequence[object]]]

LENGTH = struct.Struct(">Q")
BATCH_ROWS = 2000
_PIECE = 1024 * 1024
_OLD = b"\xd0\xcf\x11\xe0"
"""How .xls files begin, in which whole numbers come as integers."""


def receive(channel: socket.socket, size: int) -> bytearray:
    """Exactly `size` bytes.

    Raises:
        EOFError: when the other side is gone.
    """
    data = bytearray(size)
    view, filled = memoryview(data), 0
    while filled < size:
        count = channel.recv_into(view[filled : filled + _PIECE])
        if not count:
            raise EOFError
        filled += count
    return data


def receive_frame(channel: socket.socket) -> bytearray:
    """One frame; raises EOFError when the other side is gone."""
    (size,) = LENGTH.unpack(receive(channel, LENGTH.size))
    return receive(channel, size)


def send_frame(channel: socket.socket, *parts: bytes) -> None:
    """One frame made of these parts."""
    channel.sendall(LENGTH.pack(sum(map(len, parts))))
    for part in parts:
        channel.sendall(part)


def _plain(value: object) -> object:
    """What JSON does not know: moments as {"d": …}, durations and times of day as {"t": seconds}."""
    if isinstance(value, datetime | date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        return {"t": value.total_seconds()}
    raise TypeError(type(value))


def batch_frame(sheet: str, first_row: int, first_column: int, rows: list[Sequence[object]]) -> tuple[bytes, bytes]:
    """A batch, column by column: JSON, in which columns of numbers alone are null and follow as packed doubles."""
    columns: list[object] = []
    numbers: list[bytes] = []
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if kinds == {float}:
            columns.append(None)
            numbers.append(array("d", column).tobytes())
        elif kinds == {date}:
            columns.append({"dates": [str(value) for value in column]})
        else:
            columns.append(column)
    head = json.dumps(
        [sheet, first_row, first_column, len(rows), columns], default=_plain, separators=(",", ":"), ensure_ascii=False
    )
    # Half a surrogate pair, which only escapes in a file can make, is no text that could be stored.
    text = head.encode("utf-8", "replace")
    return LENGTH.pack(len(text)) + text, b"".join(numbers)


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, BATCH_ROWS)):
        yield batch


def _by_calamine(content: bytes, sheets: list[str]) -> Iterator[_Sheet]:
    import python_calamine

    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for name in sheets:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.start is None or sheet.end is None:
                yield name, 1, 1, ()
            else:
                # Rows come from the sheet's first on, columns from the first used one.
                rows = _counted(sheet.iter_rows(), sheet.end[0] + 1)
                yield name, 1, sheet.start[1] + 1, map(_floats, rows) if content.startswith(_OLD) else rows


def _floats(row: Sequence[object]) -> list[object]:
    """A row with whole numbers as floats, as all other formats give them."""
    return [float(value) if type(value) is int else value for value in row]


def _counted(rows: Iterable[Sequence[object]], expected: int) -> Iterator[Sequence[object]]:
    """The rows, after which their number must be the expected one: else addresses would have shifted."""
    count = 0
    for row in rows:
        count += 1
        yield row
    if count != expected:
        message = f"{count} rows instead of {expected}"
        raise ValueError(message)


def _by_openpyxl(content: bytes, sheets: list[str]) -> Iterator[_Sheet]:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for name in sheets:
        sheet = workbook[name]
        sheet.reset_dimensions()
        rows = [[_openpyxl_value(cell.value, cell.data_type) for cell in row] for row in sheet.rows]
        width = max(map(len, rows), default=0)
        yield name, 1, 1, ([*row, *[""] * (width - len(row))] for row in rows)


def _openpyxl_value(value: object, data_type: str) -> object:
    if value is None or data_type == "e":
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


READERS = {"calamine": _by_calamine, "openpyxl": _by_openpyxl}


def answer(channel: socket.socket, request: dict[str, object], content: bytes) -> None:
    """Read the wanted sheets and send them; a file the reader rejects is answered with its words."""
    from python_calamine import CalamineError

    sheets = [str(name) for name in request["sheets"]] if isinstance(request["sheets"], list) else []
    closing: dict[str, object] = {"end": True}
    try:
        for name, row, column, rows in READERS[str(request["reader"])](content, sheets):
            for number, batch in enumerate(_batches(rows)):
                send_frame(channel, *batch_frame(name, row + number * BATCH_ROWS, column, batch))
    except (CalamineError, ValueError, KeyError) as error:
        closing = {"error": f"{type(error).__name__}: {error}"[:500]}
    text = json.dumps(closing).encode("ascii")
    send_frame(channel, LENGTH.pack(len(text)) + text)


def limit_resources(memory_bytes: int) -> None:
    """Address space, no files, no core dumps; for the rest of this process's life."""
    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))


def serve(channel: socket.socket) -> None:
    """Answer requests until the other side closes."""
    # What a file leaves behind is collected after the answer, not in the middle of it.
    gc.disable()
    while True:
        try:
            request = json.loads(receive_frame(channel))
            content = bytes(receive_frame(channel))
            signal.setitimer(signal.ITIMER_REAL, float(request["seconds"]))
            answer(channel, request, content)
            signal.setitimer(signal.ITIMER_REAL, 0)
            gc.collect()
        except (EOFError, ConnectionError):
            return


if __name__ == "__main__":
    # Loaded before the first file comes, while there is time; the server itself never needs it.
    import_module("python_calamine")
    limit_resources(int(sys.argv[1]))
    serve(socket.socket(fileno=sys.stdin.fileno()))

"""The process that marks workbooks: apart from the server, with limits on memory, time and files.

What is marked comes from strangers, and a long list takes long: here neither a fault nor the work
can harm those who use the server. One process marks one file and ends.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
import zipfile
import zlib
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_REASON = 500


def answer(channel: socket.socket, folder: Path) -> None:
    """One request: frames with the limits, the job and the file. The answer: a frame of JSON, one with the copy."""
    from workbooks.annotation.errors import UnmarkablePartError
    from workbooks.annotation.marks import Job
    from workbooks.reading_worker import receive_frame, send_frame

    request = json.loads(receive_frame(channel))
    job = Job.from_json(receive_frame(channel))
    content = bytes(receive_frame(channel))
    signal.setitimer(signal.ITIMER_REAL, float(request["seconds"]))
    try:
        copy = marked(content, job, folder)
    except (UnmarkablePartError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, MemoryError) as error:
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        send_frame(channel, json.dumps({"error": reason}).encode("ascii"))
        return
    send_frame(channel, json.dumps({"end": True}).encode("ascii"))
    send_frame(channel, copy)


def marked(content: bytes, job: object, folder: Path) -> bytes:
    """The marked copy: the workbook itself, or a new one with its values."""
    from workbooks.annotation.in_place import marked_in_place
    from workbooks.annotation.marks import Job
    from workbooks.annotation.new_book import annotate_rows
    from workbooks.annotation.row_writer import RowsSheet
    from workbooks.reading_worker import READERS

    if not isinstance(job, Job):
        raise TypeError(type(job))
    if job.anew is None:
        return marked_in_place(content, job)
    if job.rows is not None:
        (only,) = job.anew
        return annotate_rows([RowsSheet(only, job.rows, 1, job.anew[only])], job, folder)
    read = READERS["calamine"](content, list(job.anew))
    sheets = (RowsSheet(name, rows, column, job.anew[name]) for name, _, column, rows in read)
    return annotate_rows(sheets, job, folder)


def main(memory_bytes: int, file_bytes: int, folder: Path) -> None:
    """Sets the limits, answers one request and ends."""
    import resource

    for kind, limit in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    answer(socket.socket(fileno=sys.stdin.fileno()), folder)


if __name__ == "__main__":
    sys.path.insert(0, str(_ROOT))
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))

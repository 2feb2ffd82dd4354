"""Has a copy marked by a process of its own, with limits, and gives up on it in time."""

from __future__ import annotations

import json
import socket
import tempfile
import threading
import time
from pathlib import Path

from workbooks.annotation.errors import AnnotationFailedError
from workbooks.annotation.marks import Job
from workbooks.process import end_apart, start_apart
from workbooks.reading_worker import receive_frame, send_frame

MEMORY_BYTES = 1024**3
FILE_BYTES = 1024**3
SECONDS = 120.0
_SCRIPT = Path(__file__).with_name("worker.py")
_GRACE = 5.0
_AT_ONCE = threading.BoundedSemaphore(2)
"""No more copies are made at a time: the machine has other work."""


def marked_apart(
    content: bytes, job: Job, file_name: str, *, seconds: float = SECONDS, memory_bytes: int = MEMORY_BYTES
) -> bytes:
    """The marked copy of a file that the guard has let through.

    Raises:
        AnnotationFailedError: when it cannot be made, or not within the limits.
    """
    with _AT_ONCE, tempfile.TemporaryDirectory(prefix="dabiao-") as folder:
        process, channel = start_apart(_SCRIPT, str(memory_bytes), str(FILE_BYTES), folder)
        try:
            return _asked(channel, content, job, seconds)
        except (OSError, EOFError, _RejectedError) as error:
            raise AnnotationFailedError(file=file_name) from error
        finally:
            end_apart(process, channel)


class _RejectedError(Exception):
    """The process said that it cannot; its words."""


def _asked(channel: socket.socket, content: bytes, job: Job, seconds: float) -> bytes:
    deadline = time.monotonic() + seconds
    channel.settimeout(seconds)
    send_frame(channel, json.dumps({"seconds": seconds + _GRACE}).encode("ascii"))
    send_frame(channel, job.to_json())
    send_frame(channel, content)
    closing = json.loads(receive_frame(channel))
    if "error" in closing:
        raise _RejectedError(closing["error"])
    channel.settimeout(max(deadline - time.monotonic(), 1.0))
    return bytes(receive_frame(channel))

"""The audit chain's head, kept outside the database, so that a cut tail is found.

Written after the commit it belongs to. A witness that cannot be written does not undo what is
committed: it is logged, and `dabiao verify` tells how far the witness lags behind.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from db.account_records import AuditHead

_log = logging.getLogger("dabiao.audit")
_FIELDS = 3
_SYSLOG_PORT = 514


class Witness(Protocol):
    """Remembers heads of the chain."""

    def remember(self, head: AuditHead) -> None:
        """Keeps a head that has been committed."""


class HeadFile:
    """A file to which a line `chain sequence hash` is appended for every commit."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def remember(self, head: AuditHead) -> None:
        """Appends one line, in one write: several processes may share the file."""
        line = f"{head.chain} {head.sequence} {head.hash}\n".encode("ascii")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(file, line)
            finally:
                os.close(file)
        except OSError as error:
            _log.error("audit head %d not written to %s: %s", head.sequence, self.path, error)

    def heads(self) -> Iterator[AuditHead]:
        """Every head remembered, in the order they were written; an unfinished last line is left out."""
        if not self.path.exists():
            return
        with self.path.open("r", encoding="ascii", errors="replace") as lines:
            for line in lines:
                parts = line.split()
                if len(parts) == _FIELDS and parts[1].isdecimal() and line.endswith("\n"):
                    yield AuditHead(parts[0], int(parts[1]), parts[2])


class Syslog:
    """Sends every head to a syslog: `/dev/log`, or `host:port` over UDP."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        where = address if address.startswith("/") else (host or address, int(port) if host else _SYSLOG_PORT)
        self._handler = logging.handlers.SysLogHandler(where, facility=logging.handlers.SysLogHandler.LOG_AUTH)

    def remember(self, head: AuditHead) -> None:
        """Sends one message; a syslog that does not answer is the handler's to report."""
        said = f"dabiao audit chain={head.chain} sequence={head.sequence} hash={head.hash}"
        self._handler.emit(logging.LogRecord("dabiao.audit", logging.INFO, __file__, 0, said, None, None))

    def close(self) -> None:
        """Lets go of the socket."""
        self._handler.close()

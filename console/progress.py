"""How far a long command has come, on standard error."""

from __future__ import annotations

import sys

from console.session import ConsoleSession


class Progress:
    """A line that rewrites itself on a terminal, and one line per tenth elsewhere.

    `key` is of the catalogue `commands`, with the blanks `done` and `total`.
    """

    def __init__(self, session: ConsoleSession, key: str) -> None:
        self._session = session
        self._key = key
        self._tenths = -1

    def __call__(self, done: int, total: int) -> None:
        """Says it."""
        text = self._session.texts(f"commands.{self._key}", done=done, total=total)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{text}" + ("\n" if done == total else ""))
        elif done * 10 // total > self._tenths:
            self._tenths = done * 10 // total
            sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

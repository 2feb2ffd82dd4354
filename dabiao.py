"""The entry of the `dabiao` command: what takes a server longest, its imports, begins before the command is read."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command; `dabiao serve` in two processes from its first moment (docs/decisions/0041)."""
    if sys.argv[1:2] == ["serve"]:
        from console.beside import begin_server

        begin_server()
    from cli import main as command

    command()

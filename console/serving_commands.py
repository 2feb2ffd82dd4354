"""The subcommands that start the server: one process, or several behind nginx."""

from __future__ import annotations

from typing import Annotated

import typer

from console.command import boundary, help_text

MOST_PROCESSES = 64
PortOption = Annotated[int, typer.Option("--port", help=help_text("port"))]


def register(app: typer.Typer) -> None:
    """Adds the subcommands to `dabiao`."""
    app.command(help=help_text("serve"))(serve)
    app.command("serve-many", help=help_text("serve_many"))(serve_many)


@boundary
def serve(port: PortOption = 8501) -> int:
    """Start the server on 127.0.0.1 and print its address."""
    from console.serving import serve as served

    return served(port)


@boundary
def serve_many(
    processes: Annotated[
        int, typer.Option("-n", "--processes", min=1, max=MOST_PROCESSES, help=help_text("processes"))
    ] = 2,
    port: PortOption = 8501,
) -> int:
    """Start several server processes behind nginx."""
    from console.serving_many import start_many
    from console.session import console_session

    with console_session() as session:
        start_many(session, port, processes)
    return 0

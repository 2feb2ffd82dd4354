"""The subcommands that keep the data: backup, restore, rebuild, and the move to another database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from console.command import boundary, help_text


def register(app: typer.Typer) -> None:
    """Adds the subcommands to `dabiao`."""
    app.command(help=help_text("backup"))(backup)
    app.command(help=help_text("restore"))(restore)
    app.command(help=help_text("rebuild"))(rebuild)
    app.command("migrate-to", help=help_text("migrate_to"))(migrate_to)


@boundary
def backup(file: Annotated[Path, typer.Argument(help=help_text("backup_file"), dir_okay=False)]) -> int:
    """A consistent copy of the database in a new file."""
    from console.copying import back_up
    from console.session import console_session

    with console_session() as session:
        back_up(session, file)
    return 0


@boundary
def restore(file: Annotated[Path, typer.Argument(help=help_text("backup_file"), exists=True, dir_okay=False)]) -> int:
    """Fill an empty database from a backup."""
    from console.copying import restore as restored
    from console.session import console_session

    with console_session(upgrade=True) as session:
        restored(session, file)
    return 0


@boundary
def rebuild(
    output_format: Annotated[Literal["text", "json"], typer.Option("--format", help=help_text("format"))] = "text",
    plan: Annotated[str | None, typer.Option("--plan", help=help_text("plan"))] = None,
) -> int:
    """Compute anew what follows from the approved figures."""
    from console.rebuilding import rebuild_derived
    from console.session import console_session

    with console_session(plan) as session:
        rebuild_derived(session, as_json=output_format == "json")
    return 0


@boundary
def migrate_to(address: Annotated[str, typer.Argument(help=help_text("address"))]) -> int:
    """Move the database to another address."""
    from console.copying import move
    from console.session import console_session

    with console_session() as session:
        move(session, address)
    return 0

"""The subcommand that compares two moments: `dabiao changes`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from console.command import boundary, help_text


def register(app: typer.Typer) -> None:
    """Adds the subcommand to `dabiao`."""
    app.command(help=help_text("changes"))(changes)


@boundary
def changes(
    since: Annotated[str, typer.Option("--from", help=help_text("changes_from"))],
    until: Annotated[str | None, typer.Option("--to", help=help_text("changes_to"))] = None,
    indicator: Annotated[str | None, typer.Option("--indicator", help=help_text("changes_indicator"))] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=help_text("unit"))] = None,
    output_format: Annotated[Literal["text", "json"], typer.Option("--format", help=help_text("format"))] = "text",
    plan: Annotated[str | None, typer.Option("--plan", help=help_text("plan"))] = None,
) -> int:
    """What changed between two moments, and because of which cells."""
    from console.comparing import change_lines
    from console.session import console_session, write_json, write_line
    from services.exports.version_documents import changes_document
    from services.monitoring.compare_versions import compare_versions

    with console_session(plan) as session:
        first, last = session.moment(since), session.moment(until)
        if first is None:
            return 0
        found = compare_versions(session.database, session.plan, session.actor, first, last, indicator, unit)
        if output_format == "json":
            write_json(changes_document(found, session.texts))
        else:
            write_line("\n".join(change_lines(found, session.plan, session.texts)))
    return 0

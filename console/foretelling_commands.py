"""`dabiao backtest`: how good outlooks have been."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from console.command import boundary, help_text


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("backtest", help=help_text("backtest"))(boundary(_backtest))


def _backtest(
    period: Annotated[str | None, typer.Option("--period", help=help_text("period"))] = None,
    output_format: Annotated[Literal["text", "json"], typer.Option("--format", help=help_text("format"))] = "text",
    plan: Annotated[str | None, typer.Option("--plan", help=help_text("plan"))] = None,
) -> int:
    from console.foretelling import backtest_document, backtest_lines
    from console.session import console_session, write_json, write_line
    from indicators.periods import Period
    from services.groundwork.today import today
    from services.monitoring.outlooks import tried_outlooks

    with console_session(plan) as session:
        asked = Period.parse(period) if period else None
        day = today(session.database, session.plan)
        tried = tried_outlooks(session.database, session.plan, session.actor, asked, day)
        if output_format == "json":
            write_json(backtest_document(tried, session.texts))
        else:
            write_line("\n".join(backtest_lines(tried, session.texts)))
    return 0

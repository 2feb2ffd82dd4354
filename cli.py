"""The `dabiao` command: each subcommand calls one service. Libraries are imported when they are needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from console import comparing_commands, foretelling_commands, keeping_commands, report_commands, serving_commands
from console.command import boundary as _boundary
from console.command import help_text as _help

NOT_ACCEPTED = 1

app = typer.Typer(help=_help("dabiao"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
export = typer.Typer(help=_help("export"), no_args_is_help=True)
app.add_typer(export, name="export")

Scenario = Literal["october", "year-end"]
PlanOption = Annotated[str | None, typer.Option("--plan", help=_help("plan"))]
FormatOption = Annotated[Literal["text", "json"], typer.Option("--format", help=_help("format"))]
FilesArgument = Annotated[list[Path], typer.Argument(help=_help("files"), exists=True, dir_okay=False)]
OutputOption = Annotated[Path, typer.Option("-o", "--output", help=_help("output"))]
AsOfOption = Annotated[str | None, typer.Option("--as-of", help=_help("as_of"))]


@app.command(help=_help("init"))
@_boundary
def init(
    sample: Annotated[Scenario | None, typer.Option("--sample", help=_help("sample"))] = None,
    plan: PlanOption = None,
) -> int:
    """Create or upgrade the database; with --sample, load the sample returns."""
    from console.session import console_session
    from console.setting_up import set_up

    with console_session(plan, upgrade=True) as session:
        return set_up(session, sample)


@app.command(help=_help("template"))
@_boundary
def template(
    period: Annotated[str, typer.Option("--period", help=_help("period"))],
    output: OutputOption,
    form: Annotated[str | None, typer.Option("--form", help=_help("form"))] = None,
    unit: Annotated[str | None, typer.Option("--unit", help=_help("unit"))] = None,
    all_: Annotated[bool, typer.Option("--all", help=_help("all_forms"))] = False,
    plan: PlanOption = None,
) -> int:
    """Write an empty form, or with --all every unit's forms due for the period as a zip."""
    from console.session import WRONG_USAGE, console_session
    from console.taking_forms import write_all_forms, write_one_form
    from indicators.periods import Period

    with console_session(plan) as session:
        if all_ and form is None and unit is None:
            write_all_forms(session, Period.parse(period), output)
        elif form is not None and unit is not None and not all_:
            write_one_form(session, form, unit, Period.parse(period), output)
        else:
            sys.stderr.write(f"{session.texts('commands.template_usage')}\n")
            return WRONG_USAGE
    return 0


@app.command(help=_help("check"))
@_boundary
def check(files: FilesArgument, output_format: FormatOption = "text", plan: PlanOption = None) -> int:
    """Dry run: what an upload would say."""
    from console.returning import check_files
    from console.session import console_session

    with console_session(plan) as session:
        accepted = check_files(session, files, as_json=output_format == "json")
    return 0 if accepted else NOT_ACCEPTED


@app.command(help=_help("annotate"))
@_boundary
def annotate(
    file: Annotated[Path, typer.Argument(help=_help("annotated_file"), exists=True, dir_okay=False)],
    output: OutputOption,
    plan: PlanOption = None,
) -> int:
    """Write the same workbook with its problems marked."""
    from console.annotating import annotate_file
    from console.session import console_session

    with console_session(plan) as session:
        annotate_file(session, file, output)
    return 0


@app.command("import", help=_help("import"))
@_boundary
def import_(
    files: FilesArgument,
    user: Annotated[str, typer.Option("--user", help=_help("user"))],
    approve_as: Annotated[str | None, typer.Option("--approve-as", help=_help("approve_as"))] = None,
    plan: PlanOption = None,
) -> int:
    """Upload (and approve as another user); the same code path as the page."""
    from console.returning import import_files
    from console.session import console_session

    with console_session(plan) as session:
        accepted = import_files(session, files, user, approve_as)
    return 0 if accepted else NOT_ACCEPTED


@app.command(help=_help("status"))
@_boundary
def status(
    period: Annotated[str | None, typer.Option("--period", help=_help("period"))] = None,
    as_of: AsOfOption = None,
    output_format: FormatOption = "text",
    plan: PlanOption = None,
) -> int:
    """The eight indicators against their targets."""
    from console.printing import reasons, status_lines
    from console.session import console_session, write_json, write_line
    from indicators.periods import Period
    from services.exports.documents import status_document
    from services.groundwork.today import today
    from services.monitoring.monitor import overview

    with console_session(plan) as session:
        asked = Period.parse(period) if period else None
        known = session.moment(as_of)
        day = today(session.database, session.plan, known)
        view = overview(session.database, session.plan, session.actor, asked, day, as_of=known)
        if output_format == "json":
            write_json(status_document(view, reasons(view, session.plan, session.texts), session.texts))
        else:
            write_line("\n".join(status_lines(view, session.texts)))
    return 0


@app.command(help=_help("trace"))
@_boundary
def trace(
    code: Annotated[str, typer.Argument(help=_help("code"))],
    period: Annotated[str, typer.Option("--period", help=_help("period"))],
    as_of: AsOfOption = None,
    output_format: FormatOption = "text",
    plan: PlanOption = None,
) -> int:
    """The cells behind a figure."""
    from console.printing import trace_lines
    from console.session import console_session, write_json, write_line
    from indicators.periods import Period
    from services.exports.documents import trace_document
    from services.monitoring.trace_figure import trace as traced

    with console_session(plan) as session:
        known = session.moment(as_of)
        cells = traced(session.database, session.plan, session.actor, code, Period.parse(period), as_of=known)
        if output_format == "json":
            write_json(trace_document(cells))
        else:
            write_line("\n".join(trace_lines(cells, session.plan, session.texts)))
    return 0


@app.command(help=_help("measures"))
@_boundary
def measures(output_format: FormatOption = "text", plan: PlanOption = None) -> int:
    """The measures with their states."""
    from console.measuring import print_measures
    from console.session import console_session

    with console_session(plan) as session:
        print_measures(session, as_json=output_format == "json")
    return 0


@app.command(help=_help("original"))
@_boundary
def original(
    sha256: Annotated[str, typer.Argument(help=_help("sha256"))], output: OutputOption, plan: PlanOption = None
) -> int:
    """The stored bytes of an uploaded workbook."""
    from console.session import console_session
    from services.returns.original_file import original as stored

    with console_session(plan) as session:
        output.write_bytes(stored(session.database, session.actor, sha256).content)
        session.say("written", file=output)
    return 0


@app.command(help=_help("verify"))
@_boundary
def verify(
    file: Annotated[Path | None, typer.Argument(help=_help("verify_file"), exists=True, dir_okay=False)] = None,
    output_format: FormatOption = "text",
    plan: PlanOption = None,
) -> int:
    """Check the audit chain, the stored files and what is derived from them; or one exported summary."""
    from console.session import console_session

    with console_session(plan) as session:
        if file is not None:
            from console.exporting import verify_file

            sound = verify_file(session, file, as_json=output_format == "json")
        else:
            from console.verifying import verify_database

            sound = verify_database(session, as_json=output_format == "json")
    return 0 if sound else NOT_ACCEPTED


@app.command("audit-retention", help=_help("audit_retention"))
@_boundary
def audit_retention() -> int:
    """Let go of audit rows older than the settings keep them."""
    from console.session import console_session
    from console.verifying import let_go

    with console_session() as session:
        let_go(session)
    return 0


report_commands.register(export)
serving_commands.register(app)
comparing_commands.register(app)
keeping_commands.register(app)
foretelling_commands.register(app)


def main() -> None:
    """The entry of the `dabiao` command; `--sample` alone means `--sample=october`."""
    app(["--sample=october" if argument == "--sample" else argument for argument in sys.argv[1:]])

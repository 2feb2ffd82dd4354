"""What the command line prints for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.records import TracedFigure
from i18n.texts import Texts
from indicators.plan import Plan
from services.monitoring.monitor import Overview
from services.returns.submit_return import Verdict
from ui.components.proof import why


def verdict_lines(verdict: Verdict, plan: Plan, texts: Texts) -> Iterator[str]:
    """A file's verdict, then a line per problem: place, what is wrong, what to do."""
    return_name = ""
    if verdict.key is not None:
        unit = texts.unit_name(plan.unit(verdict.key.unit))
        return_name = f"{verdict.key.form} · {unit} · {texts.period(verdict.key.period)}"
    word = texts("commands.accepted" if verdict.accepted else "commands.not_accepted")
    yield f"{verdict.file_name}: {word}  {return_name}".rstrip()
    if verdict.same_as is not None:
        yield f"  {texts('commands.same_as', number=verdict.same_as.number)}"
    for problem in verdict.problems:
        said = texts.problem(problem)
        place = "!".join(part for part in (problem.sheet, problem.cell) if part)
        severity = texts(f"commands.severity.{problem.severity.value}")
        yield f"  [{severity}] {place}  {said.what} {said.todo}"
    for told in verdict.notes:
        place = "!".join(part for part in (told.sheet, told.cell) if part)
        yield f"  [{texts('commands.note')}] {place}  {texts.problem(told).what}"


def status_lines(overview: Overview, texts: Texts) -> Iterator[str]:
    """The period, then a line per indicator: status, name, actual against target, attainment, coverage."""
    yield texts("commands.status_head", period=texts.to_date(overview.period))
    for row in overview.rows:
        standing = row.standing
        indicator, point = standing.indicator, standing.point
        yield texts(
            "commands.status_row",
            status=texts(f"commands.status.{standing.status.value}"),
            name=texts.name(indicator.short_name),
            actual=texts.number(point.value, indicator.decimals),
            target=f"{indicator.target.comparator.value}{texts.plain(indicator.target.value)}",
            unit=texts.name(indicator.unit),
            attainment=texts.number(standing.attainment, 1),
            reported=point.reported,
            expected=point.expected,
        )


def reasons(overview: Overview, plan: Plan, texts: Texts) -> list[str | None]:
    """Why each row's status holds, in words."""
    return [why(row.standing, plan, texts) for row in overview.rows]


def trace_lines(cells: Sequence[TracedFigure], plan: Plan, texts: Texts) -> Iterator[str]:
    """A line per cell behind a figure."""
    if not cells:
        yield texts("commands.no_cells")
    for cell in cells:
        observation = cell.figure.observation
        variable = plan.variable_by_code[observation.variable]
        yield texts(
            "commands.trace_row",
            unit=texts.unit_name(plan.unit(observation.unit)),
            variable=f"{variable.code} {texts.name(variable.name)}",
            value=texts.number(observation.value, variable.decimals),
            file=cell.submission.file_name,
            cell=f"{cell.figure.sheet}!{cell.figure.cell}",
            uploaded=cell.submission.submitted_by,
            sha256=cell.submission.sha256[:12],
        )

"""What is said about an uploaded file: what it is, what is wrong where, how its numbers were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice

from i18n.texts import Texts
from indicators.observations import ReportedFigure
from indicators.plan import Plan
from indicators.problems import Problem, Severity
from services.groundwork.rollups import Movement
from services.returns.verdict import Verdict
from ui.look import style
from ui.visits.visit import Visit

NOWHERE = "—"
MOST_SHOWN = 200
"""A long list can have thousands of problems; a page draws so many, the annotated copy has them all."""
MARKS = {Severity.HARD: ("■", "db-mark db-mark-bad"), Severity.SOFT: ("▲", "db-mark db-mark-warn")}
EXPLAINED = ("○", "db-mark db-mark-none")


def place(problem: Problem) -> str:
    """Where explanations of a problem belong: `sheet!cell`, as the upload wants it."""
    return f"{problem.sheet}!{problem.cell}"


def recognised(visit: Visit, verdict: Verdict) -> str:
    """The form, unit and period a file was recognised as."""
    texts, plan = visit.texts, visit.plan
    pairs = [(texts("screens.upload.file"), verdict.file_name)]
    if verdict.key is not None:
        form = plan.form(verdict.key.form)
        pairs += [
            (texts("screens.upload.form"), f"{form.code} {texts.name(form.title)}"),
            (texts("screens.upload.unit"), texts.unit_name(plan.unit(verdict.key.unit))),
            (texts("screens.upload.period"), texts.period(verdict.key.period)),
        ]
    return style.facts(pairs)


def problems_table(problems: Iterable[Problem], texts: Texts) -> style.Table:
    """The problems with sheet, cell, what and what to do, in the order given: the first `MOST_SHOWN`."""
    heads = [texts(f"screens.upload.problem.{name}") for name in ("severity", "sheet", "cell", "what", "todo")]
    return style.table(heads, (_problem_row(problem, texts) for problem in islice(problems, MOST_SHOWN)))


def not_shown(problems: Sequence[Problem], texts: Texts) -> str:
    """Says where the other problems stand; nothing where all are shown."""
    more = len(problems) - MOST_SHOWN
    return texts("screens.lists.more_problems", shown=MOST_SHOWN, more=more) if more > 0 else ""


def _problem_row(problem: Problem, texts: Texts) -> tuple[str | style.Cell, ...]:
    said, (sign, look), kind = texts.problem(problem), MARKS[problem.severity], str(problem.severity)
    todo = said.todo
    if problem.severity is Severity.SOFT and problem.explained:
        (sign, look), kind = EXPLAINED, "explained"
        todo = texts("screens.upload.explained", text=problem.explained)
    return (
        style.Cell(f"{sign} {texts(f'screens.upload.severity.{kind}')}", look),
        style.Cell(problem.sheet or NOWHERE, "db-short"),
        style.Cell(problem.cell or NOWHERE, "db-short"),
        style.Cell(said.what, "db-text"),
        style.Cell(todo, "db-text"),
    )


def headline(
    problems: Sequence[Problem], figures: int, texts: Texts, *, listed: bool = False
) -> tuple[Severity | None, str]:
    """What it comes to: the gravest kind still open (None: ready to submit), and a sentence.

    `figures` counts what was read: figures, or rows where it is a list (`listed`).
    """
    hard = sum(problem.severity is Severity.HARD for problem in problems)
    soft = len(problems) - hard
    if hard:
        key = "screens.upload.refused_beside" if soft else "screens.upload.refused"
        return Severity.HARD, texts(key, hard=hard, soft=soft)
    if unexplained(problems):
        return Severity.SOFT, texts("screens.upload.to_explain", soft=soft)
    if soft:
        return None, texts("screens.upload.explained_all", soft=soft)
    return None, texts("screens.lists.clean" if listed else "screens.upload.clean", figures=figures)


def unexplained(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The soft problems still without an explanation, by place: one explanation serves a place."""
    waiting: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.severity is Severity.SOFT and not problem.explained:
            waiting.setdefault(place(problem), []).append(problem)
    return waiting


def read_otherwise(figures: Iterable[ReportedFigure]) -> tuple[ReportedFigure, ...]:
    """The figures whose stored value is not simply the number that was typed."""
    return tuple(figure for figure in figures if figure.typed.strip() and not _is_plain(figure))


def _is_plain(figure: ReportedFigure) -> bool:
    typed, value = figure.typed, figure.observation.value
    try:
        return typed.isascii() and Decimal(typed) == value
    except InvalidOperation:
        return False


def readings_table(figures: Iterable[ReportedFigure], plan: Plan, texts: Texts) -> style.Table:
    """Beside each figure as typed, the number it was read as."""
    heads = [texts(f"screens.upload.reading.{name}") for name in ("cell", "variable", "typed", "value")]
    return style.table(heads, (_reading_row(figure, plan, texts) for figure in figures))


def _reading_row(figure: ReportedFigure, plan: Plan, texts: Texts) -> tuple[str | style.Cell, ...]:
    variable = plan.variable_by_code[figure.observation.variable]
    value = figure.observation.value
    return (
        style.Cell(f"{figure.sheet}!{figure.cell}", "db-short"),
        f"{variable.code} {texts.name(variable.name)}",
        style.Cell(figure.typed, "db-figure"),
        style.Cell(NOWHERE if value is None else f"{texts.plain(value)} {texts.unit(variable.unit)}", "db-figure"),
    )


def notes_beside(notes: Iterable[Problem]) -> tuple[Problem, ...]:
    """The notes that the table of readings does not tell already."""
    return tuple(note for note in notes if note.code != "number_normalised")


def note_line(note: Problem, texts: Texts) -> str:
    """A note in a line, its place before it; for where Streamlit reads Markdown."""
    place_ = "!".join(part for part in (note.sheet, note.cell) if part)
    return style.plain(" ".join(part for part in (place_, texts.problem(note).what, texts.problem(note).todo) if part))


def movements_table(moved: Iterable[Movement], plan: Plan, texts: Texts) -> style.Table:
    """Which of the city's figures changed, from what to what, and how many units are in."""
    heads = [texts(f"screens.upload.moved.{name}") for name in ("indicator", "period", "before", "after", "coverage")]
    return style.table(heads, (_movement_row(movement, plan, texts) for movement in moved))


def _movement_row(movement: Movement, plan: Plan, texts: Texts) -> tuple[str | style.Cell, ...]:
    indicator, before, after = plan.indicator(movement.indicator), movement.before, movement.after
    unit = texts.unit(indicator.unit)
    coverage = f"{after.reported}/{after.expected}"
    if before is not None and before.reported != after.reported:
        coverage = f"{before.reported}/{before.expected} → {coverage}"
    return (
        texts.name(indicator.short_name),
        style.Cell(texts.period(movement.period), "db-short"),
        style.Cell(texts.number(before.value if before else None, indicator.decimals), "db-figure"),
        style.Cell(f"{texts.number(after.value, indicator.decimals)} {unit}", "db-figure"),
        style.Cell(coverage, "db-figure"),
    )

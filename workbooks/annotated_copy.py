"""The uploaded workbook given back with its problems marked: fixable, and uploadable as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from i18n.texts import Texts
from indicators.problems import Problem, Severity
from workbooks.annotation.errors import NoAnnotatedCopyError
from workbooks.annotation.marks import PROBLEMS_SHEET, Job, ListWords, Mark, SheetFeatures, Tint
from workbooks.annotation.process import marked_apart
from workbooks.annotation.removal import recorded_backgrounds
from workbooks.guard import Format, Inspection, inspect
from workbooks.process import ReaderProcess
from workbooks.text_table import SHEET, read_text

LONGEST_EDITED = 5000
"""Rows of a sheet; a workbook with a longer one is written anew instead of edited."""
_HEADS = ("number", "word", "sheet", "cell", "what", "todo", "background")
_NOT_A_NUMBER = "#N/A"


def annotated_copy(
    content: bytes, file_name: str, problems: Sequence[Problem], texts: Texts, process: ReaderProcess
) -> bytes:
    """The workbook with its problems marked, as .xlsx bytes; of another format, a new workbook with its cells.

    Bad cells are coloured and get a comment that says what is wrong and what to do; a first sheet lists
    all problems with links to the cells. Marks of an earlier copy are taken out; with no problems, the
    copy has none. Uploaded again it gives the same verdict.

    Args:
        content: the file's bytes.
        file_name: its name as uploaded.
        problems: what the verdict said; explained ones are listed, not coloured.
        texts: the language of comments and list.
        process: the reading processes.

    Raises:
        NoAnnotatedCopyError: when the file may not be opened at all.
        AnnotationFailedError: when marking fails or takes too long.
    """
    inspection = inspect(content, file_name)
    if not inspection.safe:
        raise NoAnnotatedCopyError(file=file_name)
    marks = tuple(_mark(problem, texts) for problem in problems)
    if inspection.format is Format.CSV:
        return marked_apart(b"", _job_of_text(content, file_name, marks, _words(problems, texts, "other")), file_name)
    other = inspection.format is not Format.XLSX
    anew = other or _is_long(inspection)
    job = Job(
        marks=marks,
        words=_words(problems, texts, "other" if other else "anew" if anew else None),
        backgrounds=_backgrounds(content, inspection, process),
        anew=_features(inspection) if anew else None,
    )
    return marked_apart(content, job, file_name)


def _job_of_text(content: bytes, file_name: str, marks: tuple[Mark, ...], words: ListWords) -> Job:
    table = read_text(content)
    if table.problems:
        raise NoAnnotatedCopyError(file=file_name)
    width = max(map(len, table.rows), default=0)
    rows = [[*map(_typed, row), *[""] * (width - len(row))] for row in table.rows]
    return Job(marks, words, anew={SHEET: SheetFeatures(errors=table.errors)}, rows=rows)


def _typed(text: str) -> str | float:
    """A number as a number, where it reads exactly as it was written (01 and 1.50 stay texts)."""
    try:
        number = float(text)
    except ValueError:
        return text
    return number if text in {repr(number), repr(number).removesuffix(".0")} and math.isfinite(number) else text


def _is_long(inspection: Inspection) -> bool:
    return any(sheet.last_row > LONGEST_EDITED for sheet in inspection.sheets if sheet.name != PROBLEMS_SHEET)


def _mark(problem: Problem, texts: Texts) -> Mark:
    said = texts.problem(problem)
    explained = problem.severity is Severity.SOFT and bool(problem.explained)
    tint = {Severity.HARD: Tint.HARD, Severity.SOFT: Tint.SOFT}[problem.severity]
    word = "explained" if explained else problem.severity.value
    return Mark(
        word=texts(f"annotations.word.{word}"),
        what=said.what,
        todo=texts("annotations.explained", text=problem.explained) if explained else said.todo,
        sheet=problem.sheet,
        cell=problem.cell,
        tint=None if explained else tint,
    )


def _words(problems: Sequence[Problem], texts: Texts, anew: Literal["anew", "other"] | None) -> ListWords:
    hard = sum(problem.severity is Severity.HARD for problem in problems)
    lines = [texts("annotations.list.counts", count=len(problems), hard=hard, soft=len(problems) - hard)]
    lines.append(texts("annotations.list.how"))
    if anew is not None:
        lines.append(texts(f"annotations.list.{anew}", rows=f"{LONGEST_EDITED:,}"))
    return ListWords(
        title=texts("annotations.list.title"),
        lines=tuple(lines),
        heads=tuple(texts(f"annotations.list.head.{name}") for name in _HEADS),
        remedy=texts("annotations.remedy"),
        colon=texts("annotations.colon"),
    )


def _backgrounds(content: bytes, inspection: Inspection, process: ReaderProcess) -> dict[str, dict[str, str]]:
    """What an earlier copy's list says about the cells it coloured; nothing where there is none."""
    if all(sheet.name != PROBLEMS_SHEET for sheet in inspection.sheets):
        return {}
    listed = process.read(content, [PROBLEMS_SHEET]).sheets.get(PROBLEMS_SHEET)
    return {} if listed is None else {sheet: dict(cells) for sheet, cells in recorded_backgrounds(listed).items()}


def _features(inspection: Inspection) -> dict[str, SheetFeatures]:
    """What a workbook written anew keeps beside the values; a formula never calculated stays a fault."""
    return {
        sheet.name: SheetFeatures(
            state=sheet.state.value,
            percent=tuple(sorted(sheet.percent)),
            errors={**dict.fromkeys(sheet.uncached, _NOT_A_NUMBER), **sheet.errors},
        )
        for sheet in inspection.sheets
        if sheet.name != PROBLEMS_SHEET
    }

"""A table as text (CSV): which encoding, which separator, and never a sign that was guessed.

Encodings are decoded strictly, so that a byte that means nothing is a problem with its line; what was
taken for the encoding and the separator is told. Rows of unequal length would shift figures into
wrong columns: longer ones refuse the file.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indicators.problems import Problem
from workbooks.addresses import address
from workbooks.file_problems import file_problem
from workbooks.guard import limits

SHEET = "CSV"
"""What the one sheet of a text file is called."""
_SEPARATORS = {",": "，", ";": "；", "\t": "Tab"}
_SAMPLED = 200
_SHOWN_LINES = 10
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!"})
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_GUESSES = (("utf-8", "UTF-8"), ("gb18030", "GB18030"))


@dataclass(frozen=True, slots=True)
class TextTable:
    """The rows of a text file, or the problems why there are none; notes tell how it was read."""

    rows: tuple[tuple[str, ...], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()

    @property
    def errors(self) -> dict[str, str]:
        """The cells that hold nothing but a spreadsheet's error word, by address."""
        return {
            address(number, column): text.strip()
            for number, row in enumerate(self.rows, 1)
            for column, text in enumerate(row, 1)
            if text.strip() in _ERRORS
        }


def read_text(content: bytes) -> TextTable:
    """The cells of a text file; nothing such a file can hold raises."""
    text, encoding, problem = _decoded(content)
    problem = problem or _unwanted_sign(text)
    if problem is not None:
        return TextTable(problems=(problem,))
    separator = _separator(text)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in reader:
            rows.append(tuple(row))
            lines.append(line)
            line = reader.line_num + 1
            cells += len(row)
            if cells > limits.VALUED_CELLS:
                return TextTable(problems=(_beyond("too_many_cells", f"{limits.VALUED_CELLS:,}"),))
    except csv.Error:
        return TextTable(problems=(file_problem("csv_quotes", sheet=SHEET, line=str(reader.line_num)),))
    told = file_problem("csv_read_as", sheet=SHEET, encoding=encoding, separator=_SEPARATORS[separator])
    longer, shorter = _uneven(rows, lines)
    if longer:
        return TextTable(problems=(longer,), notes=(told,))
    return TextTable(tuple(rows), notes=(told, *([shorter] if shorter else [])))


def _beyond(code: str, limit: str) -> Problem:
    return file_problem(code, sheet=SHEET, limit=limit)


def _decoded(content: bytes) -> tuple[str, str, Problem | None]:
    """Text and encoding, or the line of the first byte that means nothing in it."""
    marked = None
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            marked, content = (codec, name), content[len(mark) :]
            break
    failed: UnicodeDecodeError | None = None
    for codec, name in (marked,) if marked else _GUESSES:
        try:
            return content.decode(codec), name, None
        except UnicodeDecodeError as error:
            failed = error
    codec, encoding = marked or _GUESSES[-1]
    line = content[: failed.start if failed else 0].decode(codec, "ignore").count("\n") + 1
    return "", encoding, file_problem("csv_not_decoded", sheet=SHEET, line=str(line), encoding=encoding)


def _unwanted_sign(text: str) -> Problem | None:
    for sign, code in (("\0", "csv_nul"), (_REPLACEMENT, "csv_replacement")):
        place = text.find(sign)
        if place >= 0:
            return file_problem(code, sheet=SHEET, line=str(text.count("\n", 0, place) + 1))
    return None


def _separator(text: str) -> str:
    """The separator with which most rows have the same length above one; a comma where none has."""
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)):
            if number >= _SAMPLED:
                break
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
    except csv.Error:
        return 0.0, 0
    (width, count), *_ = widths.most_common(1) or [(0, 0)]
    return (count / widths.total(), width) if width > 1 else (0.0, 0)


def _uneven(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> tuple[Problem | None, Problem | None]:
    """Rows longer than most (their figures may stand in wrong columns), and rows shorter than most."""
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return None, None
    usual = widths.most_common(1)[0][0]
    longer = [line for row, line in zip(rows, lines, strict=True) if len(row) > usual]
    shorter = [line for row, line in zip(rows, lines, strict=True) if any(row) and len(row) < usual]
    return _told("csv_longer_rows", longer, usual), _told("csv_shorter_rows", shorter, usual)


def _told(code: str, lines: Sequence[int], usual: int) -> Problem | None:
    if not lines:
        return None
    shown = "、".join(map(str, lines[:_SHOWN_LINES])) + ("…" if len(lines) > _SHOWN_LINES else "")
    return file_problem(code, sheet=SHEET, lines=shown, count=str(len(lines)), usual=str(usual))

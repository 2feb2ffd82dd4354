"""Writes one sheet of a workbook anew, row by row, values and marks together: a written row cannot be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain, islice

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbooks.addresses import address, position
from workbooks.annotation.marks import AUTHOR, PROBLEMS_COLUMN, Job, SheetFeatures, Tint, comment_texts, tints
from workbooks.annotation.new_formats import A4, NewFormats
from workbooks.annotation.notes_drawing import box_size
from workbooks.styles import FONT

_LONGEST_CELL = 32_767
_SAMPLED_ROWS = 200
_NARROWEST, _WIDEST, _PROBLEMS_WIDTH = 8.0, 40.0, 70
_CHARACTER_WIDTH = 1.6
_FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_PERCENT_FORMAT = 10

Row = Sequence[object]
_Writer = Callable[[int, int, object, Format | None], object]


@dataclass(frozen=True, slots=True)
class RowsSheet:
    """A sheet's values: rows from row 1 on, all equally long, each from `first_column` on; "" and None are blank."""

    name: str
    rows: Iterable[Row]
    first_column: int = 1
    features: SheetFeatures = field(default_factory=SheetFeatures)


class RowWriter:
    """One sheet with its marks."""

    def __init__(self, sheet: Worksheet, source: RowsSheet, job: Job, formats: NewFormats) -> None:
        self._sheet = sheet
        self._source = source
        self._formats = formats
        name = source.name
        self._comments: dict[int, list[tuple[str, str]]] = {}
        for (of, cell), text in comment_texts(job.marks, job.words).items():
            place = position(cell) if of == name else None
            if place is not None:
                self._comments.setdefault(place[0], []).append((cell, text))
        self._tints: dict[int, dict[int, Tint]] = {}
        for (of, cell), tint in tints(job.marks).items():
            place = position(cell) if of == name else None
            if place is not None:
                self._tints.setdefault(place[0], {})[place[1]] = tint
        self._said = self._column_texts(job)
        self._special = self._special_columns()
        self._percent = frozenset(source.features.percent)
        self._writers: dict[type, _Writer] = {
            float: sheet.write_number,
            int: sheet.write_number,
            bool: sheet.write_boolean,
            str: self._write_text,
            datetime: self._write_moment,
            date: self._write_moment,
            timedelta: self._write_duration,
            time: self._write_duration,
        }

    def _column_texts(self, job: Job) -> dict[int, list[str]]:
        """What stands in the column of problems, by row."""
        said: dict[int, list[str]] = {}
        for mark in job.marks:
            place = position(mark.cell or "") if mark.sheet == self._source.name else None
            if place is not None and mark.tint is not None:
                said.setdefault(place[0], []).append(f"{mark.cell} {mark.word}{job.words.colon}{mark.what}")
        return said

    def _special_columns(self) -> dict[int, set[int]]:
        """The cells that are more than a value, by row."""
        features = self._source.features
        special = {row: set(columns) for row, columns in self._tints.items()}
        for cell in (*features.percent, *features.errors):
            place = position(cell)
            if place is not None:
                special.setdefault(place[0], set()).add(place[1])
        return special

    def write(self) -> None:
        """The whole sheet."""
        rows = _without_problems_column(self._source.rows)
        sample = list(islice(rows, _SAMPLED_ROWS))
        width = self._source.first_column - 1 + max(map(len, sample), default=0)
        width = max(width, *(column for columns in self._tints.values() for column in columns), 0)
        reached = 0
        for reached, row in enumerate(chain(sample, rows), 1):
            self._write_row(reached, row, width)
        for beyond in sorted(row for row in {1, *self._special, *self._said} if row > reached):
            self._write_row(beyond, (), width)
        self._set_up(sample, width)
        # A long text that runs on over empty cells would else make the whole print tiny.
        last_row = max(reached, *self._special, *self._said, 1)
        self._sheet.print_area(0, 0, last_row - 1, max(width if self._said else width - 1, 0))

    def _write_row(self, number: int, row: Row, width: int) -> None:
        special = self._special.get(number)
        if special is None:
            self._write_plain(number, row)
        else:
            self._write_special(number, row, special)
            self._write_comments(number)
        said = self._said.get(number)
        if number == 1 and self._said:
            self._sheet.write_string(0, width, PROBLEMS_COLUMN, self._formats(bold=True, bg_color="#F2F4F7"))
        elif said:
            self._write_text(number - 1, width, "\n".join(said), self._formats(text_wrap=True, quote_prefix=True))

    def _write_comments(self, number: int) -> None:
        for cell, text in self._comments.get(number, ()):
            wide, high = box_size(text)
            looks = {"author": AUTHOR, "width": wide, "height": high, "font_name": FONT, "font_size": 9}
            self._sheet.write_comment(cell, text, {**looks, "color": "#FFFBEB"})

    def _write_plain(self, number: int, row: Row) -> None:
        writers = self._writers
        for column, value in enumerate(row, self._source.first_column - 1):
            if value != "" and value is not None:
                writers[type(value)](number - 1, column, value, None)

    def _write_special(self, number: int, row: Row, special: set[int]) -> None:
        values = dict(enumerate(row, self._source.first_column))
        for column in sorted({*values, *special}):
            cell = address(number, column)
            shown_as = {"num_format": _PERCENT_FORMAT} if cell in self._percent else {}
            look = self._formats.of_cell(self._tint(number, column), **shown_as)
            value, error = values.get(column), self._source.features.errors.get(cell)
            if error is not None:
                self._sheet.write_formula(number - 1, column - 1, f"={error}", look, error)
            elif value is None or value == "":
                self._sheet.write_blank(number - 1, column - 1, None, look)
            else:
                self._writers[type(value)](number - 1, column - 1, value, look)

    def _tint(self, row: int, column: int) -> Tint | None:
        return self._tints.get(row, {}).get(column)

    def _write_text(self, row: int, column: int, value: object, look: Format | None) -> None:
        text = str(value)[:_LONGEST_CELL]
        if text.startswith(_FORMULA_STARTS):
            # Also after somebody has edited the cell, it stays a text.
            tint = self._tint(row + 1, column + 1)
            look = self._formats.of_cell(tint, quote_prefix=True, num_format="@")
        self._sheet.write_string(row, column, text, look)

    def _write_moment(self, row: int, column: int, value: object, _: Format | None) -> None:
        whole_day = not isinstance(value, datetime) or value.time() == time()
        shown_as = "yyyy-mm-dd" if whole_day else "yyyy-mm-dd hh:mm:ss"
        look = self._formats.of_cell(self._tint(row + 1, column + 1), num_format=shown_as)
        self._sheet.write_datetime(row, column, value, look)

    def _write_duration(self, row: int, column: int, value: object, _: Format | None) -> None:
        look = self._formats.of_cell(self._tint(row + 1, column + 1), num_format="[h]:mm:ss")
        self._sheet.write_datetime(row, column, value, look)

    def _set_up(self, sample: Sequence[Row], width: int) -> None:
        first = self._source.first_column - 1
        for column in range(first, width):
            longest = max((len(str(row[column - first])) for row in sample if column - first < len(row)), default=0)
            self._sheet.set_column(column, column, min(max(_NARROWEST, _CHARACTER_WIDTH * longest), _WIDEST))
        if self._said:
            self._sheet.set_column(width, width, _PROBLEMS_WIDTH)
        self._sheet.set_landscape()
        self._sheet.set_paper(A4)
        self._sheet.fit_to_pages(1, 0)
        if self._source.features.state == "hidden":
            self._sheet.hide()
        elif self._source.features.state == "veryHidden":
            self._sheet.very_hidden()


def _without_problems_column(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without the column that an earlier copy added."""
    iterator = iter(rows)
    first = next(iterator, ())
    if not first or first[-1] != PROBLEMS_COLUMN:
        return chain((first,), iterator)
    return (row[:-1] for row in chain((first,), iterator))

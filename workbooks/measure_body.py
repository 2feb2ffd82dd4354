"""The rows of a form about measures: each becomes a report, problems, or both."""

from __future__ import annotations

from decimal import Decimal

from indicators.measure_progress import LONGEST_TEXT, TEXT_PARTS, WHOLE, MeasureReport, MeasureStatus, ProgressPart
from workbooks.body import BodyReading
from workbooks.file_problems import file_problem
from workbooks.form_check import FoundRow
from workbooks.layout import BLOCKED_MARK
from workbooks.matching import comparable
from workbooks.measure_layout import STATUS_WORDS
from workbooks.numbers import shortened, without_invisible
from workbooks.opening import OpenedSheet

_PERCENT_SIGNS = "%％"


class MeasureRowReader:
    """Reads one measure's row into a `BodyReading`."""

    def __init__(self, sheet: OpenedSheet, place: FoundRow, into: BodyReading) -> None:
        self._sheet = sheet
        self._place = place
        self._into = into
        self._code = place.row.variable
        self._at = {cell.part: cell.address for cell in place.row.progress}

    def read(self) -> None:
        """The report, where the row's status can be told; all problems in any case."""
        texts = {part: self._text(self._at[part], LONGEST_TEXT) for part in TEXT_PARTS}
        explanation = self._text(self._place.row.explanation, LONGEST_TEXT)
        share, status = self._share(), self._status()
        for part in ProgressPart:
            self._into.cells[self._code, part] = self._place.address(self._at[part])
        if status is None:
            return
        self._into.reports.append(
            MeasureReport(
                measure=self._code,
                status=status,
                share=share,
                progress=texts[ProgressPart.PROGRESS],
                next_step=texts[ProgressPart.NEXT_STEP],
                difficulty=texts[ProgressPart.DIFFICULTY],
                evidence=texts[ProgressPart.EVIDENCE],
                sheet=self._sheet.name,
                cell=self._place.address(self._at[ProgressPart.STATUS]),
                explanation=explanation or None,
            )
        )

    def _problem(self, code: str, cell: str, /, **params: str) -> None:
        self._into.problems.append(
            file_problem(code, sheet=self._sheet.name, cell=self._place.address(cell), code=self._code, **params)
        )

    def _written(self, cell: str) -> str:
        """The cell's text; "" where an error or a formula never calculated stands there, with its problem."""
        address, facts = self._place.address(cell), self._sheet.facts
        if address in facts.errors:
            self._problem("cell_is_error", cell, typed=facts.errors[address])
            return ""
        if address in facts.uncached:
            self._problem("formula_not_calculated", cell)
            return ""
        return without_invisible(self._sheet.text(*self._place.at(cell))).strip()

    def _text(self, cell: str, longest: int) -> str:
        text = self._written(cell)
        if len(text) > longest:
            self._problem("measure_text_too_long", cell, typed=shortened(text), length=str(len(text)))
            return text[:longest]
        return text

    def _status(self) -> MeasureStatus | None:
        cell = self._at[ProgressPart.STATUS]
        text = self._written(cell)
        written = comparable(text)
        if not written or written == BLOCKED_MARK:
            self._problem("measure_status_missing", cell)
            return None
        for status, word in STATUS_WORDS.items():
            if written in {comparable(word), status.value}:
                return status
        self._problem("measure_status_unknown", cell, typed=shortened(text))
        return None

    def _share(self) -> int | None:
        cell = self._at[ProgressPart.SHARE]
        text = comparable(self._written(cell))
        if not text:
            return None
        number = _number(text.rstrip(_PERCENT_SIGNS))
        if number is not None and self._place.address(cell) in self._sheet.facts.percent:
            number *= WHOLE  # 0.6 shown as 60%
        if number is None or number != number.to_integral_value() or not 0 <= number <= WHOLE:
            self._problem("measure_share_invalid", cell, typed=shortened(text))
            return None
        return int(number)


def _number(text: str) -> Decimal | None:
    plain = text.isascii() and text.replace(".", "", 1).isdecimal()
    return Decimal(text) if plain and len(text) <= len("100.000000") else None

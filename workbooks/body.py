"""The cells of a form's rows: each becomes a figure, a problem, or both."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from indicators.measure_progress import MeasureReport, ProgressPart
from indicators.observations import Observation, ObservationStatus, ReportedFigure
from indicators.plan import Plan, Variable
from indicators.problems import Problem
from workbooks.columns import STATUS_CHOICES
from workbooks.file_problems import file_problem
from workbooks.form_check import FoundRow
from workbooks.layout import BLOCKED_MARK, InputCell
from workbooks.matching import comparable
from workbooks.numbers import NumberState, Parsed, parse_number, shortened, without_invisible
from workbooks.opening import OpenedSheet, as_text

_LONGEST_EXPLANATION = 2000


@dataclass(slots=True)
class BodyReading:
    """What the rows gave so far."""

    figures: list[ReportedFigure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    reports: list[MeasureReport] = field(default_factory=list)
    cells: dict[tuple[str, ProgressPart], str] = field(default_factory=dict)


class RowReader:
    """Reads one row of one sheet into a `BodyReading`."""

    def __init__(self, plan: Plan, unit: str, sheet: OpenedSheet, place: FoundRow, into: BodyReading) -> None:
        self._unit = unit
        self._sheet = sheet
        self._place = place
        self._into = into
        self._variable: Variable = plan.variable_by_code[place.row.variable]
        self._explanation = self._read_explanation()
        self._status = self._read_status()

    def read(self) -> None:
        """All input cells of the row."""
        for cell in self._place.row.inputs:
            if cell.blocked:
                self._check_blocked(cell)
            else:
                self._read_input(cell)

    def _problem(self, code: str, cell: str, /, **params: str) -> None:
        self._into.problems.append(file_problem(code, sheet=self._sheet.name, cell=cell, **params))

    def _read_explanation(self) -> str | None:
        cell = self._place.address(self._place.row.explanation)
        if self._unreadable(cell):
            return None
        text = without_invisible(self._sheet.text(*self._place.at(self._place.row.explanation))).strip()
        if len(text) > _LONGEST_EXPLANATION:
            self._problem("cell_text_too_long", cell, code=self._variable.code, typed=shortened(text))
            return None
        return text or None

    def _unreadable(self, cell: str) -> bool:
        """Whether an error or a formula never calculated stands there; then the problem is noted."""
        facts = self._sheet.facts
        if cell in facts.errors:
            self._problem("cell_is_error", cell, typed=facts.errors[cell], code=self._variable.code)
            return True
        if cell in facts.uncached:
            self._problem("formula_not_calculated", cell, code=self._variable.code)
            return True
        return False

    def _read_status(self) -> ObservationStatus:
        row = self._place.row
        if row.status is None or row.blocked:
            return ObservationStatus.NORMAL
        cell = self._place.address(row.status)
        written = comparable(self._sheet.text(*self._place.at(row.status)))
        if not written or written == BLOCKED_MARK:
            self._problem("status_missing", cell, code=self._variable.code)
            return ObservationStatus.NORMAL
        for choice, status in STATUS_CHOICES.items():
            if written in {comparable(choice), status.value.casefold()}:
                return status
        typed = shortened(self._sheet.text(*self._place.at(row.status)))
        self._problem("status_unknown", cell, code=self._variable.code, typed=typed)
        return ObservationStatus.NORMAL

    def _check_blocked(self, cell: InputCell) -> None:
        address = self._place.address(cell.address)
        written = as_text(self._sheet.values.at(*self._place.at(cell.address)))
        filled = comparable(written) not in {"", BLOCKED_MARK, "-"}
        if filled or address in self._sheet.facts.errors or address in self._sheet.facts.uncached:
            self._problem("blocked_cell_filled", address, code=self._variable.code, typed=shortened(written))

    def _read_input(self, cell: InputCell) -> None:
        address = self._place.address(cell.address)
        if self._unreadable(address):
            return
        if address in self._sheet.facts.doubtful:
            self._problem("formula_zero_doubtful", address, code=self._variable.code)
        parsed = parse_number(
            self._sheet.values.at(*self._place.at(cell.address)),
            unit=self._variable.unit.zh,
            percent_format=address in self._sheet.facts.percent,
        )
        self._take(cell, address, parsed)

    def _take(self, cell: InputCell, address: str, parsed: Parsed) -> None:
        code = self._variable.code
        said = {"code": code, "typed": parsed.typed, "guess": "" if parsed.guess is None else f"{parsed.guess:f}"}
        if parsed.problem is not None:
            self._problem(parsed.problem, address, **said)
        if parsed.state is NumberState.PROBLEM:
            return
        if parsed.state is NumberState.BLANK:
            self._take_blank(cell, address, parsed)
            return
        if self._status is ObservationStatus.MISSING:
            self._problem("status_contradicted", address, **said)
        if parsed.state is NumberState.NOT_APPLICABLE:
            self._problem("cell_not_applicable", address, **said)
        if parsed.normalised:
            value = "" if parsed.value is None else f"{parsed.value:f}"
            self._into.notes.append(
                file_problem("number_normalised", sheet=self._sheet.name, cell=address, value=value, **said)
            )
        self._add(cell, address, parsed.value, parsed.typed)

    def _take_blank(self, cell: InputCell, address: str, parsed: Parsed) -> None:
        """Blank is not reported, and never zero; on forms with a status it may be said to be missing."""
        if self._status is ObservationStatus.MISSING:
            self._add(cell, address, None, parsed.typed)
        else:
            self._problem("cell_missing", address, code=self._variable.code, name=self._variable.name.zh)

    def _add(self, cell: InputCell, address: str, value: Decimal | None, typed: str) -> None:
        observation = Observation(cell.variable, self._unit, cell.period, cell.basis, value, self._status)
        self._into.figures.append(ReportedFigure(observation, self._sheet.name, address, typed, self._explanation))

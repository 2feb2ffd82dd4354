"""The register of measures as one workbook (任务分解表): handed round, filled in, and read back.

One row for each measure and responsible department, under the headings of the document's sections. Written and
read by the same columns; a very hidden sheet says which plan and period it is.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from i18n.worksheets import LiteralWorkbook
from indicators.errors import AppError, UnknownPeriodError
from indicators.measure_progress import TEXT_PARTS, WHOLE, MeasureReport, MeasureStatus, ProgressPart
from indicators.periods import Period
from indicators.plan import Measure, Plan, ReportingUnit
from indicators.problems import Problem
from workbooks.file_problems import file_problem
from workbooks.layout import BLOCKED_MARK
from workbooks.matching import comparable
from workbooks.measure_layout import STATUS_WORDS
from workbooks.numbers import shortened, without_invisible
from workbooks.opening import OpenedSheet, open_workbook
from workbooks.process import ReaderProcess
from workbooks.sheet import META_SHEET
from workbooks.styles import FONT, Styles
from workbooks.template_measures import lines_of, share_rule, status_rule, text_rule
from workbooks.template_parts import Wording

FORMAT = "dabiao-measures/1"
SHEET = "任务分解表"
TITLE_ROW, NOTE_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3, 4
_A4 = 9
_LINE, _LEAST = 13.0, 30.0
_FIXED = ("number", "code", "place", "title", "department", "role", "indicators", "milestones")
_WIDTHS = (5, 7, 10, 30, 13, 6, 20, 22, 9, 7, 34, 22, 20, 16, 16)
PARTS = tuple(ProgressPart)
_FIRST_PART = len(_FIXED) + 1
EXPLANATION_COLUMN = _FIRST_PART + len(PARTS)


class RegisterUnreadableError(AppError):
    """The file is no register of this plan, or a row of it cannot be understood; params: why.

    `problems` are those of the rows, at their cells; empty where the file itself is not one.
    """

    code = "register_unreadable"

    def __init__(self, why: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(why=why)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A measure at one of its departments, and what that department said, if anything."""

    measure: Measure
    unit: ReportingUnit
    report: MeasureReport | None


def write_register(plan: Plan, period: Period, rows: Sequence[RegisterRow], wording: Wording, *, sample: bool) -> bytes:
    """The register as .xlsx bytes; the same input gives the same bytes."""
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    with LiteralWorkbook(target, options) as book:
        sheet = book.add_worksheet(SHEET)
        _Drawing(plan, sheet, Styles(book), wording).draw(period, rows, sample=sample)
        _write_meta(book, plan, period)
    return target.getvalue()


class _Drawing:
    """The sheet while it is drawn."""

    def __init__(self, plan: Plan, sheet: Worksheet, styles: Styles, wording: Wording) -> None:
        self.plan, self.sheet, self.styles, self.wording = plan, sheet, styles, wording
        self.last = EXPLANATION_COLUMN - 1

    def draw(self, period: Period, rows: Sequence[RegisterRow], *, sample: bool) -> None:
        self._head(period, sample=sample)
        titles = {section.code: self.wording.name(section.title, " ") for section in self.plan.sections}
        line, section = FIRST_ROW - 1, ""
        for number, row in enumerate(rows, start=1):
            if row.measure.section != section:
                section = row.measure.section
                style = self.styles("label", bold=True, bg_color="#F2F2F2")
                self.sheet.merge_range(line, 0, line, self.last, f"{section}　{titles[section]}", style)
                self.sheet.set_row(line, 20)
                line += 1
            self._row(line, number, row)
            line += 1
        self._page(line, sample=sample)

    def _head(self, period: Period, *, sample: bool) -> None:
        both, zh = self.wording.both, self.wording.zh
        title = zh("forms.register.title", plan=self.plan.head.short_name.zh)
        self.sheet.merge_range(TITLE_ROW - 1, 0, TITLE_ROW - 1, self.last, title, self.styles("title"))
        self.sheet.set_row(TITLE_ROW - 1, 34)
        marks = [zh("forms.register.period", period=zh.period(period)), *([zh("forms.sample")] if sample else [])]
        style = self.styles("stamp", font_size=11, border=0) if sample else self.styles("period")
        self.sheet.merge_range(NOTE_ROW - 1, 0, NOTE_ROW - 1, self.last, "　".join(marks), style)
        names = [f"forms.register.{name}" if name != "title" else "forms.column.measure.label" for name in _FIXED]
        names += [f"forms.column.measure.{part.value}" for part in PARTS] + ["forms.column.measure.explanation"]
        for column, (name, width) in enumerate(zip(names, _WIDTHS, strict=True)):
            self.sheet.write_string(HEAD_ROW - 1, column, both(name), self.styles("head", bold=True))
            self.sheet.set_column(column, column, width)
        self.sheet.set_row(HEAD_ROW - 1, 44 if self.wording.bilingual else 30)

    def _row(self, line: int, number: int, row: RegisterRow) -> None:
        measure, zh = row.measure, self.wording.zh
        role = zh("forms.register.lead" if row.unit.code == measure.lead else "forms.register.with")
        indicators = zh("forms.separator").join(self.plan.indicator(code).short_name.zh for code in measure.moved)
        milestones = "\n".join(f"{each.date:%m-%d} {each.what.zh}" for each in measure.milestones)
        fixed = (
            str(number), measure.code, measure.place, self.wording.name(measure.title), row.unit.name, role, indicators,
            milestones,
        )  # fmt: skip
        for column, text in enumerate(fixed):
            self.sheet.write_string(line, column, text, self.styles("label" if column in {3, 6, 7} else "measure"))
        for place, part in enumerate(PARTS):
            self._part(line, _FIRST_PART - 1 + place, part, row.report)
        explanation = (row.report.explanation if row.report else None) or ""
        self.sheet.write_string(line, self.last, explanation, self.styles("words"))
        said = [row.report.text(part) if row.report and part in TEXT_PARTS else "" for part in PARTS]
        lines = max(lines_of(text, width - 1) for text, width in zip((*fixed, *said), _WIDTHS, strict=False))
        self.sheet.set_row(line, max(_LEAST, lines * _LINE + 4))

    def _part(self, line: int, column: int, part: ProgressPart, report: MeasureReport | None) -> None:
        texts = self.wording.chosen
        if part is ProgressPart.STATUS:
            self.sheet.write_string(line, column, STATUS_WORDS[report.status] if report else "", self.styles("choice"))
            self.sheet.data_validation(line, column, line, column, status_rule(texts))
        elif part is ProgressPart.SHARE:
            style = self.styles("field", num_format="0")
            if report is None or report.share is None:
                self.sheet.write_blank(line, column, None, style)
            else:
                self.sheet.write_number(line, column, report.share, style)
            self.sheet.data_validation(line, column, line, column, share_rule(texts))
        else:
            self.sheet.write_string(line, column, report.text(part) if report else "", self.styles("words"))
            self.sheet.data_validation(line, column, line, column, text_rule(texts, part))

    def _page(self, last_line: int, *, sample: bool) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        sheet.freeze_panes(HEAD_ROW, 4)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.repeat_rows(HEAD_ROW - 1)
        sheet.print_area(0, 0, last_line - 1, self.last)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.wording.zh('forms.sample') if sample else ''}&R&P / &N")
        sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})


def _write_meta(book: Workbook, plan: Plan, period: Period) -> None:
    sheet = book.add_worksheet(META_SHEET)
    for row, (key, value) in enumerate((("format", FORMAT), ("plan", plan.head.id), ("period", str(period)))):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()


@dataclass(frozen=True, slots=True)
class RegisterRead:
    """A register's period, and what each department says in it, by unit code and measure."""

    period: Period
    reports: Mapping[str, Mapping[str, MeasureReport]]


def read_register(plan: Plan, content: bytes, file_name: str, process: ReaderProcess) -> RegisterRead:
    """What is filled in; departments without a filled row are left out.

    Raises:
        RegisterUnreadableError: the file may not be opened, is no register of this plan, or has a row with an
            unknown measure, department, status or share; every such row is named.
    """
    opened = open_workbook(content, file_name, process)
    sheets = {sheet.name: sheet for sheet in opened.sheets}
    if SHEET not in sheets or META_SHEET not in sheets:
        raise RegisterUnreadableError(why=SHEET)
    meta = {sheets[META_SHEET].text(row, 1): sheets[META_SHEET].text(row, 2) for row in range(1, 4)}
    if meta.get("format") != FORMAT or meta.get("plan") != plan.head.id:
        raise RegisterUnreadableError(why=META_SHEET)
    try:
        period = Period.parse(meta.get("period", ""))
    except UnknownPeriodError:
        raise RegisterUnreadableError(why=META_SHEET) from None
    reports, faults = _Rows(plan, sheets[SHEET]).read()
    if faults:
        raise RegisterUnreadableError("、".join(str(each.cell) for each in faults), faults)
    return RegisterRead(period, reports)


class _Rows:
    """Reads the rows; what cannot be understood is named by row and cell."""

    def __init__(self, plan: Plan, sheet: OpenedSheet) -> None:
        self.sheet = sheet
        self.measures = {measure.code.casefold(): measure for measure in plan.measures}
        self.units = {comparable(name): unit for unit in plan.units for name in (unit.name, unit.code, *unit.aliases)}
        self.codes = f"{plan.measures[0].code}—{plan.measures[-1].code}" if plan.measures else ""
        self.faults: list[Problem] = []

    def read(self) -> tuple[Mapping[str, Mapping[str, MeasureReport]], list[Problem]]:
        found: dict[str, dict[str, MeasureReport]] = {}
        for row in range(FIRST_ROW, self.sheet.facts.last_row + 1):
            said = {part: self._text(row, _FIRST_PART + place) for place, part in enumerate(PARTS)}
            code = comparable(self.sheet.text(row, 2))
            if not code or not any(said.values()):
                continue
            measure, unit = self.measures.get(code), self.units.get(comparable(self.sheet.text(row, 5)))
            if measure is None:
                self._fault("code_changed", f"B{row}", expected=self.codes, found=shortened(self.sheet.text(row, 2)))
                continue
            if unit is None or unit.code not in measure.departments:
                named = shortened(self.sheet.text(row, 5)) or BLOCKED_MARK
                self._fault("unit_not_reporting", f"E{row}", unit=named, form=measure.code)
                continue
            report = self._report(row, measure.code, said)
            if report is not None:
                found.setdefault(unit.code, {})[measure.code] = report
        return found, self.faults

    def _report(self, row: int, measure: str, said: Mapping[ProgressPart, str]) -> MeasureReport | None:
        word = comparable(said[ProgressPart.STATUS])
        status = next((each for each, told in STATUS_WORDS.items() if word in {comparable(told), each.value}), None)
        share = said[ProgressPart.SHARE].rstrip("%％")
        if status is None:
            missing = "missing" if not word else "unknown"
            typed = {} if not word else {"typed": shortened(said[ProgressPart.STATUS])}
            self._fault(f"measure_status_{missing}", f"I{row}", code=measure, **typed)
            return None
        if share and not (share.isdecimal() and int(share) <= WHOLE):
            self._fault("measure_share_invalid", f"J{row}", code=measure, typed=shortened(said[ProgressPart.SHARE]))
            return None
        return MeasureReport(
            measure=measure,
            status=MeasureStatus(status),
            share=int(share) if share else None,
            progress=said[ProgressPart.PROGRESS],
            next_step=said[ProgressPart.NEXT_STEP],
            difficulty=said[ProgressPart.DIFFICULTY],
            evidence=said[ProgressPart.EVIDENCE],
            sheet="",
            cell="",
            explanation=self._text(row, EXPLANATION_COLUMN) or None,
        )

    def _fault(self, code: str, cell: str, /, **params: str) -> None:
        self.faults.append(file_problem(code, sheet=SHEET, cell=cell, **params))

    def _text(self, row: int, column: int) -> str:
        return without_invisible(self.sheet.text(row, column)).strip()

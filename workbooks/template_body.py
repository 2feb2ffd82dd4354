"""The form's body: one row per variable, with fields, formulas, stored figures and explanation."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from xlsxwriter.format import Format

from indicators.observations import Basis
from workbooks import template_rules
from workbooks.columns import STATUS_CHOICES, ColumnRole
from workbooks.layout import BLOCKED_MARK, BodyRow, InputCell, SystemCell
from workbooks.styles import number_format
from workbooks.template_parts import Canvas, Filling, References

_ROW_HEIGHT, _ROW_HEIGHT_BILINGUAL = 27, 41
_GROWTH_DECIMALS = 1


def draw(canvas: Canvas, references: References, filling: Filling) -> None:
    """Draws all rows of the table."""
    for row in canvas.layout.rows:
        _RowDrawing(canvas, row, references, filling).draw()


class _RowDrawing:
    """One row while it is drawn."""

    def __init__(self, canvas: Canvas, row: BodyRow, references: References, filling: Filling) -> None:
        self.canvas, self.row, self.references, self.filling = canvas, row, references, filling
        self.variable = canvas.plan.variable_by_code[row.variable]
        self.at_bottom = row is canvas.layout.rows[-1]
        self.number = number_format(self.variable.decimals)

    def draw(self) -> None:
        canvas, row = self.canvas, self.row
        canvas.height(row.number, _ROW_HEIGHT_BILINGUAL if canvas.wording.bilingual else _ROW_HEIGHT)
        canvas.sheet.write_string(row.label, self._label(), self._style("label", column=0))
        canvas.sheet.write_string(row.unit, canvas.wording.name(self.variable.unit), self._style("measure"))
        canvas.sheet.write_string(row.code, self.variable.code, self._style("measure"))
        for cell in row.inputs:
            self._draw_input(cell)
        for system_cell in row.system:
            self._draw_system(system_cell)
        if row.status is not None:
            self._draw_status(row.status)
        self._draw_explanation()

    def _style(self, name: str, *, column: int = 1, **more: str) -> Format:
        canvas = self.canvas
        edges = canvas.styles.edges(column=column, last_column=canvas.last_index, bottom=self.at_bottom)
        return canvas.styles(name, **edges, **more)

    def _label(self) -> str:
        name = self.canvas.wording.name(self.variable.name)
        if not self.row.blocked:
            return name
        frequency = self.variable.frequency
        return f"{name}{self.canvas.wording.both(f'forms.row.not_asked_{frequency}', ' ')}"

    def _draw_input(self, cell: InputCell) -> None:
        given = self.filling.values.get((cell.variable, cell.basis, cell.period), self._carried(cell))
        sheet = self.canvas.sheet
        style = self._style("blocked") if cell.blocked else self._style("field", num_format=self.number)
        if given is None and cell.blocked:
            sheet.write_string(cell.address, BLOCKED_MARK, style)
        elif given is None:
            sheet.write_blank(cell.address, None, style)
        elif isinstance(given, str):
            sheet.write_string(cell.address, given, style)
        else:
            sheet.write_number(cell.address, float(given), style)
        if not cell.blocked:
            rule = template_rules.figure_rule(self.canvas.wording.chosen, self.variable, cell)
            sheet.data_validation(cell.address, rule)

    def _carried(self, cell: InputCell) -> Decimal | None:
        """Last year's stored figure where it was published: nobody types in again what is known."""
        if cell.basis is not Basis.PUBLISHED or cell.blocked or self.filling.values:
            return None
        return self.references.last_year.get(cell.variable)

    def _draw_system(self, cell: SystemCell) -> None:
        sheet = self.canvas.sheet
        if not cell.applies:
            sheet.write_string(cell.address, BLOCKED_MARK, self._style("blocked"))
        elif cell.role in {ColumnRole.MONTH, ColumnRole.GROWTH}:
            self._draw_formula(cell)
        else:
            known = self.references.previous if cell.role is ColumnRole.PREVIOUS else self.references.last_year
            self._write_known(cell.address, known.get(cell.variable))

    def _write_known(self, address: str, value: Decimal | None) -> None:
        style = self._style("reference", num_format=self.number)
        if value is None:
            self.canvas.sheet.write_string(address, BLOCKED_MARK, style)
        else:
            self.canvas.sheet.write_number(address, float(value), style)

    def _draw_formula(self, cell: SystemCell) -> None:
        if cell.role is ColumnRole.MONTH:
            formula, result, shown = *self._month(), self.number
        else:
            formula, result, shown = *self._growth(), number_format(_GROWTH_DECIMALS)
        # An empty cached value would read as a formula never calculated; the mark is what Excel computes too.
        cached = BLOCKED_MARK if result is None else float(result)
        self.canvas.sheet.write_formula(cell.address, formula, self._style("computed", num_format=shown), cached)

    def _month(self) -> tuple[str, Decimal | None]:
        """This month: year-to-date less the last period's, or year-to-date itself in the year's first."""
        current, previous = self._current()
        before = next(cell for cell in self.row.system if cell.role is ColumnRole.PREVIOUS)
        if not before.applies:
            return f'=IF(ISNUMBER({current}),{current},"{BLOCKED_MARK}")', previous
        known = self.references.previous.get(self.variable.code)
        result = None if previous is None or known is None else previous - known
        at = before.address
        digits = self.variable.decimals
        difference = f"ROUND({current}-{at},{digits})"
        return f'=IF(AND(ISNUMBER({current}),ISNUMBER({at})),{difference},"{BLOCKED_MARK}")', result

    def _growth(self) -> tuple[str, Decimal | None]:
        """Growth in % against last year: restated where the form asks for it, else the stored figure."""
        current, value = self._current()
        base_at, base = self._growth_base()
        result = None
        if value is not None and base is not None and base > 0:
            result = ((value / base - 1) * 100).quantize(Decimal(1).scaleb(-_GROWTH_DECIMALS), ROUND_HALF_UP)
        rate = f"ROUND(({current}/{base_at}-1)*100,{_GROWTH_DECIMALS})"
        guarded = f'IF({base_at}>0,{rate},"{BLOCKED_MARK}")'
        return f'=IF(AND(ISNUMBER({current}),ISNUMBER({base_at})),{guarded},"{BLOCKED_MARK}")', result

    def _current(self) -> tuple[str, Decimal | None]:
        cell = next(cell for cell in self.row.inputs if cell.basis is Basis.CURRENT)
        return cell.address, self._filled(cell)

    def _growth_base(self) -> tuple[str, Decimal | None]:
        for cell in self.row.inputs:
            if cell.basis is Basis.RESTATED:
                return cell.address, self._filled(cell)
        stored = next(cell for cell in self.row.system if cell.role is ColumnRole.LAST_YEAR)
        return stored.address, self.references.last_year.get(self.variable.code)

    def _filled(self, cell: InputCell) -> Decimal | None:
        value = self.filling.values.get((cell.variable, cell.basis, cell.period))
        return value if isinstance(value, Decimal) else None

    def _draw_status(self, address: str) -> None:
        sheet = self.canvas.sheet
        if self.row.blocked:
            sheet.write_string(address, BLOCKED_MARK, self._style("blocked"))
            return
        status = self.filling.statuses.get(self.variable.code)
        shown = next((choice for choice, meant in STATUS_CHOICES.items() if meant is status), None)
        self._write_words(address, shown, self._style("choice"))
        sheet.data_validation(address, template_rules.status_rule(self.canvas.wording.chosen))

    def _draw_explanation(self) -> None:
        canvas, address = self.canvas, self.row.explanation
        text = self.filling.explanations.get(self.variable.code)
        self._write_words(address, text, self._style("words", column=canvas.last_index))
        canvas.sheet.data_validation(address, template_rules.explanation_rule(canvas.wording.chosen))

    def _write_words(self, address: str, text: str | None, style: Format) -> None:
        if text is None:
            self.canvas.sheet.write_blank(address, None, style)
        else:
            self.canvas.sheet.write_string(address, text, style)

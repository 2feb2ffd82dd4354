"""Makes workbooks that no honest program would: small packages written by hand, and good forms spoiled."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from i18n.texts import texts
from indicators.observations import Basis, ObservationStatus
from indicators.periods import Period
from indicators.plan import Plan
from indicators.registry import load_builtin
from workbooks.layout import layout_of
from workbooks.template import References, write_form

PLAN: Plan = load_builtin("dalian-2018")
SEPTEMBER = Period.month(2018, 9)
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FORM_SHEET = "xl/worksheets/sheet1.xml"

Values = Mapping[tuple[str, Basis, Period], Decimal | str]


def plausible(form_code: str, period: Period) -> dict[tuple[str, Basis, Period], Decimal | str]:
    """A figure for every cell a form asks for."""
    form = PLAN.form(form_code)
    unit = PLAN.reporters(form)[0]
    cells = [cell for cell in layout_of(PLAN, form, unit, period).inputs if not cell.blocked]
    return {
        (cell.variable, cell.basis, cell.period): Decimal(100 + number).scaleb(
            -PLAN.variable_by_code[cell.variable].decimals
        )
        for number, cell in enumerate(cells)
    }


def filled(
    form_code: str = "F01",
    period: Period = SEPTEMBER,
    changed: Values | None = None,
    *,
    left_out: tuple[tuple[str, Basis, Period], ...] = (),
    explanations: Mapping[str, str] | None = None,
    statuses: Mapping[str, ObservationStatus] | None = None,
    language: str = "zh",
) -> bytes:
    """A completed form of the first unit that reports it."""
    form = PLAN.form(form_code)
    values = {**plausible(form_code, period), **(changed or {})}
    for slot in left_out:
        del values[slot]
    return write_form(
        PLAN,
        form,
        PLAN.reporters(form)[0],
        period,
        References(),
        texts("en" if language == "en" else "zh"),
        values=values,
        explanations=explanations,
        statuses=statuses,
    )


@cache
def good_return() -> bytes:
    """F01 of the first district for September 2018, complete."""
    return filled()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2018, 10, 9, 9, 0, 0)), content, compression)
    return target.getvalue()


def edited(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """The package with the first match of a pattern in one part replaced."""
    parts = parts_of(content)
    text, count = re.subn(pattern, lambda match: match.expand(replacement), parts[part].decode(), count=1)
    assert count == 1, pattern
    return package({**parts, part: text.encode()})


def sheet_edited(pattern: str, replacement: str) -> bytes:
    """The good return with an edit in its form sheet."""
    return edited(good_return(), FORM_SHEET, pattern, replacement)


def cell_replaced(address: str, xml: str) -> bytes:
    """The good return with one cell's element replaced."""
    return sheet_edited(rf'<c r="{address}"[^>/]*(?:/>|>.*?</c>)', xml.replace("\\", r"\\"))


def worksheet(rows: str, *, namespace: str = TRANSITIONAL, before: str = "", after: str = "", head: str = "") -> str:
    """A sheet part around these rows."""
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{declaration}{head}<worksheet xmlns="{namespace}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def small_workbook(
    sheet: str,
    *,
    more_parts: Mapping[str, bytes | str] | None = None,
    strings: str | None = None,
    styles: str | None = None,
    properties: str = "",
    names: str = "",
    namespace: str = TRANSITIONAL,
) -> bytes:
    """The smallest package that is a workbook with one sheet."""
    relations = _STRICT_RELATIONS if namespace == STRICT else _RELATIONS
    related = {"rId1": ("worksheet", "worksheets/sheet1.xml")}
    if strings is not None:
        related["rId2"] = ("sharedStrings", "sharedStrings.xml")
    if styles is not None:
        related["rId3"] = ("styles", "styles.xml")
    listed = "".join(
        f'<Relationship Id="{key}" Type="{relations}/{kind}" Target="{target}"/>'
        for key, (kind, target) in related.items()
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_MAIN_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_MAIN_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relations}">{properties}<sheets>'
        f'<sheet name="表" sheetId="1" r:id="rId1"/></sheets>{names}</workbook>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    if styles is not None:
        parts["xl/styles.xml"] = styles
    return package({**parts, **(more_parts or {})})


def one_cell(cell: str) -> bytes:
    """A workbook with one row that holds this cell element."""
    return small_workbook(worksheet(f'<row r="1">{cell}</row>'))

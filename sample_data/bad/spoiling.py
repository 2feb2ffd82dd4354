"""How a good form is spoiled: other cell contents, or surgery on the package it is stored in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Plan
from indicators.returns import ReturnKey
from sample_data.parts import SampleReturn, Slot
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from workbooks.template import References

SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOK_PART = "xl/workbook.xml"
STRINGS_PART = "xl/sharedStrings.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"
TYPES_PART = "[Content_Types].xml"

_KEY = ReturnKey("F01", "210213", Period.month(2018, 9))
ENTRY_DATE = (2018, 10, 9, 9, 0, 0)


@cache
def _good() -> tuple[Plan, SampleReturn, References]:
    plan = registry.load_builtin()
    returns = with_references(sample_returns(plan, simulate(), "october"))
    one, references = next((one, references) for one, references in returns if one.key == _KEY)
    return plan, one, references


@cache
def good_form() -> bytes:
    """The form that all bad returns start from: 金普新区, September 2018, accepted as it is."""
    return filled_form(*_good())


def form_with(
    changed: Mapping[str, Decimal | str | None],
    basis: Basis = Basis.CURRENT,
    explanations: Mapping[str, str] | None = None,
) -> bytes:
    """The good form with other contents in some variables' cells; a str as if typed, None blank."""
    plan, one, references = _good()
    figures: dict[Slot, Decimal | str] = dict(one.figures)
    for variable, value in changed.items():
        slot = (variable, basis, one.key.period)
        if value is None:
            del figures[slot]
        else:
            figures[slot] = value
    return filled_form(plan, replace(one, explanations=explanations or {}), references, figures)


def form_for(form: str, unit: str, period: Period, changed: Mapping[str, Decimal | str] | None = None) -> bytes:
    """Another return of the sample, filled as its reporter will, with other contents in some cells."""
    plan = _good()[0]
    wanted = ReturnKey(form, unit, period)
    returns = with_references(sample_returns(plan, simulate(), "year-end"))
    one, references = next((one, references) for one, references in returns if one.key == wanted)
    figures: dict[Slot, Decimal | str] = dict(one.figures)
    for variable, value in (changed or {}).items():
        figures[variable, Basis.CURRENT, period] = value
    return filled_form(plan, one, references, figures)


def form_as_text(changed: Mapping[str, str] | None = None, separator: str = ",") -> str:
    """The good form as a program saves it as CSV; some texts replaced wherever they stand."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_filelike(io.BytesIO(good_form())).get_sheet_by_index(0)
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator)
    for row in sheet.iter_rows():
        texts = (str(int(v)) if isinstance(v, float) and v.is_integer() else str(v) for v in row)
        writer.writerow([(changed or {}).get(text, text) for text in texts])
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(parts: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts; uncompressed, its bytes are the same wherever it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, ENTRY_DATE)
            entry.compress_type = compression
            archive.writestr(entry, content)
    return target.getvalue()


def uncompressed_form() -> bytes:
    """The good form in an uncompressed package, for surgery on the package's own bytes."""
    return package(parts_of(good_form()), zipfile.ZIP_STORED)


def with_parts(changed: Mapping[str, bytes]) -> bytes:
    """The good form with some parts replaced or added."""
    return package({**parts_of(good_form()), **changed})


def sheet_edited(pattern: str, replacement: str) -> bytes:
    """The good form with the first match of a pattern in its sheet's XML replaced by another text."""
    return part_edited(SHEET_PART, pattern, replacement)


def part_edited(part: str, pattern: str, replacement: str) -> bytes:
    """The good form with the first match of a pattern in one part's XML replaced.

    Raises:
        LookupError: where nothing matches: the form has changed and the recipe must follow.
    """
    edited = _replaced(parts_of(good_form())[part].decode(), pattern, replacement)
    return with_parts({part: edited.encode()})


def with_cell(address: str, inner: str, attributes: str = "") -> bytes:
    """The good form with one cell's XML content and attributes replaced; its format stays."""
    return with_cells({address: (inner, attributes)})


def with_cells(cells: Mapping[str, tuple[str, str]], content: bytes | None = None) -> bytes:
    """A form (default: the good one) with the XML content and attributes of some cells replaced."""
    parts = parts_of(content or good_form())
    text = parts[SHEET_PART].decode()
    for address, (inner, attributes) in cells.items():
        pattern = rf'<c r="{address}"( s="\d+")?(?:[^>]*/>|[^>]*>.*?</c>)'
        text = _replaced(text, pattern, rf'<c r="{address}"\1{attributes}>{inner}</c>')
    return package({**parts, SHEET_PART: text.encode()})


def with_texts(changed: Mapping[str, str]) -> bytes:
    """The good form with some of its texts replaced wherever they stand, the hidden sheet included."""
    text = parts_of(good_form())[STRINGS_PART].decode()
    for old, new in changed.items():
        text = _replaced(text, f"<t>{re.escape(old)}</t>", f"<t>{new}</t>")
    return with_parts({STRINGS_PART: text.encode()})


def with_sheet(name: str, sheet: bytes) -> bytes:
    """The good form with one more worksheet behind its own."""
    parts = parts_of(good_form())
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="worksheets/sheet9.xml"/>'
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    override = f'<Override PartName="/xl/worksheets/sheet9.xml" ContentType="{content_type}"/>'
    edits = {
        WORKBOOK_PART: ("</sheets>", f'<sheet name="{name}" sheetId="9" r:id="rId99"/></sheets>'),
        RELATIONS_PART: ("</Relationships>", f"{relation}</Relationships>"),
        TYPES_PART: ("</Types>", f"{override}</Types>"),
    }
    changed = {part: _replaced(parts[part].decode(), *edit).encode() for part, edit in edits.items()}
    return package({**parts, **changed, "xl/worksheets/sheet9.xml": sheet})


def _replaced(text: str, pattern: str, replacement: str) -> str:
    edited, count = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
    if count == 0:
        raise LookupError(pattern)
    return edited

"""The parts that say what else is in the package: content types, relations, the workbook, its formats."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field

from workbooks.guard import limits
from workbooks.guard.facts import SheetState
from workbooks.guard.package import Package, part_name
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.xml import RELATION_ID, Attributes, in_spreadsheet, parse_part

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PERCENT_FORMATS = frozenset({9, 10})
"""The built-in number formats that show a percentage."""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation points: the kind is the last word of its type, the target a part of this package."""

    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook part lists it."""

    name: str
    state: SheetState
    relation: str


@dataclass(slots=True)
class WorkbookPart:
    """What the workbook part says."""

    sheets: list[SheetEntry] = field(default_factory=list)
    epoch_1904: bool = False
    names: int = 0


def content_types(package: Package) -> dict[str, str]:
    """Content types: by part name, and by `.extension` for the defaults; empty where the list is missing."""
    found: dict[str, str] = {}
    if _CONTENT_TYPES not in package:
        return found

    def override(attributes: Attributes) -> None:
        found[part_name(attributes.get("PartName", ""))] = attributes.get("ContentType", "")

    def default(attributes: Attributes) -> None:
        found["." + attributes.get("Extension", "").casefold()] = attributes.get("ContentType", "")

    starts = {f"{_TYPES} Override": override, f"{_TYPES} Default": default}
    parse_part(_CONTENT_TYPES, package.chunks(_CONTENT_TYPES), starts)
    return found


def relations(package: Package, source: str) -> dict[str, Relation]:
    """The relations of a part (of the package itself for ""), by id; none where it has no list."""
    folder, name = posixpath.split(source)
    listed_in = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, Relation] = {}
    if listed_in not in package:
        return found

    def relation(attributes: Attributes) -> None:
        if attributes.get("TargetMode") == "External":
            return
        target = attributes.get("Target", "").replace("\\", "/")
        resolved = posixpath.normpath(posixpath.join("/", folder, target))
        kind = attributes.get("Type", "").rpartition("/")[2]
        found[attributes.get("Id", "")] = Relation(kind, part_name(resolved))

    parse_part(listed_in, package.chunks(listed_in), {f"{_RELATIONS} Relationship": relation})
    return found


def workbook_part(package: Package, part: str) -> WorkbookPart:
    """The sheets, the date system and the number of defined names.

    Raises:
        RefusedFileError: too many names or sheets, or two sheets of one name.
    """
    found = WorkbookPart()

    def sheet(attributes: Attributes) -> None:
        name = attributes.get("name", "")
        relation = next((attributes[key] for key in RELATION_ID if key in attributes), "")
        if len(found.sheets) >= limits.SHEETS or any(entry.name == name for entry in found.sheets):
            raise RefusedFileError("workbook_damaged", part=part)
        found.sheets.append(SheetEntry(name, _state(attributes.get("state", "")), relation))

    def properties(attributes: Attributes) -> None:
        found.epoch_1904 = attributes.get("date1904") in {"1", "true", "on"}

    def defined_name(_: Attributes) -> None:
        found.names += 1
        if found.names > limits.NAMES:
            raise RefusedFileError("too_many_names", limit=f"{limits.NAMES:,}")

    starts = in_spreadsheet({"sheet": sheet, "workbookPr": properties, "definedName": defined_name})
    parse_part(part, package.chunks(part), starts)
    return found


def _state(text: str) -> SheetState:
    return SheetState(text) if text in set(SheetState) else SheetState.VISIBLE


def shows_percent(code: str) -> bool:
    """Whether a number format shows a percentage."""
    return "%" in _QUOTED.sub("", code)


def percent_styles(package: Package, part: str) -> frozenset[int]:
    """The cell formats (indices that cells name) that show a number as a percentage."""
    percent_codes = set(PERCENT_FORMATS)
    styles: set[int] = set()
    inside = False
    count = 0

    def number_format(attributes: Attributes) -> None:
        code = attributes.get("numFmtId", "")
        if code.isdecimal() and shows_percent(attributes.get("formatCode", "")):
            percent_codes.add(int(code))

    def open_list(_: Attributes) -> None:
        nonlocal inside
        inside = True

    def close_list() -> None:
        nonlocal inside
        inside = False

    def cell_format(attributes: Attributes) -> None:
        nonlocal count
        if inside:
            code = attributes.get("numFmtId", "0")
            if code.isdecimal() and int(code) in percent_codes:
                styles.add(count)
            count += 1

    starts = in_spreadsheet({"numFmt": number_format, "cellXfs": open_list, "xf": cell_format})
    parse_part(part, package.chunks(part), starts, in_spreadsheet({"cellXfs": close_list}))
    return frozenset(styles)

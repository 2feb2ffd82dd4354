"""The guard's one question: what is this file, and may a reader open it?"""

from __future__ import annotations

from dataclasses import dataclass

from indicators.problems import Problem
from workbooks.guard import limits
from workbooks.guard.biff import read_xls
from workbooks.guard.compound import CompoundFile
from workbooks.guard.facts import Format, SheetFacts
from workbooks.guard.kinds import kind_of
from workbooks.guard.ods import CONTENT, read_ods
from workbooks.guard.package import Package
from workbooks.guard.parts import Relation, content_types, percent_styles, relations, workbook_part
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.sheet import read_sheet
from workbooks.guard.strings import empty_strings

_MACROS = "vbaproject.bin"
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the guard found: either problems (all hard: the file is refused), or its worksheets in order.

    A text file has no sheets: it is looked at while it is read.
    """

    problems: tuple[Problem, ...]
    sheets: tuple[SheetFacts, ...] = ()
    epoch_1904: bool = False
    format: Format = Format.XLSX

    @property
    def safe(self) -> bool:
        """Whether a reader may open the file."""
        return not self.problems


def inspect(content: bytes, file_name: str) -> Inspection:
    """Look a file over before any reader opens it; reads nothing but these bytes.

    `file_name` is only asked where content cannot tell two kinds apart.
    """
    try:
        return _inspected(content, file_name)
    except RefusedFileError as refused:
        return Inspection((refused.problem,))


def _inspected(content: bytes, file_name: str) -> Inspection:
    if len(content) > limits.FILE_BYTES:
        raise RefusedFileError(
            "file_too_large",
            limit=f"{limits.FILE_BYTES // limits.MEBIBYTE} MB",
            size=f"{len(content) / limits.MEBIBYTE:.1f} MB",
        )
    kind = kind_of(content, file_name)
    if kind is Format.XLSX:
        return _of_package(Package(content))
    if kind is Format.XLS:
        return _of_xls(content)
    if kind is Format.CSV:
        return Inspection((), format=Format.CSV)
    raise RefusedFileError(kind)


def _of_xls(content: bytes) -> Inspection:
    stream = CompoundFile(content).stream("Workbook")
    if stream is None:
        raise RefusedFileError("kind_xls")
    book = read_xls(stream)
    return Inspection((), tuple(book.sheets), book.epoch_1904, Format.XLS)


def _of_package(package: Package) -> Inspection:
    if CONTENT in package and "mimetype" in package and _is_spreadsheet(package):
        return Inspection((), tuple(read_ods(package)), format=Format.ODS)
    part = _workbook_name(package)
    workbook = workbook_part(package, part)
    related = relations(package, part)
    percent = percent_styles(package, styles) if (styles := _part_of(package, related, "styles")) else frozenset()
    strings = _part_of(package, related, "sharedStrings")
    empty = empty_strings(strings, package.chunks(strings)) if strings else frozenset[int]()
    sheets = []
    for entry in workbook.sheets:
        relation = related.get(entry.relation, Relation("", ""))
        if relation.kind in _MACRO_SHEETS:
            raise RefusedFileError("kind_macros")
        if relation.kind == "worksheet":
            facts = SheetFacts(entry.name, entry.state)
            read_sheet(relation.target, package.chunks(relation.target), facts, percent, empty)
            sheets.append(facts)
    if not sheets:
        raise RefusedFileError("workbook_damaged", part=part)
    package.drain()
    return Inspection((), tuple(sheets), workbook.epoch_1904)


def _is_spreadsheet(package: Package) -> bool:
    return b"spreadsheet" in next(iter(package.chunks("mimetype")), b"")


def _workbook_name(package: Package) -> str:
    """The main part, after making sure that the package is a plain workbook and nothing else."""
    main = next((r.target for r in relations(package, "").values() if r.kind == "officeDocument"), "")
    types = content_types(package)
    content_type = types.get(main) or types.get("." + main.rpartition(".")[2], "")
    if "macroEnabled" in content_type or any(name.endswith(_MACROS) for name in package.names):
        raise RefusedFileError("kind_xlsb" if "binary" in content_type else "kind_macros")
    if main in package and "spreadsheetml" in content_type:
        return main
    raise RefusedFileError(_package_kind(package, main))


def _package_kind(package: Package, main: str) -> str:
    if CONTENT in package and "mimetype" in package:
        return "kind_document"
    if main.startswith(("word/", "ppt/")):
        return "kind_document"
    if main:
        raise RefusedFileError("workbook_damaged", part=main[:80])
    return "kind_archive"


def _part_of(package: Package, related: dict[str, Relation], kind: str) -> str | None:
    found = (r.target for r in related.values() if r.kind == kind and r.target in package)
    return next(found, None)

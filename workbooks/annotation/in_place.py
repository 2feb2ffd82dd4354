"""Marks the problems in the workbook itself; all that is not marked stays as it was, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

from workbooks.addresses import address, position
from workbooks.annotation import comments, notes_drawing, problem_list
from workbooks.annotation.book import Book, BookSheet
from workbooks.annotation.colouring import Colouring
from workbooks.annotation.marks import PROBLEMS_SHEET, Job, comment_texts, tints
from workbooks.annotation.package import EditedPackage
from workbooks.annotation.sheet_scan import Place, SheetScan, scan
from workbooks.annotation.styles import StyleBook
from workbooks.annotation.xml_parts import Edits, relation_attribute, with_attributes

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def marked_in_place(content: bytes, job: Job) -> bytes:
    """The workbook with the marks of this job, and without those of an earlier one.

    Raises:
        UnmarkablePartError: when a part is not what it should be.
    """
    return _Marking(content, job).result()


class _Marking:
    def __init__(self, content: bytes, job: Job) -> None:
        self._package = EditedPackage(content)
        self._book = Book(self._package)
        self._job = job
        styles = self._package.related(self._book.part, "styles")
        self._styles_part = styles.target if styles else ""
        data = self._package.read(self._styles_part) if styles else None
        self._styles = StyleBook(data, self._book.namespace)
        self._backgrounds: dict[tuple[str, str], str] = {}

    def result(self) -> bytes:
        for sheet in self._book.sheets:
            if sheet.name == PROBLEMS_SHEET:
                self._book.remove(sheet)
        texts = _by_sheet(comment_texts(self._job.marks, self._job.words))
        colours = _by_sheet(tints(self._job.marks))
        scans = {
            sheet.name: scan(self._package.read(sheet.part), _places(colours.get(sheet.name, {})), self._styles.tinted)
            for sheet in self._book.sheets
        }
        self._styles.extend(max((found.highest_style for found in scans.values()), default=0))
        for sheet in self._book.sheets:
            self._mark_sheet(sheet, scans[sheet.name], colours.get(sheet.name, {}), texts.get(sheet.name, {}))
        if self._job.marks:
            self._add_list()
        self._write_styles()
        return self._package.content()

    def _mark_sheet(
        self, sheet: BookSheet, found: SheetScan, colours: Mapping[str, str], texts: Mapping[str, str]
    ) -> None:
        data = self._package.read(sheet.part)
        edits = Edits()
        before = _places(self._job.backgrounds.get(sheet.name, {}))
        colouring = Colouring(data, found, self._styles, _places(colours), before)
        colouring.edit(edits)
        self._backgrounds |= {(sheet.name, address(*place)): kept for place, kept in colouring.backgrounds.items()}
        if self._job.marks:
            # Two selected sheets would be a group, and what is typed into one goes into both.
            for view in found.views:
                tag = with_attributes(data[view.start : view.end], {"tabSelected": None})
                edits.replace(view.start, view.end, tag)
        self._comment(sheet, texts, found, edits)
        self._package.write(sheet.part, edits.apply(data))

    def _comment(self, sheet: BookSheet, texts: Mapping[str, str], found: SheetScan, edits: Edits) -> None:
        known = self._package.related(sheet.part, "comments")
        if known is None and not texts:
            return
        part = comments.CommentsPart(self._package.read(known.target) if known else None, self._book.namespace)
        part.add(texts)
        drawn = self._drawing(sheet, found)
        added = {cell: text for cell, text in texts.items() if cell in part.added}
        drawing = notes_drawing.boxes(self._package.read(drawn) if drawn else None, part.removed, added, found)
        if not part.cells and not notes_drawing.has_shapes(drawing):
            self._drop_comments(sheet, known.target if known else "", drawn, found, edits)
            return
        if known is None:
            name = self._package.free_name(f"{self._book.folder}dabiao_comments{{}}.xml")
            self._package.add(name, part.content(), comments.CONTENT_TYPE)
            self._package.add_relation(sheet.part, self._book.relations_of, "comments", name)
        else:
            self._package.write(known.target, part.content())
        self._write_drawing(sheet, drawn, drawing, found, edits)

    def _drawing(self, sheet: BookSheet, found: SheetScan) -> str:
        """The part with the comments' boxes, "" where there is none."""
        if found.legacy_drawing is None:
            return ""
        wanted = next((v for k, v in found.legacy_drawing.attributes.items() if k.endswith(":id")), "")
        return next((each.target for each in self._package.relations(sheet.part) if each.id == wanted), "")

    def _write_drawing(self, sheet: BookSheet, drawn: str, drawing: bytes, found: SheetScan, edits: Edits) -> None:
        if drawn:
            self._package.write(drawn, drawing)
            return
        name = self._package.free_name(f"{self._book.folder}drawings/dabiao_notes{{}}.vml")
        self._package.set_default_type("vml", notes_drawing.CONTENT_TYPE)
        self._package.write(name, drawing)
        base = self._book.relations_of
        relation = self._package.add_relation(sheet.part, base, "vmlDrawing", name)
        prefix = found.root_name[: found.root_name.rfind(":") + 1]
        new = f"<{prefix}legacyDrawing {relation_attribute(found.root.attributes, base, relation)}/>".encode()
        at = found.legacy_drawing_place
        edits.replace(at, at, new)

    def _drop_comments(self, sheet: BookSheet, part: str, drawn: str, found: SheetScan, edits: Edits) -> None:
        for relation in self._package.relations(sheet.part):
            if relation.target in {part, drawn} - {""}:
                self._package.remove_relation(sheet.part, relation.id)
                self._package.remove(relation.target)
        if found.legacy_drawing is not None:
            edits.replace(found.legacy_drawing.start, found.legacy_drawing.end, b"")

    def _add_list(self) -> None:
        namespaces = self._book.namespace, self._book.relations_of
        data = problem_list.list_part(self._job.marks, self._job.words, self._styles, self._backgrounds, namespaces)
        name = self._package.free_name(f"{self._book.folder}worksheets/dabiao_problems{{}}.xml")
        self._package.add(name, data, problem_list.CONTENT_TYPE)
        self._book.put_first(PROBLEMS_SHEET, name)

    def _write_styles(self) -> None:
        if self._styles_part:
            self._package.write(self._styles_part, self._styles.content())
            return
        name = f"{self._book.folder}styles.xml"
        self._package.add(name, self._styles.content(), _STYLES_TYPE)
        self._package.add_relation(self._book.part, self._book.relations_of, "styles", name)


def _by_sheet(values: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (sheet, cell), value in values.items():
        found.setdefault(sheet, {})[cell] = value
    return found


def _places(values: Mapping[str, str]) -> dict[Place, str]:
    """By row and column; what is no address (the list of an earlier copy may have been edited) is left out."""
    return {place: value for cell, value in values.items() if (place := position(cell)) is not None}

"""The workbook part: its sheets, their places, and the names that hold on to them."""

from __future__ import annotations

from dataclasses import dataclass

from workbooks.annotation.errors import UnmarkablePartError
from workbooks.annotation.package import EditedPackage, relation_id
from workbooks.annotation.xml_parts import (
    Edits,
    Element,
    escaped,
    namespace_of,
    parse,
    prefix_of,
    relation_attribute,
    relation_base,
    with_attributes,
)


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: its name on the tab, its part, the id of its relation."""

    name: str
    part: str
    relation: str


class Book:
    """The workbook part of a package."""

    def __init__(self, package: EditedPackage) -> None:
        main = package.related("", "officeDocument")
        if main is None:
            raise UnmarkablePartError("workbook")
        self._package = package
        self.part = main.target
        data = package.read(self.part)
        self.namespace = namespace_of(data, parse(data))

    @property
    def folder(self) -> str:
        """Where the workbook's parts stand, with its slash; mostly `xl/`."""
        return self.part[: self.part.rfind("/") + 1]

    @property
    def relations_of(self) -> str:
        """What the types of this workbook's relations begin with."""
        return relation_base(self.namespace)

    @property
    def sheets(self) -> list[BookSheet]:
        """The worksheets, in order."""
        targets = {each.id: each.target for each in self._package.relations(self.part) if each.kind == "worksheet"}
        return [
            BookSheet(
                element.attributes.get("name", ""),
                targets[relation_id(element)],
                relation_id(element),
            )
            for element in self._entries(parse(self._package.read(self.part)))
            if relation_id(element) in targets
        ]

    @staticmethod
    def _entries(root: Element) -> list[Element]:
        listed = root.first("sheets")
        return listed.all("sheet") if listed else []

    def remove(self, sheet: BookSheet) -> None:
        """Takes a sheet out, with its part and the names that belong to it alone."""
        data = self._package.read(self.part)
        root = parse(data)
        entries = self._entries(root)
        gone = next(place for place, entry in enumerate(entries) if relation_id(entry) == sheet.relation)
        edits = Edits()
        edits.replace(entries[gone].start, entries[gone].end, b"")
        left = [place for place in range(len(entries)) if place != gone]
        shown = (n for n, place in enumerate(left) if entries[place].attributes.get("state", "visible") == "visible")
        self._move(data, root, edits, {place: n for n, place in enumerate(left)}, fallback=next(shown, 0))
        self._package.write(self.part, edits.apply(data))
        self._package.remove_relation(self.part, sheet.relation)
        self._package.remove(sheet.part)

    def put_first(self, name: str, part: str) -> None:
        """Lists a new sheet before all others, and opens the workbook there."""
        relation = self._package.add_relation(self.part, self.relations_of, "worksheet", part)
        data = self._package.read(self.part)
        root = parse(data)
        entries = self._entries(root)
        ids = [int(e.attributes["sheetId"]) for e in entries if e.attributes.get("sheetId", "").isdecimal()]
        prefix = prefix_of(data, root)
        new = (
            f'<{prefix}sheet name="{escaped(name)}" sheetId="{max(ids, default=0) + 1}" '
            f"{relation_attribute(root.attributes, self.relations_of, relation)}/>"
        )
        edits = Edits()
        edits.replace(entries[0].start, entries[0].start, new.encode())
        self._move(data, root, edits, {place: place + 1 for place in range(len(entries))}, opened=0)
        self._package.write(self.part, edits.apply(data))

    @staticmethod
    def _move(
        data: bytes,
        root: Element,
        edits: Edits,
        places: dict[int, int],
        opened: int | None = None,
        fallback: int = 0,
    ) -> None:
        """Names and views follow the sheets to their new places; names of a sheet that is gone go too."""
        listed = root.first("definedNames")
        names = listed.all("definedName") if listed else []
        gone = [name for name in names if _index(name, "localSheetId", -1) not in {-1, *places}]
        if listed is not None and len(gone) == len(names):
            edits.replace(listed.start, listed.end, b"")
            names = gone = []
        for name in gone:
            edits.replace(name.start, name.end, b"")
        for name in names:
            owner = _index(name, "localSheetId", -1)
            if owner in places:
                tag = with_attributes(data[name.start : name.tag_end], {"localSheetId": str(places[owner])})
                edits.replace(name.start, name.tag_end, tag)
        views = root.first("bookViews")
        for view in views.all("workbookView") if views else []:
            active = places.get(_index(view, "activeTab", 0), fallback) if opened is None else opened
            tag = with_attributes(data[view.start : view.tag_end], {"activeTab": str(active), "firstSheet": None})
            edits.replace(view.start, view.tag_end, tag)


def _index(element: Element, attribute: str, default: int) -> int:
    written = element.attributes.get(attribute, "")
    return int(written) if written.isdecimal() else default

"""A zip package whose parts can be read, replaced, added and taken out; for files that the guard has let through."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass

from workbooks.annotation.errors import UnmarkablePartError
from workbooks.annotation.xml_parts import HEAD, Edits, Element, as_utf8, escaped, insert_inside, parse, prefix_of
from workbooks.guard.package import part_name

_TYPES = "[Content_Types].xml"
_PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a relation of a part points to; `kind` is the last word of its type."""

    id: str
    kind: str
    target: str


class EditedPackage:
    """The parts by name (case and backslashes do not count), in the order of the file."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._names = {part_name(name): name for name in self._archive.namelist() if not name.endswith("/")}
        self._original_names = dict(self._names)
        self._changed: dict[str, bytes] = {}

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._names

    def read(self, name: str) -> bytes:
        """A part, in UTF-8.

        Raises:
            UnmarkablePartError: when there is none.
        """
        key = part_name(name)
        if key not in self._names:
            raise UnmarkablePartError(name)
        if key not in self._changed:
            return as_utf8(self._archive.read(self._names[key]))
        return self._changed[key]

    def write(self, name: str, data: bytes) -> None:
        """Replaces a part, or adds it."""
        key = part_name(name)
        self._names.setdefault(key, name)
        if key in self._original_names and self._archive.read(self._original_names[key]) == data:
            self._changed.pop(key, None)
        else:
            self._changed[key] = data

    def remove(self, name: str) -> None:
        """Takes out a part, its relations and its content type."""
        if self._names.pop(part_name(name), None) is None:
            return
        self._changed.pop(part_name(name), None)
        self._names.pop(part_name(_relations_of(name)), None)
        data = self.read(_TYPES)
        edits = Edits()
        for element in parse(data).all("Override"):
            if part_name(element.attributes.get("PartName", "")) == part_name(name):
                edits.replace(element.start, element.end, b"")
        self.write(_TYPES, edits.apply(data))

    def free_name(self, pattern: str) -> str:
        """A name that no part has; `{}` in the pattern stands for a number."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Adds a part with its content type."""
        self.write(name, data)
        self._add_type(f'PartName="/{escaped(name)}"', content_type, "Override")

    def set_default_type(self, extension: str, content_type: str) -> None:
        """The content type of all parts with an ending, where none is given yet."""
        known = parse(self.read(_TYPES)).all("Default")
        if not any(element.attributes.get("Extension", "").casefold() == extension for element in known):
            self._add_type(f'Extension="{extension}"', content_type, "Default")

    def _add_type(self, which: str, content_type: str, element: str) -> None:
        data = self.read(_TYPES)
        root = parse(data)
        new = f'<{prefix_of(data, root)}{element} {which} ContentType="{content_type}"/>'
        edits = Edits()
        first = next(iter(root.children), None)
        if element == "Default" and first is not None:
            edits.replace(first.start, first.start, new.encode())
        else:
            insert_inside(edits, data, root, new.encode())
        self.write(_TYPES, edits.apply(data))

    def relations(self, source: str) -> list[Relation]:
        """The relations of a part (of the package for ""), external ones left out."""
        listed_in = _relations_of(source)
        if listed_in not in self:
            return []
        return [
            Relation(
                element.attributes.get("Id", ""),
                element.attributes.get("Type", "").rpartition("/")[2],
                _resolved(source, element.attributes.get("Target", "")),
            )
            for element in parse(self.read(listed_in)).all("Relationship")
            if element.attributes.get("TargetMode") != "External"
        ]

    def related(self, source: str, kind: str) -> Relation | None:
        """The first relation of a kind."""
        return next((relation for relation in self.relations(source) if relation.kind == kind), None)

    def add_relation(self, source: str, kind_base: str, kind: str, target: str) -> str:
        """Relates a part to another; the relation's id."""
        listed_in = _relations_of(source)
        if listed_in not in self:
            self.write(listed_in, HEAD + f'<Relationships xmlns="{_PACKAGE_RELATIONS}"></Relationships>'.encode())
        data = self.read(listed_in)
        root = parse(data)
        taken = {element.attributes.get("Id") for element in root.children}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relative = posixpath.relpath(target, posixpath.dirname(source) or ".")
        new = (
            f'<{prefix_of(data, root)}Relationship Id="rId{number}" Type="{kind_base}/{kind}" '
            f'Target="{escaped(relative)}"/>'
        )
        edits = Edits()
        insert_inside(edits, data, root, new.encode())
        self.write(listed_in, edits.apply(data))
        return f"rId{number}"

    def remove_relation(self, source: str, relation_id: str) -> None:
        """Takes a relation away."""
        listed_in = _relations_of(source)
        data = self.read(listed_in)
        edits = Edits()
        for element in parse(data).children:
            if element.attributes.get("Id") == relation_id:
                edits.replace(element.start, element.end, b"")
        self.write(listed_in, edits.apply(data))

    def content(self) -> bytes:
        """The package as a file; the very same file where nothing has changed."""
        if not self._changed and self._names == self._original_names:
            return self._content
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for key, name in self._names.items():
                data = self._changed[key] if key in self._changed else self._archive.read(name)
                entry = zipfile.ZipInfo(name.replace("\\", "/"), _LONG_AGO)
                made.writestr(entry, data, zipfile.ZIP_DEFLATED)
        return target.getvalue()


def relation_id(element: Element) -> str:
    """The `r:id` of an element, under whatever prefix."""
    return next((value for name, value in element.attributes.items() if name.endswith(":id")), "")


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(source: str, target: str) -> str:
    path = posixpath.join("/", posixpath.dirname(source), target.replace("\\", "/"))
    return posixpath.normpath(path).lstrip("/")

"""The comments of one sheet: ours come and go, everybody else's stay."""

from __future__ import annotations

from collections.abc import Mapping

from workbooks.annotation.marks import AUTHOR, COMMENT_START
from workbooks.annotation.xml_parts import HEAD, MAIN, Edits, Element, escaped, insert_inside, parse, prefix_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY = '<comments xmlns="{}"><authors></authors><commentList></commentList></comments>'
_RUN = (
    '<{p}r><{p}rPr><{p}sz val="9"/><{p}color rgb="FF101828"/><{p}rFont val="宋体"/><{p}family val="1"/>'
    '<{p}charset val="134"/></{p}rPr><{p}t xml:space="preserve">{text}</{p}t></{p}r>'
)


class CommentsPart:
    """The comments part of a sheet, new where `data` is None. Cells are addresses."""

    def __init__(self, data: bytes | None, namespace: str = MAIN) -> None:
        self._data = data or HEAD + _EMPTY.format(namespace).encode()
        self.removed: set[str] = set()
        self.added: set[str] = set()
        self._drop_ours()

    @property
    def cells(self) -> set[str]:
        """The cells that have a comment."""
        return {comment.attributes.get("ref", "") for comment in _comments(parse(self._data))}

    def _drop_ours(self) -> None:
        edits = Edits()
        for comment in _comments(parse(self._data)):
            pieces = _pieces(comment)
            text = "".join(piece.text for _, piece in pieces)
            if text.lstrip().startswith(COMMENT_START):
                edits.replace(comment.start, comment.end, b"")
                self.removed.add(comment.attributes.get("ref", ""))
                continue
            ours = text.find(f"\n{COMMENT_START}")
            if ours >= 0:
                _shorten(edits, pieces, ours)
        self._data = edits.apply(self._data)

    def add(self, texts: Mapping[str, str]) -> None:
        """Our comments, by cell; where a comment of somebody stands already, ours is written below it."""
        if not texts:
            return
        author = self._author()
        root = parse(self._data)
        prefix = prefix_of(self._data, root)
        there = {comment.attributes.get("ref", ""): comment for comment in _comments(root)}
        edits, new = Edits(), []
        for cell, text in texts.items():
            if cell in there:
                run = _RUN.format(p=prefix, text=escaped_text(f"\n{text}"))
                insert_inside(edits, self._data, _text_of(there[cell]), run.encode())
            else:
                run = _RUN.format(p=prefix, text=escaped_text(text))
                new.append(
                    f'<{prefix}comment ref="{cell}" authorId="{author}"><{prefix}text>{run}</{prefix}text>'
                    f"</{prefix}comment>"
                )
                self.added.add(cell)
        insert_inside(edits, self._data, _list(root), "".join(new).encode())
        self._data = edits.apply(self._data)

    def _author(self) -> int:
        root = parse(self._data)
        authors = root.first("authors")
        known = authors.all("author") if authors else []
        names = [author.text for author in known]
        if AUTHOR in names:
            return names.index(AUTHOR)
        prefix = prefix_of(self._data, root)
        edits, new = Edits(), f"<{prefix}author>{AUTHOR}</{prefix}author>"
        if authors is None:
            edits.replace(root.tag_end, root.tag_end, f"<{prefix}authors>{new}</{prefix}authors>".encode())
        else:
            insert_inside(edits, self._data, authors, new.encode())
        self._data = edits.apply(self._data)
        return len(names)

    def content(self) -> bytes:
        """The part as it is now."""
        return self._data


def escaped_text(text: str) -> str:
    """Text for a run: line breaks stay line breaks."""
    return escaped(text).replace("&#10;", "\n").replace("&#13;", "").replace("&#9;", " ")


def _list(root: Element) -> Element:
    return root.first("commentList") or root


def _comments(root: Element) -> list[Element]:
    return _list(root).all("comment")


def _text_of(comment: Element) -> Element:
    return comment.first("text") or comment


def _pieces(comment: Element) -> list[tuple[Element, Element]]:
    """The runs of a comment, each with its text; a text without runs is its own."""
    runs = ((child, child if child.name == "t" else child.first("t")) for child in _text_of(comment).children)
    return [(run, text) for run, text in runs if run.name in {"t", "r"} and text is not None]


def _shorten(edits: Edits, pieces: list[tuple[Element, Element]], length: int) -> None:
    """Cuts a text off; programs that save a workbook may have split it into other pieces than we wrote."""
    reached = 0
    for run, text in pieces:
        kept = text.text[: max(length - reached, 0)]
        reached += len(text.text)
        if not kept:
            edits.replace(run.start, run.end, b"")
        elif kept != text.text:
            edits.replace(text.tag_end, text.inner_end, escaped_text(kept).encode())

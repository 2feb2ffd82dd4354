"""XML read as a stream of events: no document type, no entities, no token that eats the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar
from xml.parsers import expat

from workbooks.guard import limits
from workbooks.guard.refusal import RefusedFileError

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Attributes], None]]
Ends = Mapping[str, Callable[[], None]]

_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
RELATION_ID = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)


Handler = TypeVar("Handler")


def in_spreadsheet(handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """Handlers by element name, under the names of both the transitional and the strict format."""
    return {f"{space} {name}": handler for space in _SPREADSHEET for name, handler in handlers.items()}


class EventParser:
    """Feeds one part to expat and calls the handlers of the elements it knows (full names).

    Raises:
        RefusedFileError: on a document type declaration, an entity, or XML that is not well-formed.
    """

    def __init__(
        self,
        part: str,
        starts: Starts,
        ends: Ends,
        text: Callable[[str], None] | None = None,
        aside: Callable[..., None] | None = None,
    ) -> None:
        self._part = part
        self._fed = 0
        self._elements = 0
        self._depth = 0
        self._starts = starts
        self._ends = ends
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = text
        # Comments, instructions and CDATA: readers disagree on a text that one of them cuts in two.
        parser.CommentHandler = aside
        parser.ProcessingInstructionHandler = aside
        parser.StartCdataSectionHandler = aside
        parser.StartDoctypeDeclHandler = self._refuse_declaration
        parser.EntityDeclHandler = self._refuse_declaration
        self._parser = parser

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Parse on."""
        try:
            self._parser.Parse(data, final)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise RefusedFileError("xml_malformed", part=self._part) from error
        self._fed += len(data)
        if self._fed - self._parser.CurrentByteIndex > limits.TOKEN_BYTES and not final:
            raise RefusedFileError("xml_malformed", part=self._part)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._elements += 1
        self._depth += 1
        if self._depth > limits.DEPTH:
            raise RefusedFileError("xml_malformed", part=self._part)
        if self._elements > limits.ELEMENTS:
            raise RefusedFileError("too_many_cells", limit=f"{limits.VALUED_CELLS:,}")
        handler = self._starts.get(name)
        if handler is not None:
            handler(attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        handler = self._ends.get(name)
        if handler is not None:
            handler()

    def _refuse_declaration(self, *_: object) -> None:
        raise RefusedFileError("xml_declares_entities", part=self._part)


def parse_part(part: str, chunks: Iterable[bytes], starts: Starts, ends: Ends | None = None) -> None:
    """A whole part from its chunks.

    Raises:
        RefusedFileError: as `EventParser`.
    """
    parser = EventParser(part, starts, ends or {})
    for chunk in chunks:
        parser.feed(chunk)
    parser.feed(b"", final=True)

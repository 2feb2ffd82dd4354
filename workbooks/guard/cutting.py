"""The fast way through a long part: plain units (rows, strings) are counted and cut out of the stream.

A careful XML parser costs a microsecond for each cell; a pattern for the few shapes that programs
really write costs a tenth. What fully matches the pattern is counted and left out; all else, the
frame around it included, still goes through the parser, so nothing unusual escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workbooks.guard import limits
from workbooks.guard.xml import EventParser

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^<>?]*\?>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")
_SPECIAL = re.compile(rb"<[!?]")
_LONGEST_UNIT = limits.MEBIBYTE // 4


class CuttingFeed:
    """Feeds a parser with all that `cut` leaves.

    `unit_end` is the closing tag of a unit; `between_units` says whether the parser stands where a
    unit may begin; `cut(buffer, start)` accounts for the plain units from `start` on and returns
    where the first other one begins. Comments, CDATA and foreign encodings end the cutting.
    """

    def __init__(
        self,
        parser: EventParser,
        unit_end: bytes,
        between_units: Callable[[], bool],
        cut: Callable[[bytes, int], int],
    ) -> None:
        self._parser = parser
        self._unit_end = unit_end
        self._between_units = between_units
        self._cut = cut
        self._carry = b""
        self._begun = False
        self._cutting = True

    def feed(self, chunk: bytes) -> None:
        """Parse on; a unit that is not complete waits for the next chunk."""
        buffer = self._carry + chunk
        start = 0 if self._begun else self._begin(buffer)
        # Looking for single signs first is far quicker, and in most sheets there is none.
        if self._cutting and (b"!" in buffer or b"?" in buffer) and _SPECIAL.search(buffer, start):
            self._cutting = False
        if not self._cutting:
            self._parser.feed(buffer)
            self._carry = b""
            return
        rest = self._feed_units(buffer)
        if len(rest) > _LONGEST_UNIT:
            # The last byte stays, so that a "<!" across two chunks is seen.
            self._parser.feed(rest[:-1])
            rest = rest[-1:]
        self._carry = rest

    def close(self) -> None:
        """The part is complete."""
        self._parser.feed(self._carry, final=True)

    def _begin(self, buffer: bytes) -> int:
        self._begun = True
        declaration = _DECLARATION.match(buffer)
        if declaration is None:
            return 0
        encoding = _ENCODING.search(declaration[0])
        self._cutting = encoding is None or encoding[1].lower() == b"utf-8"
        return declaration.end()

    def _feed_units(self, buffer: bytes) -> bytes:
        position = 0
        while True:
            if self._between_units():
                position = self._cut(buffer, position)
            end = buffer.find(self._unit_end, position)
            if end < 0:
                return buffer[position:]
            end += len(self._unit_end)
            self._parser.feed(buffer[position:end])
            position = end

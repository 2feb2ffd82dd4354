"""The shared strings: which of them are empty, and whether the file claims more than it has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workbooks.guard import limits
from workbooks.guard.cutting import CuttingFeed
from workbooks.guard.refusal import RefusedFileError
from workbooks.guard.xml import Attributes, EventParser, in_spreadsheet

_PLAIN = re.compile(
    rb'(?:\s{0,64}+<si><t(?: xml:space="preserve")?>[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]++</t></si>)++',
)
_ITEM = b"<si>"


class _SharedStrings:
    def __init__(self, part: str) -> None:
        self._part = part
        starts = {"sst": self._open, "si": self._item, "t": self._text, "rPh": self._phonetic}
        ends = {"sst": self._close, "si": self._end_item, "t": self._end_text, "rPh": self._end_phonetic}
        self.parser = EventParser(part, in_spreadsheet(starts), in_spreadsheet(ends), self._characters, self._aside)
        self.empty: set[int] = set()
        self.count = 0
        self.claimed = 0
        self._in_list = False
        self._in_item = False
        self._in_text = False
        self._in_phonetic = False
        self._filled = False

    def between_items(self) -> bool:
        return self._in_list and not self._in_item

    def cut(self, buffer: bytes, start: int) -> int:
        match = _PLAIN.match(buffer, start)
        if match is None or not _is_utf8(match[0]):
            return start
        self.count += match[0].count(_ITEM)
        return match.end()

    def _open(self, attributes: Attributes) -> None:
        self._in_list = True
        claim = attributes.get("uniqueCount", "")
        self.claimed = int(claim[:18]) if claim.isdecimal() else 0

    def _close(self) -> None:
        self._in_list = False

    def _item(self, _: Attributes) -> None:
        self._in_item, self._filled = True, False

    def _end_item(self) -> None:
        self._in_item = False
        if not self._filled:
            self.empty.add(self.count)
            if len(self.empty) > limits.NOTED_CELLS:
                raise RefusedFileError("too_many_faulty_cells", limit=f"{limits.NOTED_CELLS:,}")
        self.count += 1

    def _text(self, _: Attributes) -> None:
        self._in_text = not self._in_phonetic

    def _end_text(self) -> None:
        self._in_text = False

    def _phonetic(self, _: Attributes) -> None:
        self._in_phonetic = True

    def _end_phonetic(self) -> None:
        self._in_phonetic = False

    def _aside(self, *_: object) -> None:
        if self._in_item:
            raise RefusedFileError("xml_malformed", part=self._part)

    def _characters(self, _: str) -> None:
        if self._in_text:
            self._filled = True


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def empty_strings(part: str, chunks: Iterable[bytes]) -> frozenset[int]:
    """The indices of shared strings without any text (readings of characters do not count).

    Raises:
        RefusedFileError: when the part is malformed or claims far more strings than it has.
    """
    strings = _SharedStrings(part)
    feed = CuttingFeed(strings.parser, b"</si>", strings.between_items, strings.cut)
    for chunk in chunks:
        feed.feed(chunk)
    feed.close()
    if strings.claimed > strings.count + limits.CLAIMED_STRINGS:
        raise RefusedFileError("workbook_damaged", part=part)
    return frozenset(strings.empty)

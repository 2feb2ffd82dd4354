"""The shared strings of an Excel 97–2003 workbook: which of them are empty."""

from __future__ import annotations

import struct
from collections.abc import Sequence

from workbooks.guard import limits
from workbooks.guard.refusal import RefusedFileError

_WIDE, _FAR_EAST, _RICH = 0x01, 0x04, 0x08
_RUN_BYTES = 4
_HEAD_BYTES = 8


class _Walk:
    """Walks over the strings; characters that go on in the next record begin there with new flags."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = _HEAD_BYTES

    @property
    def _left(self) -> int:
        return len(self._pieces[self._piece]) - self._at

    def _next_piece(self) -> None:
        self._piece += 1
        self._at = 0
        if self._piece >= len(self._pieces):
            raise RefusedFileError("workbook_damaged", part="SST")

    def _take(self, layout: str) -> int:
        size = struct.calcsize(layout)
        if self._left == 0:
            self._next_piece()
        if self._left < size:
            raise RefusedFileError("workbook_damaged", part="SST")
        (value,) = struct.unpack_from(layout, self._pieces[self._piece], self._at)
        self._at += size
        return int(value)

    def _skip(self, size: int) -> None:
        while size > self._left:
            size -= self._left
            self._next_piece()
        self._at += size

    def _skip_characters(self, count: int, wide: int) -> None:
        while True:
            fits = self._left // (2 if wide else 1)
            if count <= fits:
                self._at += count * (2 if wide else 1)
                return
            count -= fits
            self._next_piece()
            wide = self._take("<B") & _WIDE

    def string(self) -> int:
        """The length of the next string in characters, behind which the walk then stands."""
        length, flags = self._take("<H"), self._take("<B")
        runs = self._take("<H") if flags & _RICH else 0
        more = self._take("<L") if flags & _FAR_EAST else 0
        self._skip_characters(length, flags & _WIDE)
        self._skip(runs * _RUN_BYTES + more)
        return length


def empty_strings(pieces: Sequence[bytes]) -> frozenset[int]:
    """The indices of empty strings, from the data of the SST record and the CONTINUE records behind it.

    Raises:
        RefusedFileError: when the table is damaged or claims more strings than it can hold.
    """
    if not pieces or len(pieces[0]) < _HEAD_BYTES:
        return frozenset()
    (count,) = struct.unpack_from("<4xL", pieces[0])
    if count > sum(map(len, pieces)) or count > limits.VALUED_CELLS:
        raise RefusedFileError("workbook_damaged", part="SST")
    walk = _Walk(pieces)
    return frozenset(index for index in range(count) if walk.string() == 0)

"""The container of old Office files (a small file system in sectors), read with every chain counted."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workbooks.guard.refusal import RefusedFileError

_HEADER = struct.Struct("<8s16xHHHHH6xLLLLLLLLL")
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_END_OF_CHAIN = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_LARGEST_SECTOR = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5
_SECTOR_SHIFTS = {9, 12}
_MINI_BYTES = 64


def _damaged() -> RefusedFileError:
    return RefusedFileError("workbook_damaged", part="OLE")


class CompoundFile:
    """The streams of a container by name.

    Raises:
        RefusedFileError: when the container is damaged: a chain that goes in circles or out of the file.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES:
            raise _damaged()
        self._content = content
        fields = _HEADER.unpack_from(content)
        shift = fields[4]
        if shift not in _SECTOR_SHIFTS:
            raise _damaged()
        self._size = 1 << shift
        directory, self._cutoff = fields[8], fields[10]
        mini_table, more_table, more_count = fields[11], fields[13], fields[14]
        self._table = self._allocation(more_table, more_count)
        self._entries = list(self._directory(self._chained(directory)))
        self._mini_table = self._numbers(self._chained(mini_table)) if mini_table <= _LARGEST_SECTOR else ()
        self._mini: bytes | None = None

    @property
    def names(self) -> frozenset[str]:
        """The names of all entries, storages too."""
        return frozenset(name for name, _, _, _ in self._entries)

    def stream(self, name: str) -> bytes | None:
        """The bytes of the first stream of a name (case does not count), None where there is none."""
        for found, kind, start, size in self._entries:
            if kind == _STREAM and found.casefold() == name.casefold():
                return self._bytes(start, size)
        return None

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        data = self._content[start : start + self._size]
        if not data:
            raise _damaged()
        return data

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        count = len(data) // 4
        return struct.unpack_from(f"<{count}L", data)

    def _allocation(self, more: int, count: int) -> tuple[int, ...]:
        """The table of which sector follows which."""
        listed = list(struct.unpack_from("<109L", self._content, 76))
        seen: set[int] = set()
        for _ in range(min(count, len(self._content) // self._size + 1)):
            if more > _LARGEST_SECTOR or more in seen:
                break
            seen.add(more)
            *numbers, more = self._numbers(self._sector(more).ljust(self._size, b"\xff"))
            listed += numbers
        sectors = [number for number in listed if number <= _LARGEST_SECTOR]
        if len(sectors) * self._size > len(self._content) + self._size:
            raise _damaged()
        return self._numbers(b"".join(self._sector(number) for number in sectors))

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        number, left = start, len(table)
        while number <= _LARGEST_SECTOR:
            if number >= len(table) or left == 0:
                raise _damaged()
            yield number
            number, left = table[number], left - 1
        if number not in {_END_OF_CHAIN, _FREE}:
            raise _damaged()

    def _chained(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._table))

    def _directory(self, data: bytes) -> Iterator[tuple[str, int, int, int]]:
        for place in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", data, place + 64)
            start, size = struct.unpack_from("<LL", data, place + 116)
            if kind:
                name = data[place : place + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
                yield name, kind, start, size

    def _bytes(self, start: int, size: int) -> bytes:
        if size > len(self._content):
            raise _damaged()
        if size >= self._cutoff:
            return self._cut(self._chained(start), size)
        if self._mini is None:
            roots = [entry for entry in self._entries if entry[1] == _ROOT]
            self._mini = self._chained(roots[0][2]) if roots and roots[0][3] else b""
        mini = self._mini
        pieces = (mini[number * _MINI_BYTES : (number + 1) * _MINI_BYTES] for number in self._chain_of_mini(start))
        return self._cut(b"".join(pieces), size)

    def _chain_of_mini(self, start: int) -> Iterator[int]:
        return self._chain(start, self._mini_table)

    @staticmethod
    def _cut(data: bytes, size: int) -> bytes:
        if len(data) < size:
            raise _damaged()
        return data[:size]

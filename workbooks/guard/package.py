"""A zip package, inflated piece by piece with its own counting: declared sizes are not believed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from workbooks.guard import limits
from workbooks.guard.refusal import RefusedFileError

_CENTRAL_ENTRY = b"PK\x01\x02"
_LOCAL_ENTRY = b"PK\x03\x04"
_END = struct.Struct("<4s8xLL")
_END_MARK = b"PK\x05\x06"
_ZIP64 = 0xFFFFFFFF
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_PIECE = 64 * 1024
_CHUNK = 256 * 1024
_ENCRYPTED = 0x1


def part_name(entry_name: str) -> str:
    """How a part is looked up: case does not count, nor do backslashes that some programs write."""
    return entry_name.replace("\\", "/").lstrip("/").casefold()


class Package:
    """The entries of a zip file by part name.

    Args:
        content: the file's bytes.
        of_packages: whether the entries may be zip files themselves, whose directories then do not count.

    Raises:
        RefusedFileError: when the directory is damaged, too long, ambiguous, or declares too much.
    """

    def __init__(self, content: bytes, *, of_packages: bool = False) -> None:
        listed = self.entries_listed(content) if of_packages else content.count(_CENTRAL_ENTRY)
        if listed > limits.ENTRIES:
            raise RefusedFileError("zip_too_many_entries", limit=f"{limits.ENTRIES:,}")
        self._content = memoryview(content)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._unread: set[str] = set()
        for entry in self._directory(content):
            name = part_name(entry.filename)
            if name in self._entries:
                raise RefusedFileError("zip_duplicate_entry", part=entry.filename[:80])
            self._entries[name] = entry
        self._unread = set(self._entries)
        if sum(entry.file_size for entry in self._entries.values()) > limits.UNPACKED_BYTES:
            raise RefusedFileError("zip_too_large_unpacked", limit=f"{limits.UNPACKED_BYTES // limits.MEBIBYTE} MB")

    @staticmethod
    def entries_listed(content: bytes) -> int:
        """How many entries the directory at the end lists, counted there and not as declared."""
        end = content.rfind(_END_MARK)
        if end < 0 or len(content) - end < _END.size:
            return 0
        _, size, _ = _END.unpack_from(content, end)
        start = 0 if size == _ZIP64 else max(end - size, 0)
        return content.count(_CENTRAL_ENTRY, start, end)

    @staticmethod
    def _directory(content: bytes) -> list[zipfile.ZipInfo]:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError) as error:
            raise RefusedFileError("zip_damaged") from error
        for entry in entries:
            if entry.flag_bits & _ENCRYPTED or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise RefusedFileError("zip_damaged")
        return [entry for entry in entries if not entry.is_dir()]

    def __contains__(self, name: str) -> bool:
        return part_name(name) in self._entries

    @property
    def names(self) -> frozenset[str]:
        """The part names: lower case, forward slashes, no leading slash."""
        return frozenset(self._entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The inflated part, at most 256 kB at a time.

        Raises:
            RefusedFileError: when there is no such part, it is damaged, or its size was a lie.
        """
        entry = self._entries.get(part_name(name))
        if entry is None:
            raise RefusedFileError("part_missing", part=name[:80])
        self._unread.discard(part_name(name))
        size, checksum = 0, 0
        for chunk in self._inflated(entry):
            size += len(chunk)
            if size > entry.file_size:
                raise RefusedFileError("zip_size_lies", part=entry.filename[:80])
            checksum = zlib.crc32(chunk, checksum)
            yield chunk
        if size != entry.file_size:
            raise RefusedFileError("zip_size_lies", part=entry.filename[:80])
        if checksum != entry.CRC:
            raise RefusedFileError("zip_damaged")

    def drain(self) -> None:
        """Inflate what nobody asked for (pictures, themes), so that every size has been checked."""
        for name in sorted(self._unread):
            for _ in self.chunks(name):
                pass

    def _inflated(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        raw = self._raw(entry)
        if entry.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(raw), _CHUNK):
                yield bytes(raw[start : start + _CHUNK])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for start in range(0, len(raw), _PIECE):
                pending: bytes | memoryview = raw[start : start + _PIECE]
                while pending:
                    yield inflater.decompress(pending, _CHUNK)
                    pending = inflater.unconsumed_tail
            while not inflater.eof and (rest := inflater.decompress(b"", _CHUNK)):
                yield rest
        except zlib.error as error:
            raise RefusedFileError("zip_damaged") from error
        if not inflater.eof:
            raise RefusedFileError("zip_damaged")

    def _raw(self, entry: zipfile.ZipInfo) -> memoryview:
        header = self._content[entry.header_offset : entry.header_offset + _LOCAL_HEADER.size]
        if entry.header_offset < 0 or len(header) < _LOCAL_HEADER.size:
            raise RefusedFileError("zip_damaged")
        signature, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        start = entry.header_offset + _LOCAL_HEADER.size + name_length + extra_length
        if signature != _LOCAL_ENTRY or start + entry.compress_size > len(self._content):
            raise RefusedFileError("zip_damaged")
        return self._content[start : start + entry.compress_size]

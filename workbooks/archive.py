"""Zip files of returns: looked through in memory, never unpacked to disk, no name in them believed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from indicators.problems import Problem
from workbooks.file_problems import file_problem
from workbooks.guard import limits
from workbooks.guard.package import Package, part_name
from workbooks.guard.refusal import RefusedFileError
from workbooks.numbers import without_invisible

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset({"[content_types].xml", "mimetype"})
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_SYSTEM_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_SYSTEM_FOLDER = "__MACOSX"
_LOCK_FILE = "~$"
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file in a zip: its content, or the problem why it is not read; neither where it is none of the sender's.

    `name` is the path in the zip as it may be shown: in the right encoding, without invisible signs.
    """

    name: str
    content: bytes | None = None
    problem: Problem | None = None


def packed(files: Iterable[tuple[str, bytes]], at: datetime) -> bytes:
    """A zip of named files, names in UTF-8 and said to be so; `at` is their time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            # Stored: workbooks are compressed already. zipfile marks names that are not plain ASCII as UTF-8.
            archive.writestr(entry, content)
    return target.getvalue()


def is_archive(content: bytes) -> bool:
    """Whether these bytes are a zip of files, and not a workbook or another document, which are zips as well."""
    if not content.startswith(_ZIP):
        return False
    try:
        entries = _directory(content)
    except RefusedFileError as refused:
        return refused.problem.code != "zip_damaged"
    return not _DOCUMENTS & {part_name(entry.filename) for entry in entries}


def archived_files(content: bytes) -> Iterator[ArchivedFile]:
    """The files of a zip, one after the other; what is wrong with one is said at it and does not touch the others.

    A zip that is itself refused (too large, too many entries, a password) gives one nameless file with the problem.
    """
    try:
        entries = _directory(content)
        package = Package(content, of_packages=True)
    except RefusedFileError as refused:
        yield ArchivedFile("", problem=refused.problem)
        return
    for entry in entries:
        if not entry.is_dir():
            yield _read(package, entry)


def _directory(content: bytes) -> list[zipfile.ZipInfo]:
    if len(content) > limits.FILE_BYTES:
        size = f"{len(content) / limits.MEBIBYTE:.1f} MB"
        raise RefusedFileError("file_too_large", limit=f"{limits.FILE_BYTES // limits.MEBIBYTE} MB", size=size)
    if Package.entries_listed(content) > limits.ENTRIES:
        raise RefusedFileError("zip_too_many_entries", limit=f"{limits.ENTRIES:,}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, NotImplementedError, OverflowError) as error:
        raise RefusedFileError("zip_damaged") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise RefusedFileError("archive_encrypted")
    if sum(not entry.is_dir() for entry in entries) > limits.ARCHIVED_FILES:
        raise RefusedFileError("archive_too_many_files", limit=f"{limits.ARCHIVED_FILES:,}")
    return entries


def _read(package: Package, entry: zipfile.ZipInfo) -> ArchivedFile:
    path = _path(entry)
    name = _shown(path)
    if _is_system_file(path):
        return ArchivedFile(name)
    if _leads_out(path):
        return ArchivedFile(name, problem=file_problem("archive_path_outside", path=name))
    if entry.file_size > limits.FILE_BYTES:
        size = f"{entry.file_size / limits.MEBIBYTE:.1f} MB"
        limit = f"{limits.FILE_BYTES // limits.MEBIBYTE} MB"
        return ArchivedFile(name, problem=file_problem("file_too_large", limit=limit, size=size))
    try:
        content = b"".join(package.chunks(entry.filename))
    except RefusedFileError as refused:
        return ArchivedFile(name, problem=refused.problem)
    if is_archive(content):
        return ArchivedFile(name, problem=file_problem("archive_nested"))
    return ArchivedFile(name, content)


def _path(entry: zipfile.ZipInfo) -> str:
    """The path in the encoding that it was written in: Chinese Windows writes GBK and does not say so."""
    if entry.flag_bits & _UTF8_NAMES:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _shown(path: str) -> str:
    plain = "".join(sign if sign.isprintable() else "?" for sign in without_invisible(path))
    return plain.replace("\\", "/").strip()[-_LONGEST_NAME:] or "?"


def _is_system_file(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    last = parts[-1] if parts else ""
    return _SYSTEM_FOLDER in parts or last.casefold() in _SYSTEM_FILES or last.startswith(_LOCK_FILE)


def _leads_out(path: str) -> bool:
    plain = path.replace("\\", "/")
    return plain.startswith("/") or plain[1:2] == ":" or ".." in plain.split("/")

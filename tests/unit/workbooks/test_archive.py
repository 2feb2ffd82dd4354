"""Zips of returns: what is in them is read in memory, whatever their names and sizes claim."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from datetime import UTC, datetime

import pytest

from tests.hostile_files import good_return, package
from workbooks.archive import archived_files, is_archive, packed
from workbooks.guard import limits

AT = datetime(2018, 10, 9, 9, 30, 12, tzinfo=UTC)
CODES = {"zip_damaged", "zip_size_lies", "zip_too_large_unpacked"}


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    return package(files, compression)


def codes(content: bytes) -> dict[str, str]:
    return {file.name: file.problem.code for file in archived_files(content) if file.problem is not None}


def with_raw_name(name: bytes) -> bytes:
    """A zip whose one entry has this name, without a word about its encoding."""
    stand_in = b"n" * len(name)
    content = zipped({stand_in.decode(): b"a,b\r\n"})
    return content.replace(stand_in, name)


def test_what_is_packed_comes_out_again_under_its_chinese_name():
    files = [("F01_中山区_2018-09.xlsx", good_return()), ("F01_a.xlsx", b"PK\x03\x04")]
    content = packed(files, AT)
    assert is_archive(content)
    assert [(file.name, file.content) for file in archived_files(content)] == files
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()[0].flag_bits & 0x800
        assert archive.infolist()[0].date_time == (2018, 10, 9, 9, 30, 12)


def test_workbooks_are_no_archives_and_neither_is_anything_else():
    assert not is_archive(good_return())
    assert not is_archive(b"")
    assert not is_archive(b"a,b")
    assert not is_archive(b"PK\x03\x04 and nothing more")
    assert not is_archive(zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b""}))


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_other_encodings_are_read_as_they_were_written(encoding):
    (file,) = archived_files(with_raw_name("报表_中山区.csv".encode(encoding)))
    assert file.name == "报表_中山区.csv"
    assert file.content == b"a,b\r\n"


@pytest.mark.parametrize("path", ["../F01.xlsx", "a/../../F01.xlsx", "/etc/F01.xlsx", "C:/F01.xlsx", "..\\F01.xlsx"])
def test_a_path_that_leads_out_is_not_read_and_the_others_are(path):
    content = zipped({path: good_return(), "b/F01.xlsx": good_return()})
    assert list(codes(content).values()) == ["archive_path_outside"]
    assert [file.name for file in archived_files(content) if file.content] == ["b/F01.xlsx"]


def test_a_zip_within_a_zip_is_not_opened():
    inner = zipped({"F01.xlsx": good_return()})
    assert codes(zipped({"inner.zip": inner, "F01.xlsx": good_return()})) == {"inner.zip": "archive_nested"}


def test_a_systems_own_files_are_passed_over_but_named():
    content = zipped({"__MACOSX/._F01.xlsx": b"x", "a/.DS_Store": b"x", "~$F01.xlsx": b"x", "Thumbs.db": b"x"})
    files = list(archived_files(content))
    assert len(files) == 4
    assert all(file.content is None and file.problem is None for file in files)


def test_a_bomb_is_refused_in_no_time():
    begun = time.monotonic()
    bomb = zipped({f"{n}.csv": b"0" * limits.FILE_BYTES for n in range(11)})
    made = time.monotonic() - begun
    begun = time.monotonic()
    assert codes(bomb) == {"": "zip_too_large_unpacked"}
    assert time.monotonic() - begun < max(1.0, made)


def test_one_file_too_large_is_said_at_that_file():
    content = zipped({"large.csv": b"0" * (limits.FILE_BYTES + 1), "a.csv": b"1"})
    assert codes(content) == {"large.csv": "file_too_large"}


def test_a_size_that_lies_or_bytes_that_were_damaged_are_said_at_that_file():
    content = bytearray(zipped({"a.csv": b"1" * 1000, "b.csv": b"2,3"}, zipfile.ZIP_STORED))
    content[content.index(b"1" * 1000) + 5] = ord("7")
    assert codes(bytes(content)) == {"a.csv": "zip_damaged"}
    lying = bytearray(zipped({"a.csv": b"1" * 1000, "b.csv": b"2,3"}))
    place = lying.index(b"PK\x01\x02") + 24
    lying[place : place + 4] = struct.pack("<L", 10)
    assert codes(bytes(lying)) == {"a.csv": "zip_size_lies"}
    assert [file.name for file in archived_files(bytes(lying)) if file.content] == ["b.csv"]


def test_too_many_files_are_refused():
    assert codes(zipped({f"{n}.csv": b"" for n in range(501)})) == {"": "archive_too_many_files"}
    assert codes(zipped({f"{n}.csv": b"" for n in range(2001)})) == {"": "zip_too_many_entries"}


def test_many_workbooks_are_not_mistaken_for_too_many_entries():
    many = packed([(f"{n}.xlsx", good_return()) for n in range(250)], AT)
    assert not codes(many)
    assert sum(file.content is not None for file in archived_files(many)) == 250


def test_a_password_is_named():
    content = bytearray(zipped({"a.csv": b"1"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert codes(bytes(content)) == {"": "archive_encrypted"}


def test_signs_that_hide_in_names_are_not_shown():
    content = zipped({"a\u202excod\x07.csv": b"1"})
    assert [file.name for file in archived_files(content)] == ["axcod?.csv"]


def test_the_directory_may_not_lie_about_its_length():
    content = zipped({"a.csv": b"1"})
    end = content.rindex(b"PK\x05\x06")
    longer = content[: end + 12] + struct.pack("<L", 0xFFFFFF) + content[end + 16 :]
    assert set(codes(longer).values()) <= CODES

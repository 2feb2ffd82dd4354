from __future__ import annotations

import pytest

from tests.hostile_files import good_return, package
from workbooks.guard import Format, inspect
from workbooks.guard.kinds import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le") + b"\0" * 64 for name in streams)


@pytest.mark.parametrize(
    ("content", "file_name", "kind"),
    [
        (b"", "a.xlsx", "file_empty"),
        (ole("Root Entry", "Workbook"), "a.xlsx", Format.XLS),
        (ole("_VBA_PROJECT_CUR", "Workbook"), "a.xls", "kind_macros"),
        (ole("Root Entry", "Book"), "a.xls", "kind_xls"),
        (ole("Root Entry", "Workbook"), "a.et", "kind_et"),
        (ole("Workbook", "ETExtData"), "a.xlsx", "kind_et"),
        (ole("Workbook", "ETExtData"), "a.xls", Format.XLS),
        (ole("EncryptedPackage"), "a.xlsx", "kind_encrypted"),
        (ole("WordDocument"), "a.xlsx", "kind_document"),
        (OLE + b"\0" * 100, "a.xls", "kind_unknown"),
        (b"\x09\x08\x10\x00", "a.xls", "kind_xls"),
        (b"%PDF-1.7", "a.xlsx", "kind_document"),
        (b"Rar!\x1a\x07\x00", "a.xlsx", "kind_archive"),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "kind_picture"),
        (b"<!DOCTYPE html><table>", "a.xls", "kind_html"),
        (b"\xef\xbb\xbf <HTML><body>", "a.xls", "kind_html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a.xls", "kind_xml"),
        (b"a,b\r\n1,2\r\n", "a.xlsx", Format.CSV),
        ("指标,数值\n".encode("gb18030"), "a.csv", Format.CSV),
        ("指标,数值\n".encode(), "a.csv", Format.CSV),
        ("指标,数值\n".encode("utf-16"), "a.csv", Format.CSV),
        (b"\x00\x01\x02\x03", "a.xlsx", "kind_unknown"),
        (b"a,\x00b", "a.csv", Format.CSV),
        (b"a\x01b", "a.csv", "kind_unknown"),
    ],
)
def test_a_file_is_named_for_what_it_is_not_for_its_extension(content, file_name, kind):
    assert kind_of(content, file_name) == kind


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}, "xml_malformed"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, "kind_document"),
        ({"报表.xlsx": b"PK"}, "kind_archive"),
        ({}, "kind_archive"),
    ],
)
def test_a_package_that_is_no_workbook_is_named(parts, kind):
    (problem,) = inspect(package(parts), "a.xlsx").problems
    assert problem.code == kind


def test_a_workbook_passes_whatever_it_is_called():
    assert inspect(good_return(), "报表.xls").safe

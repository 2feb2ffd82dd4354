from __future__ import annotations

from datetime import date

import pytest

from i18n.texts import texts
from indicators.errors import NotAllowedError
from indicators.observations import Basis
from services.returns.annotate_return import annotate_return
from services.returns.submit_return import Upload, check_return
from services.rights.actor import LOCAL_OPERATOR, NOBODY, Actor
from services.rights.roles import Grant, Role
from tests.annotating import FORM, comments
from tests.hostile_files import PLAN, filled
from tests.hostile_files import SEPTEMBER as MONTH
from workbooks.annotation.errors import NoAnnotatedCopyError
from workbooks.process import ReaderProcess

TODAY = date(2018, 10, 20)
ZH = texts("zh")


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as started:
        yield started


@pytest.fixture
def bad() -> bytes:
    return filled(changed={("01", Basis.CURRENT, MONTH): "十二家左右"})


def test_the_copy_shows_what_a_check_says_and_checking_it_says_the_same(database, reader, bad):
    upload = Upload("F01.xlsx", bad)
    copy = annotate_return(database, PLAN, LOCAL_OPERATOR, upload, TODAY, ZH, reader=reader)
    assert copy.verdict == check_return(database, PLAN, LOCAL_OPERATOR, upload, TODAY, reader=reader)
    again = check_return(database, PLAN, LOCAL_OPERATOR, Upload("F01.xlsx", copy.content), TODAY, reader=reader)
    assert again.problems == copy.verdict.problems
    assert "D9" in comments(copy.content, FORM)


def test_only_who_may_check_the_return_gets_a_copy(database, reader, bad):
    other = Actor("zhang", "张三", (Grant(Role.REPORTER, "210213"),))
    for actor in (NOBODY, other):
        with pytest.raises(NotAllowedError):
            annotate_return(database, PLAN, actor, Upload("a.xlsx", bad), TODAY, ZH, reader=reader)


def test_a_file_that_may_not_be_opened_has_none(database, reader):
    upload = Upload("a.xlsx", b"<html></html>")
    with pytest.raises(NoAnnotatedCopyError):
        annotate_return(database, PLAN, LOCAL_OPERATOR, upload, TODAY, ZH, reader=reader)


@pytest.mark.parametrize(
    ("uploaded", "given"),
    [
        ("F01_中山区_2018-09.xlsx", "F01_中山区_2018-09_审核标注.xlsx"),
        ("../../etc/a:b*.xlsx", "a-b_审核标注.xlsx"),
        ("C:\\temp\\报表.et", "报表_审核标注.xlsx"),
        ("a\u202excod.xlsx", "axcod_审核标注.xlsx"),
        ("\x00..", "return_审核标注.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 80 + "_审核标注.xlsx"),
    ],
)
def test_the_copys_name_is_safe_on_every_system(database, reader, bad, uploaded, given):
    copy = annotate_return(database, PLAN, LOCAL_OPERATOR, Upload(uploaded, bad), TODAY, ZH, reader=reader)
    assert copy.file_name == given

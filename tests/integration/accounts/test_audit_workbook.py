"""The audit trail as a workbook: rows that fit, in order, every text inert, the export itself noted."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from db.account_records import AuditEntry
from db.audit import AuditFilter
from i18n.texts import LANGUAGES, texts
from indicators.errors import NotAllowedError
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from services.upkeep.audit_workbook import audit_workbook
from tests.integration.accounts.conftest import NOW

AUDITOR = Actor("auditor", "审计员", (Grant(Role.AUDITOR),))
TRICKS = ("=1+1", "@SUM(A1)", "https://evil.example", "+5", "12")


ALL = AuditFilter()


def exported(database, wanted=ALL, language="zh"):
    book = load_workbook(io.BytesIO(audit_workbook(database, AUDITOR, wanted, texts(language))))
    return book.worksheets[0]


@pytest.fixture
def tricks(database):
    with database.transaction() as tx:
        for trick in TRICKS:
            tx.audit.append(AuditEntry("sign_in", f"account:{trick}", "failed", trick, None, trick), NOW)


@pytest.mark.usefixtures("tricks")
def test_rows_stand_in_order_and_every_text_is_text(database):
    sheet = exported(database)
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[0].value for row in rows] == [1, 2, 3, 4, 5]
    assert [row[2].value for row in rows] == list(TRICKS)
    assert {cell.data_type for row in rows for cell in row[1:] if cell.value is not None} == {"s"}
    assert not [cell for row in rows for cell in row if cell.hyperlink]


@pytest.mark.usefixtures("tricks")
def test_only_what_was_asked_for_is_exported(database):
    assert exported(database, AuditFilter(actor="+5")).max_row == 2


def test_empty_trail_is_an_empty_sheet(database):
    assert exported(database).max_row == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_are_in_the_language_of_who_asks(database, language):
    heads = [cell.value for cell in exported(database, language=language)[1]]
    assert heads[0] == texts(language)("audit.column.sequence")


def test_export_is_noted_with_how_much_it_was(database):
    exported(database)
    exported(database)
    with database.reading() as tx:
        told = [row.entry.detail for row in tx.audit.find(AuditFilter(actions=("export_audit",)))]
    assert told == ["1 xlsx", "0 xlsx"]


def test_who_is_no_auditor_gets_nothing(database):
    with pytest.raises(NotAllowedError):
        audit_workbook(database, Actor("li", "李", (Grant(Role.ADMINISTRATOR),)), AuditFilter(), texts("zh"))

"""A table of a unit's own: mapped once, recognised the next time, never guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete, update

from db.errors import PermanentRecordError
from db.tables_own_layouts import OWN_LAYOUTS
from indicators.errors import NotAllowedError, UnknownUnitError
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnState
from sample_data.bad.own_tables import layout, own_table, rows_of, workbook
from services.returns.own_layouts import open_table, save_layout, saved_layouts, try_layout
from services.returns.submit_return import Upload, check_return, submit_return
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from tests.hostile_files import PLAN, SEPTEMBER
from workbooks.process import ReaderProcess

TODAY = date(2018, 10, 20)
NOW = datetime(2018, 10, 8, 1, tzinfo=UTC)
OWN, OTHER = "210202", "210203"
REPORTER = Actor("wang", "王", (Grant(Role.REPORTER, OWN),))
BOTH = Actor("zhao", "赵", (Grant(Role.REPORTER, OWN), Grant(Role.REPORTER, OTHER)))


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as started:
        yield started


@pytest.fixture
def check(database, reader):
    def checked(content, by=REPORTER, **more):
        upload = Upload(more.pop("name", "本区.xlsx"), content, **more)
        return check_return(database, PLAN, by, upload, TODAY, reader=reader)

    return checked


def codes(problems):
    return [problem.code for problem in problems]


def test_without_a_mapping_it_is_no_form_of_ours(check):
    assert codes(check(own_table()).problems) == ["form_unknown"]


def test_once_mapped_it_is_recognised_and_said_so(database, check):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    verdict = check(own_table())
    assert (verdict.key.form, verdict.key.unit, verdict.key.period) == ("F01", OWN, SEPTEMBER)
    assert verdict.accepted
    used = verdict.notes[0]
    assert (used.code, used.params["version"], used.params["by"]) == ("own_layout_used", "1", "wang")


def test_its_figures_lead_to_the_cells_of_the_unit_s_own_file(database, reader):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    content = own_table()
    boss = Actor("li", "李", (Grant(Role.REVIEWER),))
    receipt = submit_return(database, PLAN, REPORTER, Upload("本区.xlsx", content), NOW, reader=reader, approver=boss)
    assert receipt.submission.state is ReturnState.APPROVED
    with database.reading() as tx:
        (traced,) = tx.observations.traced(PLAN.head.id, [("03", SEPTEMBER)])
        assert tx.files.get(traced.submission.sha256) == content
    assert (traced.figure.sheet, traced.figure.cell, traced.figure.typed) == ("科技统计", "C7", "128709")
    assert f"{traced.figure.observation.value:f}" == "12.87"
    assert traced.figure.observation.basis is Basis.CURRENT


def test_next_month_the_same_table_is_known_by_its_heads_and_tells_its_period(database, check):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    verdict = check(own_table(title="中山区2018年1-8月科技统计表"))
    assert verdict.key.period == Period.month(2018, 8)


def test_changed_heads_are_asked_about_and_nothing_is_applied(database, check):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    verdict = check(own_table(heads=("序号", "项目", "上年同期", "本月累计", "备注")))
    assert codes(verdict.problems) == ["form_unknown"]
    assert codes(verdict.notes) == ["own_layout_differs"]


def test_a_period_that_is_not_told_is_asked_for(database, check):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    silent = own_table(title="科技统计表")
    assert codes(check(silent).problems) == ["own_period_unknown"]
    assert check(silent, as_unit=OWN, as_period=SEPTEMBER).accepted
    assert codes(check(silent, as_period=Period.quarter(2018, 3)).problems) == ["own_period_unknown"]


def test_two_units_with_the_same_table_are_asked_about(database, check):
    for unit in (OWN, OTHER):
        save_layout(database, PLAN, BOTH, replace(layout(), unit=unit), NOW)
    assert codes(check(own_table(), by=BOTH).problems) == ["own_layout_several"]
    assert check(own_table(), by=BOTH, as_unit=OTHER).key.unit == OTHER
    assert check(own_table(), by=REPORTER).key.unit == OWN


def test_other_sheets_are_named_and_other_formats_are_mapped_too(database, check):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    book = workbook(("底稿", [["草稿"]]), ("科技统计", rows_of()))
    verdict = check(book)
    assert verdict.accepted
    assert verdict.notes[0].params["others"] == "底稿"
    text = "\r\n".join(",".join(map(str, [*row, *[""] * (5 - len(row))])) for row in rows_of()).encode("gb18030")
    found = check(text, name="本区.csv")
    assert found.accepted
    assert {figure.sheet for figure in found.figures} == {"CSV"}


def test_each_saving_is_a_version_and_all_are_kept(database, check):
    first = save_layout(database, PLAN, REPORTER, layout(), NOW)
    second = save_layout(database, PLAN, REPORTER, replace(layout(), period_cell=None), NOW)
    assert (first.version, second.version) == (1, 2)
    assert codes(check(own_table()).problems) == ["own_period_unknown"]
    with database.reading() as tx:
        history = tx.own_layouts.history(PLAN.head.id, "F01", OWN)
        trail = [row.entry for row in tx.audit.rows() if row.entry.action == "map_layout"]
    assert [each.layout.period_cell for each in history] == ["A1", None]
    assert [(entry.object, entry.detail) for entry in trail] == [
        ("layout:dalian-2018/F01/210202", "#1"),
        ("layout:dalian-2018/F01/210202", "#2"),
    ]
    assert trail[1].before == trail[0].after
    assert [each.version for each in saved_layouts(database, PLAN, REPORTER)] == [2]


@pytest.mark.parametrize("change", [delete(OWN_LAYOUTS), update(OWN_LAYOUTS).values(version=9)])
def test_a_kept_mapping_can_neither_be_changed_nor_deleted(database, change):
    save_layout(database, PLAN, REPORTER, layout(), NOW)
    with pytest.raises(PermanentRecordError), database.transaction() as tx:
        tx.facts._connection.execute(change)


def test_nobody_maps_for_a_unit_that_is_not_theirs(database, check):
    with pytest.raises(NotAllowedError):
        save_layout(database, PLAN, REPORTER, replace(layout(), unit=OTHER), NOW)
    with pytest.raises(UnknownUnitError):
        save_layout(database, PLAN, LOCAL_OPERATOR, replace(layout(), unit="DL-KJJ"), NOW)
    save_layout(database, PLAN, BOTH, replace(layout(), unit=OTHER), NOW)
    assert saved_layouts(database, PLAN, REPORTER) == ()
    assert codes(check(own_table()).problems) == ["form_unknown"]


def test_a_mapping_is_tried_before_it_is_kept(database, reader):
    upload = Upload("本区.xlsx", own_table())
    (sheet,) = open_table(database, PLAN, REPORTER, upload, reader=reader)
    found = try_layout(database, PLAN, REPORTER, upload, sheet, replace(layout(), fingerprint=""), SEPTEMBER, TODAY)
    assert found.layout == layout()
    assert found.verdict.accepted
    with database.reading() as tx:
        assert tx.own_layouts.in_force(PLAN.head.id) == ()
    assert open_table(database, PLAN, REPORTER, Upload("a.xlsx", b"%PDF-1.7"), reader=reader) == ()


def test_a_fault_in_it_is_marked_in_the_unit_s_own_file(database, check, reader):
    from i18n.texts import texts
    from services.returns.annotate_return import annotate_return
    from tests.annotating import comments

    save_layout(database, PLAN, REPORTER, layout(), NOW)
    upload = Upload("本区.xlsx", own_table({("08", "C"): "见附件"}))
    copy = annotate_return(database, PLAN, REPORTER, upload, TODAY, texts("zh"), reader=reader)
    assert "C12" in comments(copy.content, "科技统计")
    assert codes(check(copy.content).problems) == ["cell_not_number"]

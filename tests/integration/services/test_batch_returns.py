"""Many files at once: one verdict each, one transaction each, and none spoils the others."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from i18n.texts import texts
from indicators.errors import NotAllowedError, UnknownPeriodError
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnState
from services.returns.all_forms import all_forms, forms_due
from services.returns.batch_returns import Outcome, arrivals, check_returns, submit_returns
from services.returns.submit_return import Upload, submit_return
from services.rights.access_errors import NotOfYourUnitsError
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from tests.hostile_files import PLAN, plausible
from workbooks.archive import packed
from workbooks.layout import places_of
from workbooks.process import ReaderProcess
from workbooks.template import References, write_form

TODAY = date(2018, 10, 20)
NOW = datetime(2018, 10, 8, 1, tzinfo=UTC)
SEPTEMBER = Period.month(2018, 9)
ZH = texts("zh")


@pytest.fixture(scope="module")
def reader():
    with ReaderProcess() as started:
        yield started


def form_of(unit: str, changed: dict[str, str] | None = None) -> bytes:
    values = {
        **plausible("F01", SEPTEMBER),
        ("06", Basis.CURRENT, SEPTEMBER): "1.08",
        ("05", Basis.CURRENT, SEPTEMBER): "1",
    }
    values.update({(code, Basis.CURRENT, SEPTEMBER): typed for code, typed in (changed or {}).items()})
    form = PLAN.form("F01")
    return write_form(PLAN, form, PLAN.unit(unit), SEPTEMBER, References(), ZH, values=values)


def reporter(*units: str) -> Actor:
    return Actor("wang", "王", tuple(Grant(Role.REPORTER, unit) for unit in units))


def checked(database, actor, uploads, reader, told=None):
    return check_returns(database, PLAN, actor, list(arrivals(uploads)), TODAY, reader=reader, told=told)


def test_each_file_of_a_mixed_upload_gets_its_own_verdict(database, reader):
    submit_return(database, PLAN, LOCAL_OPERATOR, Upload("s.xlsx", form_of("西岗区")), NOW, reader=reader)
    zipped = packed(
        [
            ("好.xlsx", form_of("中山区")),
            ("sub/坏.xlsx", form_of("甘井子区", {"08": "见附件"})),
            ("问.xlsx", form_of("旅顺口区", {"07": "不适用"})),
            ("同.xlsx", form_of("西岗区")),
            ("说明.txt", "说明".encode()),
            (".DS_Store", b"x"),
        ],
        NOW,
    )
    told = []
    found = checked(
        database,
        LOCAL_OPERATOR,
        [Upload("区县.zip", zipped), Upload("另.xlsx", b"%PDF-1.7")],
        reader,
        told=lambda *at: told.append(at),
    )
    assert {each.arrived.name: each.outcome for each in found} == {
        "区县.zip/好.xlsx": Outcome.ACCEPTED,
        "区县.zip/sub/坏.xlsx": Outcome.HARD,
        "区县.zip/问.xlsx": Outcome.SOFT,
        "区县.zip/同.xlsx": Outcome.SAME,
        "区县.zip/说明.txt": Outcome.UNRECOGNISED,
        "区县.zip/.DS_Store": Outcome.SKIPPED,
        "另.xlsx": Outcome.UNRECOGNISED,
    }
    assert told[-1] == (7, 7)


def test_what_is_ready_is_submitted_together_and_the_rest_stays_out(database, reader):
    uploads = [Upload(f"{unit}.xlsx", form_of(unit)) for unit in ("中山区", "西岗区")]
    uploads.append(Upload("坏.xlsx", form_of("甘井子区", {"08": "见附件"})))
    found = checked(database, LOCAL_OPERATOR, uploads, reader)
    done = submit_returns(database, PLAN, LOCAL_OPERATOR, [each for each in found if each.ready], NOW, reader=reader)
    assert [each.receipt.submission.state for each in done] == [ReturnState.SUBMITTED] * 2
    with database.reading() as tx:
        assert {each.file_name for each in tx.submissions.listing(PLAN.head.id)} == {"中山区.xlsx", "西岗区.xlsx"}
    again = checked(database, LOCAL_OPERATOR, uploads[:2], reader)
    assert [each.outcome for each in again] == [Outcome.SAME] * 2


def test_another_units_file_is_refused_alone_and_the_denial_is_kept(database, reader):
    own, other = PLAN.unit("中山区").code, PLAN.unit("西岗区").code
    uploads = [Upload("a.xlsx", form_of(other)), Upload("b.xlsx", form_of(own))]
    found = checked(database, reporter(own), uploads, reader)
    assert [each.outcome for each in found] == [Outcome.FAILED, Outcome.ACCEPTED]
    done = submit_returns(database, PLAN, reporter(own), found, NOW, reader=reader)
    assert isinstance(done[0].error, NotOfYourUnitsError)
    assert "请由该单位上传" in texts("zh").error(done[0].error)
    assert done[1].receipt is not None


def test_two_files_of_one_return_are_not_sent_together(database, reader):
    uploads = [Upload("a.xlsx", form_of("中山区")), Upload("b.xlsx", form_of("中山区", {"01": "99"}))]
    found = checked(database, LOCAL_OPERATOR, uploads, reader)
    assert [each.outcome for each in found] == [Outcome.TWIN, Outcome.TWIN]
    assert not any(each.ready for each in found)


def test_who_was_overtaken_between_check_and_submission_keeps_a_draft(database, reader):
    found = checked(database, LOCAL_OPERATOR, [Upload("a.xlsx", form_of("中山区"))], reader)
    submit_return(database, PLAN, LOCAL_OPERATOR, Upload("b.xlsx", form_of("中山区", {"01": "99"})), NOW, reader=reader)
    (done,) = submit_returns(database, PLAN, LOCAL_OPERATOR, found, NOW, reader=reader)
    assert done.receipt.submission.state is ReturnState.DRAFT


def test_an_approved_return_is_accepted_but_barred(database, reader):
    boss = Actor("li", "李", (Grant(Role.REVIEWER),))
    submit_return(
        database, PLAN, LOCAL_OPERATOR, Upload("a.xlsx", form_of("中山区")), NOW, reader=reader, approver=boss
    )
    (found,) = checked(database, LOCAL_OPERATOR, [Upload("b.xlsx", form_of("中山区", {"01": "99"}))], reader)
    assert found.outcome is Outcome.BARRED


def test_all_forms_of_a_period_come_in_one_zip_with_earlier_figures(database, approve):
    approve("F01", "210202", "2018-08", {"01": 5})
    told = []
    file = all_forms(
        database, PLAN, LOCAL_OPERATOR, SEPTEMBER, ZH, NOW, told=lambda done, total: told.append((done, total))
    )
    assert file.file_name == "2018-09报表.zip"
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        first = archive.read("F01_中山区_2018-09.xlsx")
    expected = {
        f"{form.code}_{unit.name}_2018-09.xlsx" for form in forms_due(PLAN, SEPTEMBER) for unit in PLAN.reporters(form)
    }
    assert set(names) == expected
    assert len(names) == len(expected)
    assert told[-1] == (len(names), len(names))
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(first)).worksheets[0]
    assert sheet["H9"].value == 5
    assert sheet[places_of(PLAN.form("F01")).unit].value == "填报单位：中山区"


def test_a_reporter_gets_only_their_own_units_forms_and_it_is_kept(database):
    file = all_forms(database, PLAN, reporter("210202"), SEPTEMBER, ZH, NOW)
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        assert all("中山区" in name for name in archive.namelist())
    with database.reading() as tx:
        entry = list(tx.audit.rows())[-1].entry
    assert (entry.action, entry.object, entry.actor) == ("download_form", "forms:dalian-2018/2018-09", "wang")
    with pytest.raises(NotAllowedError):
        all_forms(database, PLAN, Actor("x", "x", (Grant(Role.VIEWER),)), SEPTEMBER, ZH, NOW)


def test_forms_fit_their_periods():
    codes = {form.code for form in forms_due(PLAN, Period.whole_year(2017))}
    assert {"F01H", "F02"} <= codes
    assert "F01" in {form.code for form in forms_due(PLAN, SEPTEMBER)}
    assert not forms_due(PLAN, Period.month(2019, 1))
    assert not forms_due(PLAN, Period.month(2017, 9))
    assert "F01H" not in {form.code for form in forms_due(PLAN, Period.whole_year(2018))}


def test_a_period_without_forms_is_unknown(database):
    with pytest.raises(UnknownPeriodError):
        all_forms(database, PLAN, LOCAL_OPERATOR, Period.month(2019, 1), ZH, NOW)

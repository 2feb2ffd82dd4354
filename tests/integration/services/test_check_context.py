"""What a return is checked against beyond its own sheet, from what is approved of this and other units."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Bilingual, CheckRule, Plan, ScopeChange
from indicators.relations import parse
from indicators.returns import ReturnKey
from services.checks.check_context import check_context
from services.returns.submit_return import Upload, check_return, submit_return
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from workbooks.process import ReaderProcess
from workbooks.template import References, write_form

KEY = ReturnKey("F01", "210202", Period.parse("2018-09"))
REPORTER = Actor("li", "li", (Grant(Role.REPORTER),))
REVIEWER = Actor("wang", "wang", (Grant(Role.REVIEWER),))
NOW = datetime(2018, 10, 8, 2, tzinfo=UTC)
CITY = ReturnKey("F02", "DL-TJJ", Period.parse("2018-Q3"))


def reference(relation: str):
    return next(each for each in parse(relation).references if not each.is_own)


@pytest.fixture
def elsewhere(database, plan):
    def found(relation: str, key: ReturnKey = KEY, plan: Plan = plan) -> Decimal | None:
        rule = CheckRule.model_validate(
            {
                "code": "X01",
                "form": key.form,
                "severity": "soft",
                "relation": relation,
                "name": {"zh": "试", "en": "Trial"},
            }
        )
        asking = plan.model_copy(update={"checks": (rule,)})
        with database.reading() as tx:
            return check_context(tx, asking, key).elsewhere.get(reference(relation))

    return found


@pytest.fixture
def asking_across(plan) -> Plan:
    """The plan with a change of what 西岗区 reports as 09 from September on."""
    text = Bilingual(zh="改按认定登记日期统计。", en="Now counted by date of registration.")
    change = ScopeChange(code="by-date", variable="09", unit="210203", since="2018-09", text=text)
    return plan.model_copy(update={"scope_changes": (change,)})


def test_sum_of_the_other_units_is_known_when_all_of_them_are_approved(all_report, approve, elsewhere):
    all_report("2018-09", {"09": 2}, but=("210202", "210203"))
    assert elsewhere("09≤全市09") is None
    approve("F01", "210203", "2018-09", {"09": 5})
    assert elsewhere("09≤全市09") == 11 * 2 + 5
    approve("F01", "210202", "2018-09", {"09": 1000})
    assert elsewhere("09≤全市09") == 11 * 2 + 5


def test_sum_may_be_of_last_year_or_of_the_period_before(all_report, elsewhere):
    all_report("2017-09", {"09": 2})
    all_report("2018-08", {"09": 3})
    assert elsewhere("09≤上年全市09") == 24
    assert elsewhere("09≤上期全市09") == 36


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


def workbook(plan: Plan, unit: str, period: str, told: dict[str, str]) -> Upload:
    """F01 of a unit as somebody fills it in: 不适用, with the reason, where nothing is told."""
    at, form = Period.parse(period), plan.form("F01")
    asked = form.variables
    values = {(code, basis, at): "不适用" for code in asked for basis in Basis}
    values |= {(code, Basis.CURRENT, at): typed for code, typed in told.items()}
    why = dict.fromkeys(asked, "该区没有此项业务")
    content = write_form(plan, form, plan.unit(unit), at, References(), texts("zh"), values=values, explanations=why)
    return Upload(f"{unit}.xlsx", content, why)


def test_a_unit_that_says_not_applicable_is_not_waited_for(database, plan, approve, all_report, elsewhere, reader):
    for period in ("2017-09", "2018-09"):
        all_report(period, {"04": 100, "09": 2}, but=("DL-GX",))
        assert elsewhere("04≤全市04", ReturnKey("F01", "210202", Period.parse(period))) is None
        upload = workbook(plan, "DL-GX", period, {"01": "1"})
        receipt = submit_return(database, plan, REPORTER, upload, NOW, reader=reader, approver=REVIEWER)
        assert receipt.submission is not None, receipt.verdict.problems
    assert elsewhere("04≤全市04") == 11 * 100
    assert elsewhere("04≤上年全市04") == 11 * 100
    assert elsewhere("21≥全市F01.09", CITY) == 12 * 2
    found = check_return(
        database, plan, REPORTER, workbook(plan, "210202", "2018-09", {"04": "900"}), NOW.date(), reader=reader
    )
    assert "W04" in {problem.params.get("rule") for problem in found.problems}


def test_where_it_applies_to_nobody_there_is_no_sum(database, plan, elsewhere, reader):
    for unit in plan.reporters(plan.form("F01")):
        upload = workbook(plan, unit.code, "2018-09", {})
        receipt = submit_return(database, plan, REPORTER, upload, NOW, reader=reader, approver=REVIEWER)
        assert receipt.submission is not None, receipt.verdict.problems
    assert elsewhere("21≥全市F01.09", CITY) is None
    assert elsewhere("04≤全市04") == 0


def test_another_form_s_only_reporter_speaks_for_the_quarter_that_ends_with_the_month(approve, elsewhere):
    approve("F02", "DL-TJJ", "2018-Q3", {"21": 5700})
    approve("F02", "DL-TJJ", "2018-Q2", {"21": 3600})
    assert elsewhere("09≤F02.21") == 5700
    assert elsewhere("09≤上期F02.21") == 3600
    assert elsewhere("09≤F02.21", ReturnKey("F01", "210202", Period.parse("2018-08"))) is None
    assert elsewhere("09≤上年F02.21") is None


def test_the_unit_s_own_value_stands_on_its_other_form(approve, elsewhere):
    approve("F01H", "210202", "2018-09", {"03": 7})
    approve("F01H", "210203", "2018-09", {"03": 9})
    assert elsewhere("03=F01H.03") == 7


def test_city_form_may_ask_for_the_sum_of_all_units_of_another_form(all_report, approve, elsewhere):
    all_report("2018-09", {"09": 2})
    assert elsewhere("21≥全市F01.09", CITY) == 26


def test_growths_are_gathered_where_a_rule_judges_them(database, plan, approve):
    for month in range(1, 10):
        approve("F01", "210202", f"2016-{month:02d}", {"02": 100, "07": 1})
        approve("F01", "210202", f"2017-{month:02d}", {"02": 100 + month, "07": 2})
    with database.reading() as tx:
        context = check_context(tx, plan, KEY)
    assert context.growths["02"] == tuple(range(1, 10))
    assert "07" not in context.growths


def test_a_unit_whose_scope_changed_enters_a_sum_of_last_year_only_as_restated(
    database, plan, all_report, approve, elsewhere, asking_across
):
    all_report("2017-09", {"09": 2})
    all_report("2018-08", {"09": 3})
    assert elsewhere("09≤上年全市09", plan=asking_across) is None
    assert elsewhere("09≤上期全市09", plan=asking_across) is None
    approve("F01", "210203", "2018-09", {"09": 5}, restated={"09": 4})
    assert elsewhere("09≤上年全市09", plan=asking_across) == 11 * 2 + 4
    assert elsewhere("09≤上年全市09") == 24


def test_past_growths_pass_over_a_change_of_scope(database, plan, approve, asking_across):
    for month in range(1, 9):
        approve("F01", "210203", f"2017-{month:02d}", {"02": 100, "09": 1})
        approve("F01", "210203", f"2018-{month:02d}", {"02": 101, "09": 2})
    earlier = asking_across.scope_changes[0].model_copy(update={"since": "2018-03"})
    broken = asking_across.model_copy(update={"scope_changes": (earlier,)})
    with database.reading() as tx:
        growths = check_context(tx, broken, ReturnKey("F01", "210203", KEY.period)).growths
    assert growths["09"] == (100, 100)
    assert growths["02"] == (1,) * 8

"""What a return is checked against beyond its own sheet, from what is approved of this and other units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.periods import Period
from indicators.plan import Bilingual, CheckRule, Plan, ScopeChange
from indicators.relations import parse
from indicators.returns import ReturnKey
from services.check_context import check_context

KEY = ReturnKey("F01", "210202", Period.parse("2018-09"))
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

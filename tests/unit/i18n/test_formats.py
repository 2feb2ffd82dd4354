from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.errors import UnknownUnitError
from indicators.periods import Period
from indicators.plan import Bilingual
from indicators.problems import Problem, Severity

zh, en = texts("zh"), texts("en")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "−1"),
        ("2.345", 2, "2.35"),
        ("1234567.8", 1, "1,234,567.8"),
        ("-1234.565", 2, "−1,234.57"),
        ("0", 1, "0.0"),
        ("-0.04", 1, "0.0"),
    ],
)
def test_numbers_round_half_up_with_separators_and_a_true_minus(value, decimals, written):
    assert zh.number(Decimal(value), decimals) == written


def test_a_missing_number_is_a_dash_and_never_zero():
    assert zh.number(None, 1) == "—"
    assert zh.signed(None, 1) == "—"


@pytest.mark.parametrize(("value", "written"), [("1.5", "+1.5"), ("-1.5", "−1.5"), ("0", "0.0"), ("0.04", "0.0")])
def test_signed_numbers_show_a_plus_only_on_visible_gains(value, written):
    assert en.signed(Decimal(value), 1) == written


@pytest.mark.parametrize(("value", "written"), [("65", "65"), ("3.20", "3.2"), ("10000", "10,000"), ("1E+2", "100")])
def test_plain_numbers_keep_all_digits_and_no_trailing_zeros(value, written):
    assert zh.plain(Decimal(value)) == written


@pytest.mark.parametrize(
    ("period", "chinese", "english", "to_date"),
    [
        ("2018-09", "2018年9月", "Sep 2018", "2018年1—9月"),
        ("2018-01", "2018年1月", "Jan 2018", "2018年1月"),
        ("2018-Q3", "2018年三季度", "Q3 2018", "2018年1—9月"),
        ("2018", "2018年", "2018", "2018年"),
    ],
)
def test_periods_are_written_as_each_language_writes_them(period, chinese, english, to_date):
    asked = Period.parse(period)
    assert zh.period(asked) == chinese
    assert en.period(asked) == english
    assert zh.to_date(asked) == to_date


def test_english_periods_to_date_name_both_ends():
    assert en.to_date(Period.parse("2018-09")) == "Jan–Sep 2018"


def test_months_days_and_moments_follow_the_language_and_the_plans_clock():
    assert (zh.month_label(9), en.month_label(9)) == ("9月", "Sep")
    assert (zh.date(date(2018, 9, 30)), en.date(date(2018, 9, 30))) == ("2018年9月30日", "30 Sep 2018")
    assert zh.moment(datetime(2018, 10, 8, 1, 14, tzinfo=UTC)) == "2018年10月8日 09:14"


def test_names_of_the_plan_follow_the_language():
    name = Bilingual(zh="目标", en="Target")
    assert (zh.name(name), en.name(name)) == ("目标", "Target")


def test_a_problem_says_what_is_wrong_and_what_to_do():
    said = zh.problem(Problem("period_not_begun", Severity.HARD, params={"period": "2018-12"}))
    assert "2018-12" in said.what
    assert said.todo


def test_an_error_says_what_it_is_about():
    assert "不存在区" in zh.error(UnknownUnitError(unit="不存在区"))
    assert "Nowhere" in en.error(UnknownUnitError(unit="Nowhere"))


def test_an_unknown_key_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        zh("errors.no_such_key")


def test_an_unknown_language_is_a_fault_of_the_program():
    with pytest.raises(KeyError):
        texts("fr")

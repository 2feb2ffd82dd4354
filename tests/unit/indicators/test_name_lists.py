"""How long a certificate is valid, what a list counts to, and by what its rows are known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indicators.name_lists import (
    NameList,
    entry_key,
    is_known,
    is_valid,
    last_expired,
    listed_counts,
    row_keys,
    with_explanations,
    years_later,
)
from indicators.periods import Period
from indicators.plan_lists import ListField
from tests.unit.indicators.listing import ANEW, F04, FIRMS, INSTITUTIONS, NEW, SEPTEMBER, code, firms

days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("issued", "on", "valid"),
    [
        ("2015-09-14", "2015-09-13", False),
        ("2015-09-14", "2015-09-14", True),
        ("2015-09-14", "2018-09-13", True),
        ("2015-09-14", "2018-09-14", False),
        ("2016-02-29", "2019-02-28", True),
        ("2016-02-29", "2019-03-01", False),
    ],
)
def test_a_certificate_is_valid_for_three_years_from_its_day_of_issue(issued: str, on: str, valid: bool):
    assert is_valid(date.fromisoformat(issued), date.fromisoformat(on), 3) is valid


def test_what_never_ends_is_valid_from_its_day_on():
    assert is_valid(date(1990, 1, 1), date(2018, 9, 30), None)
    assert not is_valid(date(2018, 10, 1), date(2018, 9, 30), None)


@given(days, st.integers(1, 9))
def test_the_day_before_the_anniversary_is_the_last_valid_one(issued: date, years: int):
    end = years_later(issued, years)
    assert is_valid(issued, end - timedelta(days=1), years)
    assert not is_valid(issued, end, years)


def test_new_firms_and_valid_ones_are_counted_and_renewals_are_not_new():
    listed = firms(
        (1, "2018-03-01", NEW),
        (2, "2018-09-30", NEW),
        (3, "2018-10-01", NEW),
        (4, "2018-05-02", ANEW),
        (5, "2017-12-31", NEW),
        (6, "2015-09-30", NEW),
        (7, "2015-10-01", ANEW),
        (8, "", NEW),
    )
    counted = listed_counts(FIRMS, listed, SEPTEMBER)
    assert counted == {"01": Decimal(2), "10": Decimal(5)}


def test_institutions_set_up_this_year_are_counted_whatever_their_kind():
    rows = [(1, "2018-01-01", "重点实验室"), (2, "2018-09-01", "其他"), (3, "2017-01-01", "其他")]
    assert listed_counts(INSTITUTIONS, firms(*rows), SEPTEMBER) == {"07": Decimal(2)}


def test_an_empty_list_counts_to_zero():
    assert listed_counts(FIRMS, NameList("F04"), SEPTEMBER) == {"01": 0, "10": 0}


def test_firms_are_known_by_their_code_institutions_also_by_their_name():
    listed = firms((1, "2018-01-01", NEW))
    assert list(row_keys(listed, FIRMS)) == [code(1)]
    assert list(row_keys(listed, INSTITUTIONS)) == [(code(1), "示例1有限公司")]
    assert is_known(code(1))
    assert not is_known("")
    assert is_known((code(1), "a"))
    assert not is_known((code(1), ""))


def test_a_list_without_a_column_has_blanks_there():
    assert firms((1, "2018-01-01", NEW)).texts(ListField.HOST) == [""]


def test_explanations_given_beside_fill_what_is_blank_in_the_list():
    listed = firms((1, "2018-01-01", NEW), (2, "2018-01-02", NEW), notes={10: "已有"})
    given = {
        "F04!C10": "不换",
        "F04!E11": " 已核实 ",
        "F04!C7": "整表",
        "F05!C11": "别表",
        "F04!A99": "无此行",
        "F04!C11": "",
    }
    told = with_explanations(listed, given)
    assert told.notes == {10: "已有", 11: "已核实"}
    assert told.explanation == "整表"
    assert with_explanations(replace(listed, explanation="原有"), given).explanation == "原有"


def test_a_form_is_not_reported_for_periods_before_its_first_or_of_another_length():
    asked = [Period.parse(text) for text in ("2018-07", "2018-08", "2018-12", "2018")]
    assert [F04.is_reported_for(period) for period in asked] == [False, True, True, False]


@given(st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.integers(1, 10), st.integers(-400, 400))
@example(date(2019, 3, 1), 3, 0)
@example(date(2020, 2, 29), 3, 0)
@example(date(2020, 2, 29), 4, 0)
def test_what_was_issued_after_the_last_expired_day_is_valid_and_nothing_before(on: date, years: int, apart: int):
    last = last_expired(on, years)
    issued = last + timedelta(days=apart)
    assert is_valid(issued, on, years) is (last < issued <= on)


def test_one_row_is_known_by_the_same_key_as_in_its_list():
    listed = firms((1, "2018-03-01", NEW), (2, "2017-05-06", ANEW))
    for description in (FIRMS, INSTITUTIONS):
        assert [entry_key(each, description) for each in listed.entries(range(2))] == list(
            row_keys(listed, description)
        )

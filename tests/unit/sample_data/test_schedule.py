from collections import Counter
from datetime import date

import pytest

from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey
from sample_data.parts import Decision
from sample_data.schedule import TODAY, sample_returns
from sample_data.simulation import simulate


@pytest.fixture(scope="module", params=["october", "year-end"])
def scenario(request):
    return request.param


@pytest.fixture(scope="module")
def returns(scenario):
    return sample_returns(registry.load_builtin(), simulate(), scenario)


def test_returns_come_in_time_order_and_before_today(returns, scenario):
    moments = [one.submitted_at for one in returns]
    assert moments == sorted(moments)
    assert moments[-1].date() <= TODAY[scenario]
    assert all(moment.utcoffset().total_seconds() == 8 * 3600 for moment in moments)


def test_returns_come_in_on_working_days(returns):
    assert {one.submitted_at.weekday() for one in returns} <= {0, 1, 2, 3, 4}


def test_monthly_returns_keep_their_deadline(returns):
    form = registry.load_builtin().form("F01")
    first = {}
    for one in returns:
        if one.key.form == form.code:
            first.setdefault(one.key, one.submitted_at.date())
    for key, day in first.items():
        due = key.period.next
        assert day <= date(due.year, due.number, form.deadline.day)


def test_each_unit_brings_a_historical_workbook_for_each_earlier_year(returns):
    counted = Counter(one.key.period.year for one in returns if one.key.form == "F01H")
    assert counted == {2015: 13, 2016: 13, 2017: 13}


def test_every_month_is_complete_but_october_in_october(returns, scenario):
    units = Counter()
    for key in {one.key for one in returns if one.key.form == "F01"}:
        units[key.period.number] += 1
    complete = range(1, 10) if scenario == "october" else range(1, 13)
    expected = dict.fromkeys(complete, 13) | ({10: 7} if scenario == "october" else {})
    assert units == expected


def test_in_october_some_returns_wait_and_one_was_sent_back(returns, scenario):
    october = [one for one in returns if str(one.key.period) == "2018-10"]
    decisions = Counter(one.decision for one in october if one.key.form == "F01")
    assert decisions == (
        {Decision.APPROVED: 3, Decision.WAITING: 3, Decision.RETURNED: 1}
        if scenario == "october"
        else {Decision.APPROVED: 13}
    )
    assert {one.decision for one in returns if one not in october or one.listed} == {Decision.APPROVED}


def test_what_was_sent_back_is_wrong_by_what_the_reason_says(returns, scenario):
    sent_back = simulate().profile.calendar.sent_back
    key = ReturnKey("F01", sent_back.unit, Period.month(2018, 10))
    (one,) = (one for one in returns if one.key == key)
    right = simulate().value(sent_back.variable, sent_back.unit, key.period)
    assert one.figures[sent_back.variable, Basis.CURRENT, key.period] - right == (
        sent_back.excess if scenario == "october" else 0
    )
    assert str(sent_back.excess) in sent_back.reason


def test_one_return_is_corrected_by_a_second_submission(returns):
    key = ReturnKey("F01", "210281", Period.month(2018, 7))
    wrong, right = [one for one in returns if one.key == key]
    slot = ("09", Basis.CURRENT, key.period)
    assert wrong.figures[slot] - right.figures[slot] == simulate().profile.corrections[0].excess
    assert right.explanations["09"].startswith("更正")
    august = next(one for one in returns if one.key == ReturnKey("F01", "210281", Period.month(2018, 8)))
    assert wrong.submitted_at < right.submitted_at < august.submitted_at


def test_research_expenditure_of_the_plan_year_is_unknown_in_october_and_an_estimate_at_the_years_end(
    returns, scenario
):
    reported = [one for one in returns if one.key.form == "F02" and one.key.period == Period.whole_year(2018)]
    assert [one.statuses["22"] for one in reported] == ([] if scenario == "october" else ["E"])


def test_last_years_research_expenditure_becomes_final_in_august(returns):
    statuses = [
        (one.submitted_at.month, one.statuses["22"])
        for one in returns
        if one.key.form == "F02" and one.key.period == Period.whole_year(2017)
    ]
    assert statuses == [(3, "E"), (8, "A")]


def test_01_to_10_of_january_leave_out_what_starts_in_february(returns):
    january = next(one for one in returns if one.key == ReturnKey("F01", "210213", Period.month(2018, 1)))
    assert {variable for variable, _, _ in january.figures} == {"01", "02", "07", "08", "09", "10"}

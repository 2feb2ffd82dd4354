"""What is said about a standing, in both languages, never contradicting what is judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.judging import Reason
from indicators.periods import Period
from indicators.plan import Comparator
from indicators.standing import Status
from tests.unit.ui.standings import DECEMBER, PLAN, at
from ui.components.words import (
    actual_words,
    attainment_words,
    brief_reason,
    gap_or_reason,
    gap_words,
    percent_words,
    rate_decimals,
    reason_words,
    status_word,
    target_words,
)

ZH, EN = texts("zh"), texts("en")


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_word(status: Status, language):
    assert status_word(status, language)
    assert status_word(status, language, at_year_end=True)


def test_a_target_met_reads_reached_during_the_year_and_achieved_at_its_end():
    assert status_word(Status.ACHIEVED, ZH) == "已达到"
    assert status_word(Status.ACHIEVED, ZH, at_year_end=True) == "已完成"


@pytest.mark.parametrize(
    ("code", "value", "chinese", "english"),
    [
        ("new_high_tech_firms", "141", "差 9 家", "9 firms short"),
        ("tech_smes", "3126", "超 126 家", "126 firms over"),
        ("high_tech_output_share", "62.4", "差 2.6 个百分点", "2.6 pp short"),
        ("tech_smes", "3000", "恰好达到", "exactly reached"),
    ],
)
def test_gaps_are_told_in_the_right_unit(code: str, value: str, chinese: str, english: str):
    assert gap_words(at(code, value), ZH) == chinese
    assert gap_words(at(code, value), EN) == english


def test_in_a_table_a_long_unit_is_left_out_of_the_gap():
    standing = at("technology_contract_value", "79.32")
    assert gap_words(standing, EN, brief=True) == "20.68 short"
    assert gap_words(standing, ZH, brief=True) == "差 20.68 亿元"


def test_a_gap_too_small_for_the_usual_digits_shows_more():
    assert gap_words(at("high_tech_output_share", "64.96"), ZH) == "差 0.04 个百分点"


def test_a_value_just_short_of_the_target_does_not_read_as_the_target():
    assert actual_words(at("high_tech_output_share", "64.96"), ZH) == "64.96"
    assert actual_words(at("high_tech_output_share", "65"), ZH) == "65.0"


def test_an_attainment_just_short_of_all_does_not_read_as_all():
    assert percent_words(Decimal("99.97"), ZH) == "99.97%"
    assert percent_words(Decimal(100), ZH) == "100.0%"
    assert percent_words(None, ZH) == "—"


def test_targets_carry_their_comparator():
    assert target_words(PLAN.indicator("tech_smes"), ZH) == "≥3,000"
    assert target_words(PLAN.indicator("rd_intensity"), ZH) == "≥3.2"


def test_where_lower_is_better_the_gap_is_too_high_or_below():
    standing = at("tech_smes", "3126")
    target = standing.indicator.target.model_copy(update={"comparator": Comparator.AT_MOST})
    lower = standing.indicator.model_copy(update={"target": target})
    too_high = replace(standing, indicator=lower, gap=Decimal(126))
    assert gap_words(too_high, ZH) == "高 126 家"
    assert gap_words(replace(too_high, gap=Decimal(-4)), EN) == "4 firms below"


def test_without_a_value_the_reason_stands_in_the_place_of_the_gap():
    waiting = at("rd_intensity", None, Period.whole_year(2018))
    assert gap_words(waiting, ZH) is None
    assert gap_or_reason(waiting, PLAN, ZH) == "2019年8月前后公布"
    assert "不属迟报" in reason_words(waiting, PLAN, ZH)


def test_an_incomplete_sum_is_not_held_against_the_target():
    partly = at("new_high_tech_firms", "67", missing=("210204", "DL-CXD"))
    assert gap_or_reason(partly, PLAN, ZH) == "缺报 2 个单位"
    assert attainment_words(partly, ZH) == "—"
    assert "沙河口区、长兴岛经济区" in reason_words(partly, PLAN, ZH)
    assert "Shahekou District, Changxing Island Economic Zone" in reason_words(partly, PLAN, EN)


def test_overdue_returns_name_the_day_they_were_due():
    late = at("new_high_tech_firms", None, today=date(2018, 12, 1))
    assert "应于2018年10月" in reason_words(late, PLAN, ZH)


def test_a_judged_status_needs_no_reason():
    assert brief_reason(at("tech_smes", "3126"), PLAN, ZH) is None


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence_and_a_few_words(reason: Reason, language):
    standing = at("rd_intensity", None, Period.whole_year(2018))
    because = replace(standing, reason=reason)
    assert reason_words(because, PLAN, language)
    assert brief_reason(because, PLAN, language)


def test_rates_have_one_digit_more_but_not_three():
    assert rate_decimals(PLAN.indicator("tech_smes")) == 1
    assert rate_decimals(PLAN.indicator("high_tech_output_share")) == 2
    assert rate_decimals(PLAN.indicator("technology_contract_value")) == 2


def test_at_the_end_of_the_year_a_target_met_is_achieved():
    standing = at("new_high_tech_firms", "172", DECEMBER, today=date(2019, 1, 20))
    assert status_word(standing.status, EN, at_year_end=standing.at_year_end) == "Achieved"

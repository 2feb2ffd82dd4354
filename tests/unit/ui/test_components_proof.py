"""The status proof reads like an argument: inputs, threshold, what would flip it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.observations import ObservationStatus
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.status import standing as judged
from services.monitoring.unit_figures import NetChange
from tests.unit.ui.standings import DECEMBER, PLAN, TODAY, at, detail
from ui.components.proof import proof_notes, proof_sentences, proof_title
from ui.components.proof_box import proof_box
from ui.components.words import reason_words

ZH, EN = texts("zh"), texts("en")
SHARE = "high_tech_output_share"
AFTER = date(2019, 1, 20)


def test_a_share_behind_schedule_is_proved_with_its_baseline():
    standing = at(SHARE, "62.4", baseline="60.7")
    first, flip = proof_sentences(standing, PLAN, ZH)
    assert first == ("完成进度 ÷ 时序进度 = （62.4 − 60.7）÷（65 − 60.7）÷ 75.0% = 0.53，低于 0.90，判为“滞后”。")
    assert flip == "若实际再增加 1.3 个百分点（63.7%），即为“略滞后”。"
    assert proof_title(standing, ZH) == "为什么是“滞后”"


def test_a_total_is_proved_from_zero():
    first = proof_sentences(at("new_rd_institutions", "13"), PLAN, EN)[0]
    assert first == "Progress ÷ schedule = 13 ÷ 25 ÷ 75.0% = 0.69, below 0.90: Behind."


def test_flips_are_told_upwards_and_downwards():
    said = " ".join(proof_sentences(at("new_high_tech_firms", "141"), PLAN, EN))
    assert 'With 9 firms more (150 firms) it would be "Reached".' in said
    assert 'With 29 firms less (112 firms) it would be "Slightly behind".' in said


def test_a_pace_just_below_a_threshold_shows_enough_digits():
    first = proof_sentences(at("new_high_tech_firms", "112.4"), PLAN, EN)[0]
    assert "0.999" in first
    assert "below 1.00 but at least 0.90" in first


def test_a_target_reached_during_the_year_may_fall_back():
    sentences = proof_sentences(at("tech_smes", "3126", baseline="2700"), PLAN, ZH)
    assert sentences[0] == "实际 3,126 家，目标 ≥ 3,000 家，判为“已达到”。"
    assert "年末数为准" in sentences[1]


def test_at_the_end_there_is_nothing_to_fall_back_from():
    achieved = at("tech_smes", "3126", DECEMBER, today=AFTER)
    assert not any("年末数" in sentence for sentence in proof_sentences(achieved, PLAN, ZH))
    missed = at("tech_smes", "2900", DECEMBER, today=AFTER)
    assert proof_sentences(missed, PLAN, ZH)[0].startswith("全年数据齐全且为最终数：实际 2,900 家")


def test_a_target_to_hold_is_proved_by_the_value_itself():
    sentences = proof_sentences(at("tech_smes", "2900", baseline="3100"), PLAN, EN)
    assert sentences[0] == "Actual 2,900 firms, target ≥ 3,000 firms: Behind."
    assert "has to be held" in sentences[1]


def test_an_incomplete_period_is_proved_by_its_coverage():
    sentences = proof_sentences(at("tech_smes", "1300", missing=("210204",)), PLAN, ZH)
    assert sentences[0] == "已报 12 个单位，少于判定所需的 13 个，判为“数据不全”。"
    assert "沙河口区" in sentences[1]


def test_a_status_that_follows_from_the_calendar_is_its_reason():
    waiting = at("rd_intensity", None, Period.whole_year(2018))
    assert proof_sentences(waiting, PLAN, EN) == (
        "The final value is due about Aug 2019; until then it is not judged, and it is not late.",
    )


def test_notes_name_path_baseline_and_what_is_not_settled():
    standing = at(
        "invention_patents_per_10k",
        "52.8",
        baseline="47.7",
        carried_from=Period.whole_year(2016),
        status=ObservationStatus.PROVISIONAL,
    )
    path, baseline, carried, status = proof_notes(standing, PLAN, ZH)
    assert "75.0%" in path
    assert "47.7 件/万人" in baseline
    assert "2017年" in baseline
    assert "2016年" in carried
    assert "（P）" in status


def test_a_baseline_given_by_the_plan_is_said_to_be():
    standing = at(SHARE, "62.4", baseline="60.7")
    own = standing.indicator.model_copy(update={"baseline": Decimal("60.7")})
    notes = " ".join(proof_notes(replace(standing, indicator=own), PLAN, EN))
    assert "given by the plan" in notes


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("status", [s for s in ObservationStatus if s not in {"A", "M"}])
def test_every_unsettled_observation_status_is_explained(status: ObservationStatus, language):
    assert proof_notes(at("tech_smes", "2900", status=status, baseline="2000"), PLAN, language)[-1]


def test_the_box_shows_the_net_change_beside_the_gross_number():
    net = NetChange("10", Period.month(2017, 12), Decimal(874), Decimal(989), 13)
    box = proof_box(replace(detail(at("new_high_tech_firms", "141")), net_change=net), PLAN, ZH)
    assert "由2017年12月末的 874 家变为 989 家，净变化 +115 家" in box


def test_the_box_says_that_a_change_of_scope_leaves_no_net_change():
    change = ScopeChange(code="new", variable="10", since="2018-03", text=Bilingual(zh="示例。", en="Sample."))
    shown = replace(detail(at("new_high_tech_firms", "141")), net_change=change)
    assert "“有效高新技术企业”净变化：2018年3月起口径变化，不可比。" in proof_box(shown, PLAN, ZH)
    assert "not comparable: new scope from" in proof_box(shown, PLAN, EN)


def test_a_level_without_path_after_a_change_of_scope_says_so():
    change = ScopeChange(code="new", variable="02", since="2018-03", text=Bilingual(zh="示例。", en="Sample."))
    plan = PLAN.model_copy(update={"scope_changes": (change,)})
    point = at("tech_smes", "2900", baseline="2000").point
    standing = judged(plan, plan.indicator("tech_smes"), point, None, None, TODAY)
    assert reason_words(standing, plan, ZH) == "口径已变，此前的基期数（或往年各月进度）与本期不可比，无法按时序判断。"

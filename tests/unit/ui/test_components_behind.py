"""Who is behind a gap, why a ratio moved, own targets, revisions and notes: in words and rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from db.figure_records import IndicatorNote
from i18n.texts import texts
from indicators.decomposition import UnitPair, gap_shares, ratio_change
from indicators.periods import Period
from indicators.unit_targets import OwnTarget, OwnTargets
from services.monitoring.revisions import Revision
from tests.unit.ui.standings import PLAN, SEPTEMBER, ahead, at, detail
from ui.components.gap_table import gap_table
from ui.components.outlook_box import outlook_box
from ui.components.own_targets import own_targets_table
from ui.components.remarks import remarks
from ui.components.waterfall import MOST_UNITS, waterfall
from ui.components.who_is_behind import who_is_behind
from ui.components.year_charts import trajectory_of, trajectory_words

ZH, EN = texts("zh"), texts("en")
SHARE = at("high_tech_output_share", "62.4", baseline="60.7")
NOW = datetime(2018, 10, 12, 2, tzinfo=UTC)
DECEMBER = Period.month(2017, 12)


def pairs(*rows: tuple[str, int, int]) -> list[UnitPair]:
    return [UnitPair(code, Decimal(top), Decimal(bottom)) for code, top, bottom in rows]


GAP = gap_shares(SHARE.indicator, pairs(("210211", 58, 100), ("DL-GX", 88, 100), ("DL-CXD", 41, 100)))


def test_the_units_that_hold_back_most_come_first_and_the_shares_add_up():
    told = gap_table(replace(detail(SHARE), gap=GAP), PLAN, ZH)
    assert told.index("长兴岛经济区") < told.index("甘井子区") < told.index("高新区")
    assert [share in told for share in ("−8.00", "−2.33", "+7.67", "−2.67")] == [True] * 4
    assert "实际减目标合计 −2.67 个百分点" in told
    assert told.count("<svg") == 3


def test_a_gap_without_exact_shares_shows_the_units_figures_alone():
    assert "差距由谁构成" not in who_is_behind(detail(at("tech_smes", "3126")), PLAN, ZH)
    both = who_is_behind(replace(detail(SHARE), gap=GAP), PLAN, ZH)
    assert "差距由谁构成" in both
    assert "各单位情况" in both


@pytest.mark.parametrize(
    ("mismatch", "said"), [(Decimal(-110), "相差 110 家"), (Decimal(0), "一致"), (None, "</table>")]
)
def test_own_targets_say_whether_they_add_up(mismatch: Decimal | None, said: str):
    rows = (OwnTarget("DL-GX", Decimal(40), Decimal(31), Decimal(9)), OwnTarget("210202", Decimal(5), None, None))
    own = replace(detail(at("new_high_tech_firms", "141")), targets=OwnTargets(rows, mismatch))
    told = who_is_behind(own, PLAN, ZH)
    assert "≥40" in told
    assert said in told
    assert "—" in own_targets_table(own.targets, own.standing.indicator, PLAN, ZH)


def test_a_waterfall_goes_from_the_earlier_ratio_to_the_later_one():
    change = ratio_change(
        SHARE.indicator, pairs(("210211", 90, 100), ("DL-GX", 20, 100)), pairs(("210211", 135, 150), ("DL-GX", 15, 50))
    )
    told = waterfall(change, SHARE.indicator, (DECEMBER, SEPTEMBER), PLAN, ZH)
    assert (
        "2017年1—12月到2018年1—9月变化 +20.00 个百分点：各单位水平变化 +3.75 个百分点，结构变化 +16.25 个百分点。"
        in told
    )
    assert told.index("55.00%") < told.index("高新区：水平") < told.index("结构（") < told.index("75.00%")
    assert "甘井子区：水平" not in told
    assert "仅一期有数" not in told


def test_units_beyond_the_first_few_are_taken_together():
    codes = [unit.code for unit in PLAN.units[: MOST_UNITS + 3]]
    before, after = (pairs(*((code, n + step, 100) for n, code in enumerate(codes, 1))) for step in (0, 2))
    told = waterfall(ratio_change(SHARE.indicator, before, after), SHARE.indicator, (DECEMBER, SEPTEMBER), PLAN, EN)
    assert "3 other units: level" in told
    assert told.count('class="step"') == MOST_UNITS + 2


def test_who_came_or_went_is_a_step_of_its_own():
    change = ratio_change(SHARE.indicator, pairs(("210211", 90, 100)), pairs(("210211", 90, 100), ("DL-GX", 10, 50)))
    assert "仅一期有数的单位" in waterfall(change, SHARE.indicator, (DECEMBER, SEPTEMBER), PLAN, ZH)


def test_what_cannot_be_compared_is_said():
    assert "无法分解" in waterfall(None, SHARE.indicator, (DECEMBER, SEPTEMBER), PLAN, ZH)


def noted():
    revision = Revision(Period.month(2018, 7), Decimal("62.3"), Decimal("62.0"), NOW)
    note = IndicatorNote(1, "high_tech_output_share", SEPTEMBER, "审核人", NOW, "石化企业检修 <b>")
    return replace(
        detail(SHARE), revisions=(revision,), notes=(note,), outlook=ahead(SHARE, "62.9", "62.1", "63.8", "0.06")
    )


def test_revisions_and_notes_are_listed_and_escaped():
    told = remarks(noted(), PLAN, ZH)
    assert "2018年7月更正：62.3 → 62.0%（2018年10月12日 10:00审核通过）" in told
    assert "注1" in told
    assert "石化企业检修 &lt;b&gt;" in told
    assert remarks(detail(SHARE), PLAN, ZH) == ""


def test_a_revision_too_small_for_the_usual_digits_is_shown_with_more():
    small = Revision(Period.month(2018, 7), Decimal("62.341"), Decimal("62.312"), NOW)
    assert "62.34 → 62.31%" in remarks(replace(detail(SHARE), revisions=(small,)), PLAN, ZH)


def test_a_denominator_that_arrived_is_no_correction():
    arrived = Revision(Period.month(2018, 1), Decimal("48.3"), Decimal("48.2"), NOW, Period.whole_year(2016))
    told = remarks(replace(detail(SHARE), revisions=(arrived,)), PLAN, ZH)
    assert "分母由沿用的2016年数换为新数" in told
    assert "1月更新" in trajectory_of(replace(detail(SHARE), revisions=(arrived,)), PLAN, ZH).revised[0].label
    assert "更正" not in told


def test_the_chart_marks_them_and_says_them_in_words():
    page = noted()
    drawn = trajectory_of(page, PLAN, ZH)
    assert [each.label for each in drawn.revised] == ["7月更正 62.3→62.0"]
    assert drawn.noted == ((9, "注1"),)
    assert drawn.ahead.end == Decimal("62.9")
    words = trajectory_words(page, PLAN, ZH)
    assert "年末预计 62.9%，80%区间 62.1–63.8，达标概率 6%。" in words
    assert "2018年7月更正" in words
    assert "石化企业检修" in words
    assert trajectory_of(detail(SHARE), PLAN, ZH).ahead is None


def test_the_outlook_box_says_why_there_is_none():
    assert "不足 24 个月" in outlook_box(detail(SHARE), ZH)
    assert "fewer than 24" in outlook_box(detail(SHARE), EN)

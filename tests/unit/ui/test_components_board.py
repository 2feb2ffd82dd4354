"""The overview: one row per indicator, escaped, ordered, with words for every drawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from i18n.texts import texts
from indicators.decomposition import UnitPair, gap_shares
from indicators.observations import ObservationStatus
from indicators.outlook import Outlook, OutlookReason
from indicators.periods import Period
from indicators.plan import Bilingual
from indicators.publication import PartialMonth
from services.monitoring.units_behind import UnitsBehind
from tests.unit.ui.standings import DECEMBER, PLAN, SEPTEMBER, ahead, at, overview, row
from ui.components.attention import about_data, attention, needs_attention
from ui.components.board import board, ordered
from ui.components.board_row import planned_attainment
from ui.components.counts import status_counts
from ui.components.overview_board import no_figures, overview_board, overview_head

ZH, EN = texts("zh"), texts("en")
SHARE = row(at("high_tech_output_share", "62.4", baseline="60.7"), ("61", "62"), "0.2")
FIRMS = row(FIRMS_AT := at("new_high_tech_firms", "141"), ("0", "2"), "20", ahead(FIRMS_AT, "168", "167", "169", "1"))
SMES = row(at("tech_smes", "3126", baseline="2700"), (), "86")
INSTITUTIONS = row(at("new_rd_institutions", "13"))
WAITING = row(at("rd_intensity", None, Period.whole_year(2018)))
ALL = (FIRMS, SMES, SHARE, INSTITUTIONS, WAITING)


class Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.labels: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.labels += [value for name, value in attrs if name == "aria-label"]


def parsed(markup: str) -> Text:
    parser = Text()
    parser.feed(markup)
    return parser


def drawn(*rows, language=ZH) -> str:
    return str(board(rows or ALL, PLAN, SEPTEMBER, language))


def test_every_indicator_has_a_row_with_a_link_of_its_own():
    markup = drawn()
    assert markup.count("<tr role") == len(ALL)
    assert 'href="indicator?code=new_high_tech_firms&amp;period=2018-09&amp;lang=zh"' in markup


@pytest.mark.parametrize(
    "word",
    ["达到时序", "已达到", "滞后", "尚不可知", "差 9 家", "超 126 家", "≥3,000", "168", "167–169", "&gt;99%", "+86"],
)
def test_words_stand_beside_the_drawings(word: str):
    assert word in drawn()


def test_drawings_say_what_they_show():
    labels = parsed(drawn()).labels
    assert "完成率 94.0%，时序要求 75.0%，达到时序" in labels
    assert "暂无数值，目标 ≥3.2" in labels
    assert "1月61.0%，9月62.4%" in labels


def test_names_of_the_plan_are_escaped():
    nasty = at("tech_smes", "3126")
    name = Bilingual(zh="<script>alert(1)</script>", en="<img src=x onerror=alert(1)>")
    evil = row(replace(nasty, indicator=nasty.indicator.model_copy(update={"short_name": name})))
    for language in (ZH, EN):
        markup = overview_board(overview(evil), (evil,), PLAN, language)
        assert not {"script", "img"} & set(parsed(str(markup)).tags)


def test_notice_order_is_kept_and_worst_comes_first_when_asked():
    assert ordered(ALL, "notice") == list(ALL)
    worst = [each.standing.indicator.code for each in ordered(ALL, "worst")]
    assert worst == [
        "high_tech_output_share",
        "new_rd_institutions",
        "new_high_tech_firms",
        "tech_smes",
        "rd_intensity",
    ]


def test_the_schedule_stands_on_the_axis_of_the_attainment():
    assert planned_attainment(FIRMS.standing) == 75
    assert planned_attainment(WAITING.standing) is None


def test_an_incomplete_month_is_pale_and_draws_no_falling_line():
    partly = row(at("new_high_tech_firms", "67", missing=("210204",)), ("0", "2"))
    markup = drawn(partly)
    assert 'class="unsettled"' in markup
    assert "缺报 1 个单位" in markup
    assert "1月0 家，2月2 家" in markup


def test_an_estimate_carries_its_letter():
    estimated = row(at("tech_smes", "3126", status=ObservationStatus.ESTIMATED))
    assert '<abbr class="mark-flag" title="含估计数（E）。">E</abbr>' in drawn(estimated)


def test_without_a_path_the_bullet_has_no_schedule():
    assert "完成率 104.2%，已达到" in parsed(drawn(row(at("tech_smes", "3126", baseline=None)))).labels


def test_all_four_counts_are_always_there():
    markup = status_counts([each.standing for each in ALL], ZH)
    assert markup.count("<li") == 4
    assert '<strong class="tone-bad">2</strong>滞后' in markup
    assert '<li class="none">' in markup


def test_at_the_end_of_the_year_the_counts_speak_of_targets_met_and_missed():
    ending = [at("tech_smes", value, DECEMBER, today=date(2019, 1, 20)) for value in ("3100", "2900")]
    markup = status_counts(ending, ZH)
    assert "已完成" in markup
    assert "未完成" in markup


def test_attention_goes_to_what_lags_with_what_it_would_take():
    sentences = attention(ALL, PLAN, ZH)
    assert [each.name for each in sentences] == ["高新技术产业产值占比", "新组建研发机构"]
    assert sentences[0].text == (
        "差 2.6 个百分点，落后时序 1.5 个百分点；后 3 个月平均每月需提高 0.87 个百分点（今年以来月均 +0.19 个百分点）。"
    )
    assert sentences[1].text == "差 12 家，落后时序 5.8 家；后 3 个月平均每月需增加 4.0 家（今年以来月均 +1.4 家）。"


def test_attention_says_who_leads_where_it_is_heading_and_who_holds_back():
    share = at("high_tech_output_share", "62.4", baseline="60.7")
    gap = gap_shares(
        share.indicator,
        [UnitPair(code, Decimal(n), Decimal(100)) for code, n in (("210211", "58"), ("DL-GX", "88"), ("DL-CXD", "41"))],
    )
    lagging = replace(row(share, outlook=ahead(share, "62.9", "62.8", "63.1", "0")), behind=UnitsBehind(gap=gap))
    idle = replace(row(at("new_rd_institutions", "13")), behind=UnitsBehind(idle=("210202", "210224")))
    first, second = attention([lagging, idle], PLAN, ZH)
    assert first.who == "市科技局牵头"
    assert (
        "年末预计 62.9%（62.8–63.1），达标概率 <1%。拉低较多的单位：长兴岛经济区（−8.00）、甘井子区（−2.33）。"
        in first.text
    )
    assert second.text.endswith("2 个单位今年以来为零。")


def test_attention_tells_the_pace_where_there_is_no_more():
    only = Outlook("new_rd_institutions", SEPTEMBER, Decimal(17), pace=Decimal(17), reason=OutlookReason.SHORT_HISTORY)
    (sentence,) = attention([row(at("new_rd_institutions", "13"), outlook=only)], PLAN, ZH)
    assert "按当前进度年末约 17 家。" in sentence.text


def test_attention_counts_the_last_month_in_the_singular():
    (sentence,) = attention([row(at("new_rd_institutions", "20", Period.month(2018, 11)))], PLAN, EN)
    assert "needed in the 1 month left" in sentence.text


def test_a_missed_target_needs_no_rate():
    missed = row(at("tech_smes", "2900", DECEMBER, today=date(2019, 1, 20)))
    assert attention([missed], PLAN, ZH)[0].text == "差 100 家，全年目标未完成。"


def test_a_target_to_hold_is_told_without_a_schedule():
    (sentence,) = attention([row(at("tech_smes", "2900", baseline="3100"))], PLAN, EN)
    assert "behind schedule" not in sentence.text


def test_nothing_behind_and_nothing_judged_are_different_things():
    assert "没有滞后的指标" in needs_attention(overview(SMES), PLAN, ZH)
    assert "暂不判断" in needs_attention(overview(WAITING), PLAN, ZH)


def test_a_later_partial_month_is_offered_and_the_complete_one_too():
    october = PartialMonth(Period.month(2018, 10), 7, 13)
    offered = about_data(replace(overview(FIRMS), partial=october), PLAN, ZH)
    assert 'data-event="period" data-value="2018-10"' in offered
    assert "已有 7/13 个单位上报" in offered
    back = about_data(replace(overview(FIRMS, period=october.period), default_period=SEPTEMBER), PLAN, ZH)
    assert 'data-value="2018-09"' in back


def test_missing_units_are_named():
    partly = row(at("tech_smes", "1300", missing=("210204",)))
    assert "已报 12/13 个单位；缺报：沙河口区" in about_data(overview(partly), PLAN, ZH)


def test_when_nobody_reported_that_is_said():
    everyone = tuple(unit.code for unit in PLAN.units[:13])
    nothing = row(at("tech_smes", None, missing=everyone))
    assert "13 个单位均未上报" in about_data(overview(nothing), PLAN, ZH)


def test_the_head_says_period_completeness_and_time_gone():
    head = overview_head(overview(*ALL), PLAN, ZH)
    assert "2018年目标完成情况" in head
    assert "截至2018年9月 · 13 个单位全部上报并审核 · 时间进度 75.0%" in head
    partly = row(at("tech_smes", "1300", missing=("210204",)))
    assert "数据不全" in overview_head(overview(partly), PLAN, ZH)
    assert "还没有数据" in overview_head(overview(row(at("tech_smes", None))), PLAN, ZH)


def test_one_reason_is_told_once_for_all_it_holds_for():
    january = Period.month(2018, 1)
    shares = [row(at(code, None, january)) for code in ("high_tech_output_share", "high_end_equipment_share")]
    told = about_data(overview(*shares, period=january), PLAN, ZH)
    assert "高新技术产业产值占比、高端装备销售收入占比</strong>：本指标按1—2月合并统计" in told


def test_the_first_day_says_what_to_do():
    assert "下载本期报表" in no_figures(ZH)


def test_rows_without_pace_are_ordered_by_attainment():
    low, high = row(at("tech_smes", "3001", baseline=None)), row(at("tech_smes", "3500", baseline=None))
    assert ordered([high, low], "worst") == [low, high]
    assert low.standing.attainment < Decimal(101)

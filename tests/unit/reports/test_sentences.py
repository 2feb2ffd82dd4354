"""What the summary says of many shapes of result, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.observations import Observation
from indicators.periods import Period, months_of
from indicators.plan import Bilingual, Comparator, Plan, ScopeChange
from reports.checksum import checksum
from reports.summary import Block, Figure, Heading, Paragraph, Summary, Table, marked
from tests.unit.reports.invented import PLAN, REPORTERS, last_years, observed, summary, year_of_figures

SEPTEMBER, DECEMBER = Period.month(2018, 9), Period.month(2018, 12)
FIRMS = "new_high_tech_firms"


def spoken(of: Summary, code: str = FIRMS) -> str:
    """The first paragraph of an indicator."""
    blocks = iter(of.blocks)
    next(block for block in blocks if isinstance(block, Heading) and block.anchor == f"indicators/{code}")
    paragraph = next(block for block in blocks if isinstance(block, Paragraph))
    return "".join(run.text if isinstance(run, Figure) else run for run in paragraph.runs)


def overall(of: Summary) -> str:
    paragraph = next(block for block in of.blocks if isinstance(block, Paragraph))
    return "".join(run.text if isinstance(run, Figure) else run for run in paragraph.runs)


def firms(each_unit: object) -> list[Observation]:
    return [observed("01", unit, DECEMBER, str(each_unit)) for unit in REPORTERS]


def with_comparator(comparator: Comparator) -> Plan:
    first = PLAN.indicators[0]
    turned = first.model_copy(update={"target": first.target.model_copy(update={"comparator": comparator})})
    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    return Plan(**{**parts, "indicators": (turned,)})


OVER = "120.0% of the target for the year (150 firms), 30 firms beyond it: the target was reached."
EQUAL = "exactly the target for the year (150 firms): the target was reached."
SHORT = "80.0% of the target for the year (150 firms), 30 firms short: the target was missed."


@pytest.mark.parametrize(
    ("each_unit", "zh", "en"),
    [
        (60, "新增高新技术企业180家，完成年度目标（150家）的120.0%，超额完成30家。", OVER),
        (50, "新增高新技术企业150家，与年度目标（150家）持平，完成年度目标。", EQUAL),
        (40, "新增高新技术企业120家，完成年度目标（150家）的80.0%，差30家，未完成年度目标。", SHORT),
    ],
)
def test_a_year_end_says_over_equal_or_short(each_unit: int, zh: str, en: str) -> None:
    assert spoken(summary("zh", figures=firms(each_unit))).startswith(f"2018年，{zh}")
    assert en in spoken(summary("en", figures=firms(each_unit)))


def test_one_firm_is_singular_in_english() -> None:
    one_short = [*firms(50)[1:], observed("01", REPORTERS[0], Period.month(2018, 12), "49")]
    assert "1 firm short" in spoken(summary("en", figures=one_short))


def test_a_percentage_is_compared_in_percentage_points() -> None:
    shares = spoken(summary("zh"), "high_tech_output_share")
    assert "比重为60.0%，低于年度目标（65%）5.0个百分点，未完成年度目标。" in shares
    assert "5.0 percentage points below the target" in spoken(summary("en"), "high_tech_output_share")


def test_a_limit_is_kept_or_exceeded() -> None:
    plan = with_comparator(Comparator.AT_MOST)
    assert "比年度控制目标（不超过150家）低30家，完成年度目标。" in spoken(summary("zh", figures=firms(40), plan=plan))
    assert "超过年度控制目标（不超过150家）30家，未完成年度目标。" in spoken(
        summary("zh", figures=firms(60), plan=plan)
    )


@pytest.mark.parametrize(
    ("before", "zh", "en"),
    [
        ("150", "同比增长20.0%（上年同期为150家）。", "rose by 20.0% on the restated basis (last year 150 firms)."),
        ("200", "同比下降10.0%（上年同期为200家）。", "fell by 10.0% on the restated basis (last year 200 firms)."),
        ("180", "按可比口径，与上年同期持平（180家）。", "It is unchanged on the restated basis (180 firms)."),
        ("0", "上年同期为0家，不计算增幅。", "Last year it was 0 firms, so no growth is given."),
        (None, "没有可比的上年同期数据，不作同比。", "There is no comparable figure of last year."),
    ],
)  # fmt: skip
def test_last_year_is_compared_in_the_right_words(before: str | None, zh: str, en: str) -> None:
    last = {FIRMS: last_years(FIRMS, before)}
    assert zh in spoken(summary("zh", before=last))
    assert en in spoken(summary("en", before=last))


def test_a_change_too_small_to_show_is_practically_none() -> None:
    many = [observed("01", unit, Period.month(2018, 12), "40001") for unit in REPORTERS]
    assert "基本持平" in spoken(summary("zh", figures=many, before={FIRMS: last_years(FIRMS, "120000")}))


def test_other_units_of_last_year_are_not_compared() -> None:
    last = {FIRMS: last_years(FIRMS, "100", (REPORTERS[0],))}
    assert "填报单位与本期不一致，不作同比" in spoken(summary("zh", before=last))


def test_across_a_change_of_scope_last_year_is_not_compared() -> None:
    change = ScopeChange(code="new", indicator=FIRMS, since="2018-03", text=Bilingual(zh="示例", en="Sample"))
    plan = PLAN.model_copy(update={"scope_changes": (change,)})
    last = {FIRMS: last_years(FIRMS, "150")}
    assert "2018年3月起口径变化，与上年同期不可比，不作同比。" in spoken(summary("zh", plan=plan, before=last))
    assert "no comparison with last year is made." in spoken(summary("en", plan=plan, before=last))


def test_a_figure_that_nobody_restated_is_compared_with_the_approved_one_and_says_so() -> None:
    known = year_of_figures() + [observed("01", unit, Period.month(2017, 12), "50") for unit in REPORTERS]
    assert "与上年审核数相比，同比增长20.0%（上年同期为150家）。" in spoken(summary("zh", figures=known))
    part = {FIRMS: last_years(FIRMS, "50", REPORTERS[1:])}
    assert "部分数据按可比口径，同比增长20.0%（上年同期为150家）。" in spoken(summary("zh", figures=known, before=part))


def test_during_the_year_the_schedule_is_named() -> None:
    part = {"figures": year_of_figures(9), "period": SEPTEMBER, "today": date(2018, 10, 20)}
    assert spoken(summary("zh", **part)).startswith(
        "2018年1—9月，新增高新技术企业135家，完成年度目标（150家）的90.0%，距年度目标还差15家。"
        "时序进度要求为113家，达到时序进度。"
    )


def test_what_only_some_have_reported_is_not_the_citys() -> None:
    of = summary("zh", figures=firms(60)[:2])
    assert "120家，仅含已报单位2个（应报3个），不代表全市，暂不判断完成情况。" in spoken(of)
    assert "数据不全1项" in overall(of)


def test_an_unknown_value_is_said_with_the_day_of_its_publication() -> None:
    of = summary("zh")
    assert "尚无数据。最终数按计划于2019年8月31日前后公布" in spoken(of, "rd_intensity")
    assert "最终数预计于2019年8月31日前后公布" in "".join(_paragraphs(of))
    assert "31 Aug 2019" in spoken(summary("en"), "rd_intensity")


def test_an_estimate_decides_nothing() -> None:
    year = Period.whole_year(2018)
    estimate = [observed("21", "DL-TJJ", year, "7668.5"), observed("22", "DL-TJJ", year, "224.69", "E")]
    said = spoken(summary("zh", figures=[*year_of_figures(), *estimate]), "rd_intensity")
    assert "比重为2.93%（估计数），低于年度目标（3.2%）0.27个百分点；最终数确定前不作完成情况判定。" in said


def test_all_targets_alike_are_said_in_one_breath() -> None:
    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    one = Plan(**{**parts, "indicators": PLAN.indicators[:1]})
    assert overall(summary("zh", figures=firms(60), plan=one)) == "2018年，方案确定的1项主要目标均为“已完成”。"
    assert overall(summary("zh", figures=firms(1), plan=one)) == "2018年，方案确定的1项主要目标均为“未完成”。"


def test_nothing_reported_at_all_is_said_and_nothing_breaks() -> None:
    of = summary("zh", figures=[])
    assert "暂无数据3项" in overall(of)
    assert "尚无数据" in spoken(of)


def test_a_composite_needs_weights_in_the_plan() -> None:
    assert not [figure for figure in summary("zh").figures if figure.key == "overall/composite"]


def _paragraphs(of: Summary) -> list[str]:
    paragraphs = (block for block in of.blocks if isinstance(block, Paragraph))
    return ["".join(run.text if isinstance(run, Figure) else run for run in each.runs) for each in paragraphs]


values = st.integers(min_value=0, max_value=400)


@settings(max_examples=25, deadline=None)
@given(
    each_unit=st.lists(st.none() | values, min_size=3, max_size=3),
    before=st.none() | values,
    language=st.sampled_from(["zh", "en"]),
    last_month=st.integers(min_value=1, max_value=12),
)
def test_of_any_result_the_words_fit_the_numbers(each_unit: Any, before: Any, language: str, last_month: int) -> None:
    month = months_of(2018)[last_month - 1]
    known = [observed("01", unit, month, str(v)) for unit, v in zip(REPORTERS, each_unit, strict=True) if v is not None]
    last = {FIRMS: last_years(FIRMS, None if before is None else str(before), period=str(month))}
    of = summary(language, figures=known, period=month, before=last, today=date(2019, 1, 20))
    said = spoken(of)
    assert "{" not in said
    assert not re.search(r"(增长|下降|提高|降低|rose by|fell by|差|超额完成|beyond|short) ?[−-]", said)
    assert not re.search(r"(^|[^0-9.,])1 (firms|units)\b", said)
    total = sum(v for v in each_unit if v is not None)
    complete = all(v is not None for v in each_unit)
    if complete and before:
        word = {True: ("同比增长", "rose"), False: ("同比下降", "fell")}[total > before]
        changed = abs(Decimal(total - before) / before * 100) >= Decimal("0.05")
        assert (word[language == "en"] in said) is changed
    for figure in of.figures:
        assert figure.note is None or of.notes[figure.note - 1].number == figure.note


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_names_its_source_and_reads_the_same_everywhere(language: Any) -> None:
    of = summary(language, before={FIRMS: last_years(FIRMS, "100")})
    shown: dict[str, str] = {}
    for figure in of.figures:
        assert shown.setdefault(figure.key, figure.number) == figure.number
        counted = figure.key.startswith("overall/")
        assert counted or figure.value is None or figure.note is not None, figure.key
    mentioned = [note for block in of.blocks if isinstance(block, Paragraph) for _, note in marked(block.runs) if note]
    assert set(mentioned) <= {note.number for note in of.notes}


def test_notes_are_numbered_as_a_reader_meets_them() -> None:
    first = dict.fromkeys(figure.note for figure in summary("zh").figures if figure.note is not None)
    assert list(first) == list(range(1, len(first) + 1))


def test_the_checksum_is_of_the_content_not_of_the_day_it_was_made() -> None:
    assert summary("zh").checksum == summary("zh", today=date(2019, 1, 21)).checksum
    assert summary("zh").checksum != summary("zh", figures=firms(60)).checksum
    assert summary("zh").checksum in summary("zh").closing[1]


def test_a_table_laid_out_otherwise_says_the_same() -> None:
    of = summary("zh")

    def wider(block: Block) -> Block:
        return replace(block, widths=tuple(range(1, 1 + len(block.heads)))) if isinstance(block, Table) else block

    sections = tuple(replace(each, blocks=tuple(map(wider, each.blocks))) for each in of.sections)
    assert checksum(replace(of, sections=sections)) == of.checksum

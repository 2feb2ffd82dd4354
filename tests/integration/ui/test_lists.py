"""The page of name lists: gross beside net, what came and went, rows page by page, and one firm's history."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from services.lists.page_lists import ROWS_OF_A_PAGE

Screen = Callable[..., AppTest]
MOVED = "91990248MAX000948P"


def html(test: AppTest) -> str:
    assert not test.exception
    said = [*test.subheader, *test.caption]
    return "".join([*(part.proto.body for part in test.get("html")), *(part.value for part in said)])


def test_new_renewed_moved_and_gone_stand_apart_with_gross_beside_net(screen: Screen):
    shown = html(screen("lists"))
    assert "比2018年8月名录的变化" in shown
    for said in (
        "新认定高新技术企业（2018年1—9月，按名录计）",
        "有效高新技术企业净增（比2017年12月末）",
        "迁入（甘井子区）",
    ):
        assert said in shown
    assert shown.count("<tr>") <= ROWS_OF_A_PAGE + 20


def test_rows_are_found_by_change_and_by_name(screen: Screen):
    moved = html(screen("lists", state="moved_in"))
    assert MOVED in moved
    doubled = html(screen("lists", q="示例", state="new", unit="210204"))
    assert "高新区也列有" in doubled
    assert "没有符合条件" in html(screen("lists", q="查无此名"))


def test_a_partly_reported_month_says_who_is_missing(screen: Screen):
    assert "个单位本期名录尚未审核通过，未计入" in html(screen("lists", period="2018-10"))


def test_institutions_have_their_own_list(screen: Screen):
    shown = html(screen("lists", form="F05"))
    assert "依托单位" in shown
    assert "示例科发" in shown


def test_a_firm_is_shown_with_every_list_it_stands_in(screen: Screen):
    shown = html(screen("lists", firm=MOVED))
    for said in ("历次名录", "甘井子区", "高新区", "F04 高新技术企业名录!C11", "./original/"):
        assert said in shown
    assert "没有统一社会信用代码" in html(screen("lists", firm="0" * 18))


def test_a_list_under_review_is_shown_in_short(screen: Screen):
    shown = html(screen("returns", **{"return": "203"}))
    for said in ("名录概况", "比2018年8月名录的变化", "迁入（甘井子区）", "一致"):
        assert said in shown
    assert shown.count("<tr>") < 60


def test_the_form_of_a_list_says_what_goes_where(screen: Screen):
    shown = html(screen("forms", form="F04"))
    assert "18位，按营业执照填写" in shown


def test_a_reviewer_reads_how_a_return_stands_among_the_other_units(screen: Screen):
    listed = html(screen("returns", **{"return": "203"}))
    assert "与其他单位核对" in listed
    assert "高新区于2018年10月8日最先列入" in listed
    shown = html(screen("returns", **{"return": "227"}))
    for said in (
        "全市核对 W04",
        "全市各填报单位规上工业总产值〔04〕合计",
        "与其他单位的名录没有重复",
        "02 科技型中小微企业：比上期增幅",
        "在 13 个单位中居第",
    ):
        assert said in shown
    assert "本表没有需要与其他单位核对的内容" in html(screen("returns", **{"return": "243"}))

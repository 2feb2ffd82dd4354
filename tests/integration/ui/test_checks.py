"""The page of check relations, in this process: read, switched, tried, written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from db.database import Database
from indicators import registry
from indicators.list_rules import list_rules
from indicators.plan import RuleState
from services.checks.administer_checks import check_rows
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from ui.visits import session

Screen = Callable[..., AppTest]
PLAN = registry.load_builtin()
NOW = datetime(2018, 10, 20, tzinfo=UTC)


def html(test: AppTest) -> str:
    return "\n".join(element.proto.body for element in test.get("html"))


def states(url: str) -> dict[str, RuleState]:
    database = Database(url)
    found = {row.rule.code: row.rule.state for row in check_rows(database, PLAN, LOCAL_OPERATOR)}
    database.dispose()
    return found


@pytest.fixture
def boss(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screens as an administrator without any other role sees them."""
    monkeypatch.setattr(session, "actor", lambda: Actor("boss", "Boss", (Grant(Role.ADMINISTRATOR),)))
    return screen


def test_every_rule_is_listed_in_words_with_how_often_it_fired(screen: Screen):
    said = html(screen("checks"))
    assert "高新技术产业产值〔03〕不大于规上工业总产值〔04〕" in said
    assert said.count("<tr>") == len(PLAN.checks) + len(list_rules(PLAN)) + 1
    assert "同一企业（机构）在同一名录中只列一行" in said
    assert "100%" in said


def test_list_is_narrowed_by_form_and_state(screen: Screen):
    test = screen("checks", form="F02")
    assert html(test).count("<tr>") == sum(rule.form == "F02" for rule in PLAN.checks) + 1
    test = screen("checks", state="off")
    assert "没有符合条件的审核关系" in html(test)


def test_administrator_switches_a_rule_and_is_told(boss: Screen, own_copy: str):
    test = boss("checks", view="one", rule="E01")
    test.selectbox(key="state_E01").select(RuleState.TRIAL)
    next(button for button in test.button if button.label == "设置状态").click()
    assert test.run().success[0].value == "已将E01设为“试行”。"
    assert states(own_copy)["E01"] is RuleState.TRIAL
    assert "状态由boss" in html(test)


def test_administrator_tries_a_rule_and_sees_no_figures(boss: Screen):
    test = boss("checks", view="one", rule="C03")
    test.button(key="check_try").click()
    said = html(test.run())
    assert "会提示2处，涉及2份报表" in said
    assert "管理员不查看填报数据" in said
    assert "03=" not in said


def test_reviewer_reads_and_tries_but_changes_nothing(screen: Screen, monkeypatch: pytest.MonkeyPatch):
    reviewer = Actor("li", "Li", (Grant(Role.REVIEWER, "DL-CXD"),))
    monkeypatch.setattr(session, "actor", lambda: reviewer)
    test = screen("checks", view="one", rule="C03")
    assert "设置状态" not in [button.label for button in test.button]
    test.button(key="check_try").click()
    assert "03=33.04" in html(test.run())
    assert "新写一条" not in test.selectbox(key="view").options


def test_new_rule_is_read_back_tried_and_kept_on_trial(boss: Screen, own_copy: str):
    test = boss("checks", view="new")
    test.text_input(key="check_relation").set_value("08<=02*5").run()
    assert "有效发明专利〔08〕不大于科技型中小微企业〔02〕乘以5" in html(test)
    test.button(key="check_try").click()
    assert "X01（08≤02×5）" in html(test.run())
    test.button(key="check_save").click()
    assert test.run().success[0].value == "已存为X01，状态为“试行”。"
    assert states(own_copy)["X01"] is RuleState.TRIAL


def test_what_cannot_be_read_is_shown_with_its_place(boss: Screen):
    test = boss("checks", view="new")
    test.text_input(key="check_relation").set_value("03≤<b>").run()
    assert "第4个字符" in test.error[0].value
    assert "<code>03≤<mark>&lt;</mark>b&gt;</code>" in html(test)
    test.text_input(key="check_relation").set_value("03≤77").run()
    assert "77" in test.error[0].value


def test_return_leads_to_the_indicators_its_cells_go_into(screen: Screen, own_copy: str):
    database = Database(own_copy)
    with database.reading() as tx:
        newest = next(each for each in tx.submissions.listing(PLAN.head.id, form="F01", unit="210213"))
    database.dispose()
    said = html(screen("returns", **{"return": str(newest.id)}))
    period = newest.key.period
    assert f'href="./indicator?code=high_tech_output_share&amp;period={period}' in said
    assert "分子或总数" in said
    assert "D11" in said


def test_a_check_of_lists_is_switched_and_tried_like_a_relation(boss: Screen, own_copy: str):
    test = boss("checks", view="one", rule="F04-09")
    assert "名录各行" in html(test)
    test.selectbox(key="state_F04-09").select(RuleState.OFF)
    next(button for button in test.button if button.label == "设置状态").click()
    assert test.run().success[0].value == "已将F04-09设为“停用”。"
    assert states(own_copy)["F04-09"] is RuleState.OFF
    test.button(key="check_try").click()
    said = html(test.run())
    assert "同一企业（机构）只列入一个单位的名录" in said
    assert "管理员不查看填报数据" in said

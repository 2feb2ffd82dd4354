"""More than one plan in the folder: chosen on the overview, kept from page to page, named in the address."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indicators import registry
from tests.unit.indicators.plan_folder import write_plan

Screen = Callable[..., AppTest]


@pytest.fixture
def two_plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan that ships, another one, and one that cannot be read."""
    shutil.copytree(registry.BUILTIN_FOLDER, tmp_path / "plans")
    write_plan(tmp_path / "plans")
    broken = tmp_path / "plans" / "broken"
    broken.mkdir()
    (broken / "plan.yaml").write_text("id: broken", encoding="utf-8")
    monkeypatch.setenv("DABIAO_PLANS_FOLDER", str(tmp_path / "plans"))


def test_with_one_plan_there_is_nothing_to_choose(screen: Screen):
    assert "plan" not in {box.key for box in screen("overview").selectbox}


def test_another_plan_is_chosen_and_named_in_the_address(two_plans: None, screen: Screen):
    test = screen("overview")
    box = test.selectbox(key="plan")
    assert (box.value, box.options) == ("dalian-2018", ["broken", "大连自创区2018年工作推进方案", "沈阳计划"])
    box.select("shenyang-2020").run()
    assert not test.exception
    assert test.query_params["plan"] == "shenyang-2020"
    assert "沈阳计划" in "".join(element.proto.body for element in test.get("html"))


def test_an_address_opens_its_plan_and_an_unknown_one_the_own(two_plans: None, screen: Screen):
    assert screen("overview", plan="shenyang-2020").selectbox(key="plan").value == "shenyang-2020"
    assert screen("overview", plan="nowhere").selectbox(key="plan").value == "dalian-2018"

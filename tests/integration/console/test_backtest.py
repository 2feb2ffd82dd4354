"""`dabiao backtest` and the projections of `dabiao status`, on the sample database."""

import json
import subprocess

import pytest

from tests.sample_database import DABIAO, environment

TRIALS = {"high_tech_output_share": 17, "high_end_equipment_share": 17, "rd_intensity": 0}


def said(url: str, *arguments: str) -> str:
    done = subprocess.run([DABIAO, *arguments], env=environment(url), check=True, capture_output=True, timeout=60)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def tried(sample_database_url: str) -> list[dict]:
    return json.loads(said(sample_database_url, "backtest", "--format", "json"))


def test_every_month_with_two_complete_years_before_it_was_tried(tried: list[dict]):
    assert {each["code"]: each["trials"] for each in tried} == {
        each["code"]: TRIALS.get(each["code"], 19) for each in tried
    }
    assert all(each["held"] == sum(trial["held"] for trial in each["origins"]) for each in tried)


def test_the_interval_keeps_what_it_promises_over_all_trials(tried: list[dict]):
    held, trials = (sum(each[name] for each in tried) for name in ("held", "trials"))
    assert held / trials >= tried[0]["nominal"]


def test_the_command_says_it_in_words(sample_database_url: str):
    lines = said(sample_database_url, "backtest").splitlines()
    assert len(lines) == 8
    assert "过去 19 个月逐月回测" in lines[0]
    assert "个百分点" in lines[2]
    assert "无法回测" in lines[-1]


def test_projections_have_an_interval_around_the_value_and_reasons_are_in_words(sample_database_url: str):
    rows = json.loads(said(sample_database_url, "status", "--format", "json"))
    for row in rows[:-1]:
        projection = row["projection"]
        assert projection["low"] <= projection["value"] <= projection["high"]
        assert 0 <= projection["probability"] <= 1
        assert row["reason"].endswith("。")
    assert set(rows[-1]["projection"].values()) == {None}

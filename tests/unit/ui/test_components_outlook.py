"""Outlooks in words, and what changed since the last visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators.backtest import Backtest, Trial
from indicators.outlook import Outlook, OutlookReason
from indicators.periods import Period
from services.monitoring.last_visit import Changes, CorrectedFigure, MovedStatus
from tests.unit.ui.standings import PLAN, SEPTEMBER, ahead, at
from ui.components.outlook_words import (
    interval_words,
    outlook_in_brief,
    outlook_number,
    outlook_sentences,
    probability_words,
)
from ui.components.since import MOST, since_last_visit

ZH, EN = texts("zh"), texts("en")
FIRMS = at("new_high_tech_firms", "141")
AHEAD = replace(ahead(FIRMS, "168", "167", "169", "0.98"), pace=Decimal(188))
TRIED = Backtest(
    "new_high_tech_firms",
    tuple(
        Trial(
            Period.month(2017, month), Period.month(2017, 12), Decimal(141), Decimal(139), Decimal(high), Decimal(140)
        )
        for month, high in ((8, 145), (9, 139))
    ),
)
SINCE = datetime(2018, 8, 15, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("probability", "said"),
    [("0", "<1%"), ("0.004", "<1%"), ("0.005", "1%"), ("0.985", "99%"), ("0.995", ">99%"), ("1", ">99%")],
)
def test_a_simulation_is_never_certain(probability: str, said: str):
    assert probability_words(ahead(FIRMS, "168", "167", "169", probability), ZH) == said


@pytest.mark.parametrize("reason", OutlookReason)
@pytest.mark.parametrize("said", [ZH, EN])
def test_every_reason_for_no_outlook_is_said(reason: OutlookReason, said):
    silent = Outlook("new_high_tech_firms", SEPTEMBER, reason=reason)
    (sentence,) = outlook_sentences(silent, Backtest("x", ()), FIRMS.indicator, said)
    assert sentence
    assert interval_words(silent, FIRMS.indicator, said)
    assert probability_words(silent, said) == outlook_number(silent, FIRMS.indicator, said) == "—"
    assert outlook_in_brief(silent, FIRMS.indicator, said) == ""


def test_the_outlook_stands_beside_its_back_test():
    sentences = list(outlook_sentences(AHEAD, TRIED, FIRMS.indicator, ZH))
    assert sentences == [
        "按往年规律，年末约为 168 家，八成把握在 167–169 之间，达到 ≥150 的概率 98%。",
        "若只按当前进度推算，年末为 188 家。",
        "过去 2 个月逐月回测，该区间有 1 个月覆盖实际值，误差中位数 1.0 家。",
    ]
    assert outlook_number(AHEAD, FIRMS.indicator, ZH) == "168"


def test_an_interval_that_was_never_tried_says_so():
    assert list(outlook_sentences(AHEAD, Backtest("x", ()), FIRMS.indicator, EN))[-1].startswith("There is too little")


def test_after_the_year_no_outlook_is_shown():
    over = Outlook("new_high_tech_firms", SEPTEMBER, Decimal(172), reason=OutlookReason.YEAR_OVER)
    assert outlook_number(over, FIRMS.indicator, ZH) == "—"


def changes(**fields: object) -> Changes:
    return Changes(**{"since": SINCE, "before": SEPTEMBER, "now": SEPTEMBER, "statuses": (), "figures": ()} | fields)


def test_a_first_visit_says_what_will_stand_there():
    assert "首次查看" in since_last_visit(None, PLAN, ZH)


def test_where_nothing_changed_that_is_said():
    told = since_last_visit(changes(), PLAN, ZH)
    assert "自上次查看（2018年8月15日）以来" in told
    assert "数据和状态没有变化。" in told


def test_new_months_corrections_and_turned_statuses_are_listed():
    turned = MovedStatus(at("tech_smes", "2989", Period.month(2018, 7), baseline="2700"), at("tech_smes", "3126"))
    contracts = PLAN.indicator("technology_contract_value")
    corrected = CorrectedFigure(contracts, Period.month(2018, 7), Decimal("58.02"), Decimal("57.62"))
    told = since_last_visit(changes(before=Period.month(2018, 7), statuses=(turned,), figures=(corrected,)), PLAN, ZH)
    assert "数据更新到2018年9月（上次为2018年7月）。" in told
    assert "2018年7月更正：58.02 → 57.62 亿元" in told
    assert told.index("达到时序") < told.index("已达到")
    assert "已有2018年9月的完整数据" in since_last_visit(changes(before=None), PLAN, ZH)


def test_many_changes_are_counted_instead_of_listed():
    firms = FIRMS.indicator
    figures = tuple(
        CorrectedFigure(firms, Period.month(2018, month), Decimal(month), Decimal(month + 1)) for month in range(1, 10)
    )
    told = since_last_visit(changes(figures=figures), PLAN, EN)
    assert told.count("<li>") == MOST + 1
    assert "3 more changes" in told

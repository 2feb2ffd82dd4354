"""Check relations in words, made from the parse tree."""

from __future__ import annotations

import pytest

from i18n.relation_words import relation_words
from i18n.texts import LANGUAGES, texts
from indicators import registry
from indicators.relations import parse

PLAN = registry.load_builtin()


@pytest.mark.parametrize(
    ("relation", "zh"),
    [
        ("03≤04", "高新技术产业产值〔03〕不大于规上工业总产值〔04〕"),
        ("05=06+07", "高端装备制造业销售收入〔05〕等于装备制造业销售收入〔06〕加新组建研发机构〔07〕"),
        ("01≥上期01", "新认定高新技术企业〔01〕不小于上期新认定高新技术企业〔01〕"),
        ("08≈上年08±30%", "有效发明专利〔08〕与上年同期有效发明专利〔08〕相差不超过30%"),
        ("08≈上年08±5", "有效发明专利〔08〕与上年同期有效发明专利〔08〕相差不超过5"),
        (
            "01≈上年01±30%或±10",
            "新认定高新技术企业〔01〕与上年同期新认定高新技术企业〔01〕相差不超过30%或10（取较宽者）",
        ),
        ("03<常值03×1000", "高新技术产业产值〔03〕小于高新技术产业产值〔03〕的通常水平乘以1,000"),
        ("01=名录01", "新认定高新技术企业〔01〕等于名录中的新认定高新技术企业〔01〕"),
        ("09≠F02.21", "输出技术合同成交额〔09〕不等于报表F02的地区生产总值〔21〕"),
        (
            "09>(上年全市09−2)÷3",
            "输出技术合同成交额〔09〕大于（上年同期全市各填报单位输出技术合同成交额〔09〕合计减2）除以3",
        ),
        ("03∈常态03±3.5", "高新技术产业产值〔03〕的同比增速处于该单位以往的常态范围（修正Z值的绝对值不超过3.5）"),
        ("77≤04", "77〔77〕不大于规上工业总产值〔04〕"),
    ],
)
def test_relation_reads_as_an_official_would_say_it(relation: str, zh: str):
    assert relation_words(parse(relation), PLAN, texts("zh")) == zh


def test_relation_reads_in_english_too():
    said = relation_words(parse("01≈上年01±30%或±10"), PLAN, texts("en"))
    assert said == (
        "Newly certified high-tech firms [01] is within 30% or 10, whichever is wider, of "
        "Newly certified high-tech firms [01] in the same period of last year"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_plan_has_words_of_its_own(language):
    rules = [(rule.form, rule.relation) for rule in PLAN.checks]
    words = {(form, relation_words(parse(relation), PLAN, texts(language))) for form, relation in rules}
    assert len(words) == len(set(rules))

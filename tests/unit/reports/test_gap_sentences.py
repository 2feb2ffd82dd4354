"""Who is behind the gap, in words: exact parts, right comparatives, nothing claimed where there are no parts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n.texts import texts
from indicators.observations import Observation
from indicators.periods import Period
from indicators.plan import Plan, UnitTarget
from reports.composing import Composer
from reports.gap_sentences import shares_of_gap
from reports.summary import Figure, Table
from tests.unit.reports.invented import PLAN, REPORTERS, content, observed, summary

SHARE, FIRMS = "high_tech_output_share", "new_high_tech_firms"
DECEMBER = Period.month(2018, 12)


def outputs(*pairs: tuple[str, str]) -> list[Observation]:
    return [
        observed(variable, unit, DECEMBER, value)
        for unit, pair in zip(REPORTERS, pairs, strict=True)
        for variable, value in zip(("03", "04"), pair, strict=True)
    ]


def composer(language: Any, **shape: Any) -> Composer:
    return Composer.of(content(**shape), texts(language))


def told(language: Any, code: str = SHARE, **shape: Any) -> str:
    of = composer(language, **shape)
    section = next(each for each in of.content.sections if each.standing.indicator.code == code)
    said = of.gap_sentences(section)
    runs = (*said.gap(), *said.own_targets())
    return "".join(run.text if isinstance(run, Figure) else run for run in runs)


def own(*targets: int, code: str = FIRMS) -> Plan:
    given = tuple(UnitTarget(unit=u, value=Decimal(t)) for u, t in zip(REPORTERS, targets, strict=True))
    one = next(each for each in PLAN.indicators if each.code == code).model_copy(update={"unit_targets": given})
    parts = {name: getattr(PLAN, name) for name in Plan.model_fields}
    return Plan(**{**parts, "indicators": (one,)})


BEHIND_ZH = (
    "按各单位分子、分母精确分解，全市低于目标5.0个百分点，为各单位正负影响相抵的结果："
    "拉低全市水平的有金普新区（5.00个百分点）、中山区（1.67个百分点）；拉高全市水平的有高新区（1.67个百分点）。"
)
BEHIND_EN = (
    "Split exactly by the units’ own numerators and denominators, the distance of 5.0 percentage points below the "
    "target is what remains of effects in both directions: held back by Jinpu New Area (5.00 percentage points), "
    "Zhongshan District (1.67 percentage points); lifted by High-tech Zone (1.67 percentage points)."
)
AHEAD_ZH = (
    "全市高于目标2.7个百分点，为各单位正负影响相抵的结果："
    "拉高全市水平的有中山区（1.67个百分点）、高新区（1.00个百分点）。"
)
EVEN_ZH = (
    "按各单位分子、分母精确分解，各单位对全市的拉高与拉低基本相抵：拉低全市水平的有中山区（1.67个百分点）；"
    "拉高全市水平的有金普新区（1.67个百分点）。"
)


@pytest.mark.parametrize(
    ("shares", "zh", "en"),
    [
        ((600, 500, 700), BEHIND_ZH, BEHIND_EN),
        ((700, 650, 680), AHEAD_ZH, "2.7 percentage points above the target"),
        ((600, 700, 650), EVEN_ZH, "what lifts the city and what holds it back cancel out"),
    ],
)
def test_the_parts_of_a_gap_are_named_on_both_sides(shares: tuple[int, ...], zh: str, en: str) -> None:
    figures = outputs(*((str(over), "1000") for over in shares))
    assert zh in told("zh", figures=figures)
    assert en in told("en", figures=figures)


def test_one_percentage_point_is_singular() -> None:
    assert "Zhongshan District (1.00 percentage point)" in told(
        "en", figures=outputs(("620", "1000"), ("650", "1000"), ("650", "1000"))
    )


def test_nothing_is_split_before_every_unit_has_reported() -> None:
    assert told("zh", figures=outputs(("600", "1000"), ("500", "1000"), ("700", "1000"))[:4]) == ""


@pytest.mark.parametrize("code", [FIRMS, "invention_patents_per_10k", "rd_intensity"])
def test_what_has_no_exact_parts_claims_none(code: str) -> None:
    assert told("zh", code) == ""


def test_own_targets_say_who_reached_them_and_whether_they_add_up() -> None:
    plan = own(60, 70, 30)
    assert told("zh", FIRMS, plan=plan) == (
        "方案为3个单位分别规定了目标。达到单位目标的有中山区、高新区。"
        "距单位目标尚有差距的有金普新区（10家）。各单位目标之和比全市目标高10家。"
    )
    english = told("en", FIRMS, plan=own(60, 60, 29))
    assert english.endswith("The units’ targets add up to 1 firm less than the city’s.")


def test_a_units_own_gap_is_in_the_unit_of_its_own_figure() -> None:
    said = told("zh", "invention_patents_per_10k", plan=own(10**6, 10**6, 10**6, code="invention_patents_per_10k"))
    assert "距单位目标尚有差距的有" in said
    assert "件）" in said
    assert "件/万人" not in said


amounts = st.integers(min_value=0, max_value=10**6)


@settings(max_examples=40, deadline=None)
@given(pairs=st.lists(st.tuples(amounts, st.integers(min_value=1, max_value=10**6)), min_size=3, max_size=3))
def test_the_parts_add_up_to_actual_minus_target_whatever_is_reported(pairs: list[tuple[int, int]]) -> None:
    figures = outputs(*((str(over), str(under)) for over, under in pairs))
    section = next(each for each in content(figures=figures).sections if each.standing.indicator.code == SHARE)
    shares = shares_of_gap(section)
    ratio = Fraction(100 * sum(over for over, _ in pairs), sum(under for _, under in pairs))
    assert sum(each.share for each in shares) == ratio - 65
    of = summary("zh", figures=figures)
    said = {each.key.rsplit("/", 1)[1]: each for each in of.figures if f"{SHARE}/gap_part/" in each.key}
    for each in shares:
        assert (each.unit in said) is bool(each.share)
        if each.share:
            assert said[each.unit].value == pytest.approx(abs(Decimal(each.share.numerator) / each.share.denominator))


def test_the_annex_gives_every_unit_its_part_with_its_sign() -> None:
    of = summary("zh", figures=outputs(("600", "1000"), ("500", "1000"), ("700", "1000")))
    (table,) = [each for each in of.blocks if isinstance(each, Table) and "对差距的影响（百分点）" in each.heads]
    last = ["".join(run.text if isinstance(run, Figure) else run for run in row[-1]) for row in table.rows]
    assert last == ["+1.67", "−1.67", "−5.00"]

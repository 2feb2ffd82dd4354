"""Changes of scope: where a line breaks, which comparisons are refused, and which faults a plan's file can have."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import registry
from indicators.exact import decimal_of
from indicators.observations import Basis
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.scope import break_between, breaks_of_year, changes_of, unit_break
from indicators.year_on_year import OTHER_UNITS, UNKNOWN, Growth, GrowthBasis, year_on_year
from tests.unit.indicators.plan_folder import write_plan
from tests.unit.indicators.small_plan import (
    BUREAU,
    FLOW,
    INTENSITY,
    PER_HEAD,
    PLAN,
    SHARE,
    STOCK,
    figure,
    figures,
    month,
    reported,
    year,
)

MARCH, APRIL, LAST_APRIL = month(3), month(4), month(4, 2017)


def change(code: str = "new", since: str = "2018-04", **named: str) -> ScopeChange:
    return ScopeChange(
        code=code, since=since, text=Bilingual(zh="行业代码调整。", en="Industry codes revised."), **named
    )


def changed(*changes: ScopeChange):
    return PLAN.model_copy(update={"scope_changes": changes})


@pytest.mark.parametrize(
    ("named", "touched"),
    [
        ({"variable": "03"}, {"share"}),
        ({"variable": "04"}, {"share"}),
        ({"variable": "23"}, {"per_head"}),
        ({"unit": "A"}, {"flow", "stock", "share", "per_head"}),
        ({"unit": BUREAU}, {"per_head", "intensity"}),
        ({"unit": "A", "variable": "02"}, {"stock"}),
        ({"unit": "Z", "variable": "02"}, set()),
        ({"indicator": "flow"}, {"flow"}),
    ],
)
def test_a_change_touches_the_indicators_its_figures_enter(named, touched):
    plan = changed(change(**named))
    assert {each.code for each in plan.indicators if changes_of(plan, each)} == touched


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        (MARCH, APRIL, True),
        (APRIL, month(5), False),
        (month(2), MARCH, False),
        (LAST_APRIL, APRIL, True),
        (year(2017), year(2018), True),
        (year(2018), year(2019), False),
    ],
)
def test_the_line_breaks_between_the_last_old_and_the_first_new_period(before: Period, after: Period, broken: bool):
    found = break_between(changed(change(variable="01")), FLOW, before, after)
    assert (found is not None) is broken


def test_the_months_of_a_year_before_which_the_line_breaks_are_told_in_time():
    plan = changed(change("b", "2018-09", unit="A"), change("a", "2018-04", variable="01"))
    assert {number: each.code for number, each in breaks_of_year(plan, FLOW, 2018).items()} == {4: "a", 9: "b"}
    assert breaks_of_year(plan, FLOW, 2017) == {}
    assert [each.code for each in changes_of(plan, FLOW)] == ["a", "b"]


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ({"variable": "03"}, {"A", "B"}),
        ({"variable": "04", "unit": "A"}, {"A"}),
        ({"unit": "B"}, {"B"}),
        ({"indicator": "share"}, {"A", "B"}),
        ({"indicator": "flow"}, set()),
        ({"variable": "02"}, set()),
    ],
)
def test_a_units_own_values_break_with_its_figures_and_with_the_indicator(named, found):
    plan = changed(change(**named))
    assert {unit for unit in ("A", "B") if unit_break(plan, SHARE, unit, MARCH, APRIL)} == found
    assert unit_break(plan, SHARE, "A", APRIL, month(5)) is None


def restated(*observations):
    from dataclasses import replace

    found = [replace(each, basis=Basis.RESTATED) for each in observations]
    return {(each.variable, each.unit, each.period): each for each in found}


THIS_YEAR, LAST_YEAR = reported("01", APRIL, "11 22 33"), reported("01", LAST_APRIL, "10 20 20")


def growth(plan=PLAN, indicator=FLOW, period=APRIL, known=(), given=(), units=None):
    return year_on_year(plan, indicator, period, figures(*known), restated(*given), units)


def test_without_restated_figures_growth_is_against_what_was_approved_then():
    assert growth(known=[*THIS_YEAR, *LAST_YEAR]) == Growth(50, 32, GrowthBasis.APPROVED)


def test_restated_figures_come_first_and_it_says_so():
    given = reported("01", APRIL, "22 22 22")
    assert growth(known=[*THIS_YEAR, *LAST_YEAR], given=given) == Growth(66, 0, GrowthBasis.RESTATED)
    part = reported("01", APRIL, "22 - -")
    assert growth(known=[*THIS_YEAR, *LAST_YEAR], given=part).basis is GrowthBasis.MIXED


def test_across_a_change_of_scope_growth_is_refused_unless_restated():
    broken = change(variable="01")
    plan = changed(broken)
    known = [*THIS_YEAR, *LAST_YEAR]
    assert growth(plan, known=known) == Growth(None, None, None, broken)
    assert growth(plan, known=known, given=reported("01", APRIL, "22 22 -")).refused == broken
    assert growth(plan, known=known, given=reported("01", APRIL, "22 22 22")).change == 0


def test_a_change_at_one_unit_needs_only_that_units_figure_restated():
    plan = changed(change(unit="A"))
    known = [*THIS_YEAR, *LAST_YEAR]
    assert growth(plan, known=known).refused is not None
    assert growth(plan, known=known, units=["B"]) == Growth(20, 10, GrowthBasis.APPROVED)
    assert growth(plan, known=known, given=reported("01", APRIL, "15 - -")) == Growth(55, 20, GrowthBasis.MIXED)


def test_a_change_of_the_indicator_itself_is_not_mended_by_restated_inputs():
    broken = change(indicator="flow")
    given = reported("01", APRIL, "22 22 22")
    assert growth(changed(broken), known=[*THIS_YEAR, *LAST_YEAR], given=given).refused == broken


def test_where_last_year_is_not_whole_there_is_no_growth():
    assert growth(known=[*THIS_YEAR, *reported("01", LAST_APRIL, "10 20 -")]) == OTHER_UNITS
    assert growth(known=THIS_YEAR) == UNKNOWN
    assert growth(known=LAST_YEAR) == UNKNOWN


@pytest.mark.parametrize("before", ["0 0 0", "10 -5 -8"])
def test_from_zero_or_less_there_is_no_growth(before: str):
    found = growth(known=[*THIS_YEAR, *reported("01", LAST_APRIL, before)])
    assert found == Growth(0 if before == "0 0 0" else -3, None, GrowthBasis.APPROVED)
    assert found.from_zero
    assert not growth(known=[*THIS_YEAR, *LAST_YEAR]).from_zero
    assert not UNKNOWN.from_zero


def test_a_unit_to_which_last_year_did_not_apply_makes_the_years_incomparable():
    before = [*reported("01", LAST_APRIL, "10 20 -"), figure("01", "C", LAST_APRIL, None)]
    assert growth(known=[*THIS_YEAR, *before]) == OTHER_UNITS


def test_of_a_ratio_a_unit_without_one_of_its_figures_makes_the_years_incomparable():
    known = [
        *reported("03", APRIL, "60 30 10"), *reported("04", APRIL, "100 50 50"),
        *reported("03", LAST_APRIL, "50 20 10"), *reported("04", LAST_APRIL, "100 50 -"),
    ]  # fmt: skip
    assert growth(indicator=SHARE, known=known) == OTHER_UNITS


def test_growth_names_the_figures_it_is_measured_against():
    part = growth(known=[*THIS_YEAR, *LAST_YEAR], given=reported("01", APRIL, "22 - -"))
    assert part.against == (
        ("01", "A", APRIL, Basis.RESTATED),
        ("01", "B", LAST_APRIL, Basis.CURRENT),
        ("01", "C", LAST_APRIL, Basis.CURRENT),
    )
    patents = [*reported("08", APRIL, "100 200 300"), *reported("08", LAST_APRIL, "100 100 200")]
    people = [figure("23", BUREAU, year(2017), "600"), figure("23", BUREAU, year(2015), "500")]
    found = growth(indicator=PER_HEAD, known=[*patents, *people])
    assert found.against[-1] == ("23", BUREAU, year(2015), Basis.CURRENT)
    assert growth(known=THIS_YEAR).against == ()


def test_a_percentage_that_is_reported_as_one_grows_in_points():
    of = STOCK.model_copy(update={"unit": SHARE.unit})
    known = [figure("02", "A", APRIL, "12"), figure("02", "A", LAST_APRIL, "10")]
    assert growth(indicator=of, known=known) == Growth(10, 2, GrowthBasis.APPROVED)


def test_only_units_that_enter_now_are_compared():
    known = [*reported("01", APRIL, "11 22 -"), *LAST_YEAR]
    assert growth(known=known) == Growth(30, 10, GrowthBasis.APPROVED)


def test_a_percentage_grows_in_points_by_sums_never_by_a_mean_of_ratios():
    known = [
        *reported("03", APRIL, "60 30 10"), *reported("04", APRIL, "100 50 50"),
        *reported("03", LAST_APRIL, "50 20 10"), *reported("04", LAST_APRIL, "100 50 50"),
    ]  # fmt: skip
    assert growth(indicator=SHARE, known=known) == Growth(40, 10, GrowthBasis.APPROVED)
    assert growth(indicator=SHARE, known=known, units=["A"]).change == 10
    half = [*known[:6], *reported("03", LAST_APRIL, "50 20 10"), *reported("04", LAST_APRIL, "0 0 0")]
    assert growth(indicator=SHARE, known=half) == UNKNOWN


def test_a_city_wide_denominator_is_each_years_own():
    patents = [*reported("08", APRIL, "100 200 300"), *reported("08", LAST_APRIL, "100 100 200")]
    people = [figure("23", BUREAU, year(2017), "600"), figure("23", BUREAU, year(2016), "500")]
    assert growth(indicator=PER_HEAD, known=[*patents, *people]) == Growth(
        decimal_of(Fraction(400, 500)), 25, GrowthBasis.APPROVED
    )
    assert growth(indicator=PER_HEAD, known=patents) == UNKNOWN
    carried = growth(indicator=PER_HEAD, known=[*patents, people[0]])
    assert carried == UNKNOWN
    assert growth(indicator=PER_HEAD, known=[*patents], units=["A"]) == Growth(100, 0, GrowthBasis.APPROVED)
    broken = change(variable="23", since="2017-06")
    assert growth(changed(broken), PER_HEAD, known=[*patents, *people]).refused == broken


def test_a_yearly_percentage_is_compared_year_by_year():
    known = [
        figure("22", BUREAU, year(), "33"), figure("21", BUREAU, year(), "1000"),
        figure("22", BUREAU, year(2017), "30"), figure("21", BUREAU, year(2017), "1000"),
    ]  # fmt: skip
    assert growth(indicator=INTENSITY, period=year(), known=known).change == decimal_of(Fraction(3, 10))


amounts = st.integers(1, 10**6).map(str)


@given(now=st.tuples(amounts, amounts, amounts), past=st.tuples(amounts, amounts, amounts))
def test_growth_of_restated_figures_does_not_care_where_the_scope_changed(now, past):
    known, given = reported("02", APRIL, " ".join(now)), reported("02", APRIL, " ".join(past))
    whole = growth(indicator=STOCK, known=known, given=given)
    assert whole == growth(changed(change(variable="02"), change("b", unit="A")), STOCK, known=known, given=given)
    assert whole.before == sum(map(int, past))
    assert whole.change == decimal_of((Fraction(sum(map(int, now)), sum(map(int, past))) - 1) * 100)


SCOPE_CHANGES = """\
scope_changes:
  - code: industry-codes
    variable: "11"
    since: 2020-04
    text: {zh: 示例：改按新行业代码统计。, en: "Sample: counted by new industry codes."}
"""


def plan_with(tmp_path: Path, text: str) -> Path:
    folder = write_plan(tmp_path, {})
    (folder / "scope_changes.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_plan_brings_its_changes_of_scope_as_a_file(tmp_path: Path):
    plan = registry.load(plan_with(tmp_path, SCOPE_CHANGES))
    (found,) = plan.scope_changes
    assert (found.first, found.text.zh) == (Period.month(2020, 4), "示例：改按新行业代码统计。")
    assert breaks_of_year(plan, plan.indicator("contracts"), 2020) == {4: found}
    assert breaks_of_year(plan, plan.indicator("density"), 2020) == {}


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ('variable: "11"', 'variable: "99"', "scope_changes.yaml:3 plan_variable_unknown"),
        ('variable: "11"', "unit: SY-X", "scope_changes.yaml:3 plan_unit_unknown"),
        ('variable: "11"', "indicator: happiness", "scope_changes.yaml:3 plan_indicator_unknown"),
        ('    variable: "11"\n', "", "scope_changes.yaml:2 plan_scope_of_what"),
        ('variable: "11"', 'indicator: contracts\n    variable: "11"', "scope_changes.yaml:2 plan_scope_of_what"),
        ("since: 2020-04", "since: 2020-4", "scope_changes.yaml:4 plan_value_malformed"),
        ("since: 2020-04", "from: 2020-04", "scope_changes.yaml:4 plan_key_unknown"),
    ],
)
def test_faults_of_the_file_are_told_with_their_line(tmp_path: Path, was: str, becomes: str, fault: str):
    with pytest.raises(registry.PlanFaultsError) as caught:
        registry.load(plan_with(tmp_path, SCOPE_CHANGES.replace(was, becomes)))
    assert fault in {f"{each.file}:{each.line} {each.code}" for each in caught.value.faults}

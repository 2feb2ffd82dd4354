from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from i18n.texts import texts
from indicators import checks, registry
from indicators.checks import CHECK_PROBLEM_CODES, CheckContext
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import CheckRule, Plan
from indicators.problems import Problem, Severity, accepted
from indicators.relations import Reference, parse

PLAN = registry.load_builtin()
SEPTEMBER = Period.parse("2018-09")
JANUARY = Period.parse("2018-01")
SOUND = dict(
    zip(
        ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"],
        ["12", "150", "60", "100", "10.25", "30", "2", "900", "7.5", "80"],
        strict=True,
    )
)


def plan_with(**changes: object) -> Plan:
    """The plan with other parts; not a copy, which would keep the look-ups of the old parts."""
    return Plan.model_validate({name: getattr(PLAN, name) for name in Plan.model_fields} | changes)


def figure(
    code: str,
    value: str | None,
    period: Period = SEPTEMBER,
    basis: Basis = Basis.CURRENT,
    explanation: str | None = None,
) -> ReportedFigure:
    number = None if value is None else Decimal(value)
    seen = Observation(code, "210202", period, basis, number)
    return ReportedFigure(seen, "F01", f"{basis.value[0].upper()}{period.number}{code}", value or "", explanation)


def run(
    values: Mapping[str, str | None],
    context: CheckContext | None = None,
    *others: ReportedFigure,
    form: str = "F01",
    period: Period = SEPTEMBER,
    explanation: str | None = None,
    plan: Plan = PLAN,
) -> tuple[Problem, ...]:
    figures = [figure(code, value, period, explanation=explanation) for code, value in values.items()]
    return checks.run(plan, plan.form(form), period, [*figures, *others], context or CheckContext())


def codes(problems: tuple[Problem, ...]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in problems]


def test_sound_return_has_no_problem():
    assert run(SOUND) == ()


def test_count_with_a_fraction_is_hard():
    (problem,) = run({"02": "150.5"})
    assert (problem.code, problem.severity, problem.sheet, problem.cell) == (
        "not_integer",
        Severity.HARD,
        "F01",
        "C902",
    )
    assert problem.params == {"code": "02", "value": "150.5", "decimals": "0"}


@pytest.mark.parametrize(("value", "expected"), [("7.50", []), ("7.500", []), ("7.505", ["too_many_decimals"])])
def test_amount_takes_two_decimals_and_trailing_zeros_do_not_count(value: str, expected: list[str]):
    assert [problem.code for problem in run({"09": value})] == expected


def test_figure_of_forty_digits_is_judged_exactly():
    assert [p.code for p in run({"02": "1" * 40})] == []
    assert [p.code for p in run({"02": "1" * 40 + ".5"})] == ["not_integer"]


@pytest.mark.parametrize(("value", "expected"), [("0", []), ("-1", ["below_minimum"])])
def test_negative_count_is_below_its_minimum_and_zero_is_a_value(value: str, expected: list[str]):
    assert [problem.code for problem in run({"07": value})] == expected


def test_figure_may_have_no_minimum():
    free = tuple(v.model_copy(update={"minimum": None}) if v.code == "07" else v for v in PLAN.variables)
    assert run({"07": "-1"}, plan=plan_with(variables=free)) == ()


@pytest.mark.parametrize("basis", list(Basis))
def test_part_greater_than_its_whole_is_hard_in_every_column(basis: Basis):
    figures = [figure("03", "100.01", basis=basis), figure("04", "100", basis=basis)]
    (problem,) = checks.run(PLAN, PLAN.form("F01"), SEPTEMBER, figures, CheckContext())
    assert (problem.code, problem.severity, problem.cell) == ("relation_broken", Severity.HARD, figures[0].cell)
    assert problem.params["relation"] == "03≤04"
    assert problem.params["values"] == "03=100.01, 04=100"


def test_columns_are_not_mixed_in_a_relation():
    assert run({"03": "100"}, None, figure("04", "90", basis=Basis.PUBLISHED)) == ()


@pytest.mark.parametrize("whole", [None, "missing"])
def test_relation_with_a_missing_value_is_not_evaluated(whole: str | None):
    assert run({"03": "100"} if whole else {"03": "100", "04": None}) == ()


@pytest.mark.parametrize(("value", "expected"), [("50", []), ("49.99", ["unlike_previous"])])
def test_falling_total_since_january_asks_for_an_explanation(value: str, expected: list[str]):
    problems = run({"03": value}, CheckContext(previous={"03": Decimal(50)}))
    assert [problem.code for problem in problems] == expected
    assert all(problem.params["other"] == "50" for problem in problems)


def test_flow_starts_anew_in_january_while_a_level_goes_on():
    context = CheckContext(previous={"01": Decimal(40), "02": Decimal(100)})
    assert run({"01": "3", "02": "100"}, context, period=JANUARY) == ()
    rising = next(rule for rule in PLAN.checks if rule.code == "B01").model_copy(update={"relation": "02≥上期02"})
    plan = plan_with(checks=(rising,))
    assert [problem.code for problem in run({"02": "99"}, context, period=JANUARY, plan=plan)] == ["unlike_previous"]


def test_explanation_beside_the_figure_answers_a_soft_problem():
    context = CheckContext(previous={"03": Decimal(50)})
    (blank,) = run({"03": "40"}, context, explanation="  ")
    (answered,) = run({"03": "40"}, context, explanation=" 核减8月重复统计数 ")
    assert (blank.explained, answered.explained) == (None, "核减8月重复统计数")
    assert accepted([answered])
    assert not accepted([blank])


def test_explanation_does_not_answer_a_hard_problem():
    (problem,) = run({"02": "1.5"}, explanation="系统数")
    assert problem.explained is None


@pytest.mark.parametrize(
    ("value", "expected"), [("130", []), ("130.01", ["unlike_last_year"]), ("70", []), ("69.99", ["unlike_last_year"])]
)
def test_thirty_percent_off_last_year_asks_for_an_explanation(value: str, expected: list[str]):
    assert [p.code for p in run({"06": value}, CheckContext(last_year={"06": Decimal(100)}))] == expected


def test_last_year_means_the_restated_figure_of_the_return_before_the_one_approved_then():
    context = CheckContext(last_year={"06": Decimal(10)})
    assert run({"06": "100"}, context, figure("06", "95", basis=Basis.RESTATED)) == ()
    blank = figure("06", None, basis=Basis.RESTATED)
    assert [p.code for p in run({"06": "100"}, context, blank)] == ["unlike_last_year"]


def test_small_counts_may_differ_by_a_few_from_last_year():
    assert run({"01": "14"}, CheckContext(last_year={"01": Decimal(4)})) == ()
    assert [p.code for p in run({"01": "15"}, CheckContext(last_year={"01": Decimal(4)}))] == ["unlike_last_year"]


def test_figure_ten_thousand_times_the_usual_looks_like_a_slip_of_the_unit():
    context = CheckContext(history={"03": [Decimal(20), Decimal(30), Decimal(40)]})
    (problem,) = run({"03": "600000"}, context)
    assert (problem.code, problem.severity) == ("unit_slip", Severity.SOFT)
    assert (problem.params["other"], problem.params["guess"]) == ("30", "60")


@pytest.mark.parametrize("history", [(), (Decimal(0), Decimal(0))])
def test_without_a_usual_value_no_slip_can_be_told(history: tuple[Decimal, ...]):
    assert run({"03": "600000"}, CheckContext(history={"03": history})) == ()


def month(number: int) -> Period:
    return Period.month(2017, number)


def test_months_of_a_history_form_are_checked_against_each_other():
    months = [figure("09", value, month(number)) for number, value in enumerate(["1", "2", "1.5", None, "60000"], 1)]
    found = checks.run(PLAN, PLAN.form("F01H"), Period.whole_year(2017), months, CheckContext())
    assert codes(found) == [("unlike_previous", "C309"), ("unit_slip", "C509")]


def test_earlier_returns_say_nothing_about_the_months_of_a_history_form():
    context = CheckContext(previous={"09": Decimal(50)}, last_year={"09": Decimal(50)})
    assert checks.run(PLAN, PLAN.form("F01H"), Period.whole_year(2017), [figure("09", "5", month(7))], context) == ()


def test_comparisons_over_time_concern_the_current_column_only():
    everywhere = tuple(Basis)
    rules = tuple(rule.model_copy(update={"basis": everywhere}) for rule in PLAN.checks if rule.code in {"B03", "C03"})
    context = CheckContext(previous={"03": Decimal(50)}, last_year={"03": Decimal(50)})
    published = figure("03", "1", basis=Basis.PUBLISHED)
    plan = plan_with(checks=rules)
    assert checks.run(plan, plan.form("F01"), SEPTEMBER, [published], context) == ()


def with_rule(relation: str, severity: str = "soft", basis: tuple[Basis, ...] = (Basis.CURRENT,)) -> Plan:
    rule = CheckRule.model_validate(
        {"code": "X01", "form": "F01", "severity": severity, "relation": relation, "name": {"zh": "试", "en": "Trial"}}
    )
    return plan_with(checks=(rule.model_copy(update={"basis": basis}),))


def other(relation: str) -> Reference:
    """The reference of a relation that is not the return's own."""
    return next(reference for reference in parse(relation).references if not reference.is_own)


@pytest.mark.parametrize(("listed", "expected"), [("12", []), ("11", ["relation_broken"]), (None, [])])
def test_count_is_held_against_the_unit_s_own_name_list(listed: str | None, expected: list[str]):
    plan = with_rule("01=名录01", "hard")
    context = CheckContext(listed={"01": Decimal(listed)} if listed else {})
    problems = run(SOUND, context, plan=plan)
    assert [problem.code for problem in problems] == expected
    assert all(problem.params["values"] == "01=12, 名录01=11" for problem in problems)


def test_name_list_says_nothing_about_last_year_nor_about_other_months():
    plan = with_rule("01=名录01", "hard", tuple(Basis))
    context = CheckContext(listed={"01": Decimal(11)})
    assert run({}, context, figure("01", "12", basis=Basis.PUBLISHED), plan=plan) == ()
    assert run({}, context, figure("01", "12", Period.parse("2018-08")), plan=plan) == ()


@pytest.mark.parametrize(("value", "expected"), [("40", []), ("40.01", ["relation_broken"])])
def test_figure_is_held_against_another_form(value: str, expected: list[str]):
    context = CheckContext(elsewhere={other("09≤F02.21"): Decimal(40)})
    problems = run({"09": value}, context, plan=with_rule("09≤F02.21", "hard"))
    assert [problem.code for problem in problems] == expected


@pytest.mark.parametrize(("value", "expected"), [("60", []), ("61", ["relation_broken"])])
def test_sum_over_the_city_is_the_other_units_and_this_one(value: str, expected: list[str]):
    context = CheckContext(elsewhere={other("09≤全市09×0.6"): Decimal(40)})
    problems = run({"09": value}, context, plan=with_rule("09≤全市09×0.6", "hard"))
    assert [problem.code for problem in problems] == expected
    assert all(problem.params["values"] == "09=61, 全市09=101" for problem in problems)


def test_sum_over_the_city_waits_for_all_its_units():
    assert run({"09": "61"}, CheckContext(), plan=with_rule("09≤全市09×0.6", "hard")) == ()
    last_year = CheckContext(elsewhere={other("09≤上年全市09"): Decimal(40)})
    assert run({"09": "61"}, last_year, plan=with_rule("09≤上年全市09", "hard")) == ()


def test_sum_over_another_form_s_units_has_no_part_of_this_return():
    context = CheckContext(elsewhere={other("09≤全市F02.21"): Decimal(40)})
    assert [p.code for p in run({"09": "41"}, context, plan=with_rule("09≤全市F02.21", "hard"))] == ["relation_broken"]


GROWTHS = {"03": [Decimal(number) for number in (0, 3, 6, 9, 12, 15, 18, 21, 24)]}


@pytest.mark.parametrize(("value", "expected"), [("143.1", []), ("143.2", ["outlier"]), ("80.8", ["outlier"])])
def test_growth_beyond_the_greatest_z_score_asks(value: str, expected: list[str]):
    context = CheckContext(last_year={"03": Decimal(100)}, growths=GROWTHS)
    problems = run({"03": value}, context, plan=with_rule("03∈常态03±3.5"))
    assert [problem.code for problem in problems] == expected


def test_outlier_says_how_unusual_it_is():
    context = CheckContext(last_year={"03": Decimal(100)}, growths=GROWTHS)
    (problem,) = run({"03": "148"}, context, plan=with_rule("03∈常态03±3.5"))
    said = {name: problem.params[name] for name in ("growth", "usual", "score", "limit")}
    assert said == {"growth": "48.0", "usual": "12.0", "score": "4.0", "limit": "3.5"}


def test_outlier_may_be_hard():
    context = CheckContext(last_year={"03": Decimal(100)}, growths=GROWTHS)
    assert [p.code for p in run({"03": "148"}, context, plan=with_rule("03∈常态03±3.5", "hard"))] == ["relation_broken"]


@pytest.mark.parametrize(
    ("value", "code", "typed_in", "guess"),
    [
        ("600000", "unit_slip", "万元", "60"),
        ("6000000000", "unit_slip", "元", "60"),
        ("0.006", "unit_slip", "万亿元", "60"),
        ("0", "unlike_usual", None, None),
        ("30000000", "unlike_usual", None, None),
    ],
)
def test_number_far_from_the_usual_is_explained_by_a_unit_where_one_explains_it(value, code, typed_in, guess):
    context = CheckContext(history={"03": [Decimal(20), Decimal(30), Decimal(40)]})
    problem = run({"03": value}, context, plan=with_rule("03≈常值03±99%"))[-1]
    assert problem.code == code
    assert (problem.params.get("typed_in"), problem.params.get("guess")) == (typed_in, guess)


@pytest.mark.parametrize(
    ("relation", "code"), [("09≤F02.21", "unlike_other_form"), ("09≤全市09×0.6", "unlike_other_units")]
)
def test_soft_code_says_what_the_figure_was_held_against(relation: str, code: str):
    context = CheckContext(elsewhere={other(relation): Decimal(10)})
    assert [p.code for p in run({"09": "90"}, context, plan=with_rule(relation))] == [code]


def test_soft_rule_against_a_list_is_doubtful():
    problems = run({"01": "12"}, CheckContext(listed={"01": Decimal(11)}), plan=with_rule("01=名录01"))
    assert [problem.code for problem in problems] == ["relation_doubtful"]


def test_growth_that_cannot_be_told_is_not_judged():
    plan = with_rule("03∈常态03±3.5")
    assert run({"03": "500"}, CheckContext(growths=GROWTHS), plan=plan) == ()
    assert run({"03": "500"}, CheckContext(last_year={"03": Decimal(1)}), plan=plan) == ()
    context = CheckContext(last_year={"03": Decimal(1)}, growths=GROWTHS)
    assert run({}, context, figure("03", "500", Period.parse("2018-08")), plan=plan) == ()


def test_rules_of_another_form_do_not_apply():
    figures = [figure("22", "500", Period.whole_year(2018)), figure("21", "400", Period.whole_year(2018))]
    assert codes(checks.run(PLAN, PLAN.form("F02"), Period.whole_year(2018), figures, CheckContext())) == [
        ("relation_broken", "C122")
    ]
    assert checks.run(PLAN, PLAN.form("F01"), SEPTEMBER, figures, CheckContext()) == ()


def test_soft_relation_within_the_form_is_doubtful():
    rule = PLAN.checks[0].model_copy(update={"severity": Severity.SOFT})
    (problem,) = run({"03": "5", "04": "4"}, plan=plan_with(checks=(rule,)))
    assert (problem.code, problem.severity, problem.params["other"]) == ("relation_doubtful", Severity.SOFT, "")


def test_problems_come_in_the_order_of_the_figures():
    problems = run(
        {"02": "0.5", "03": "5.001", "04": "4", "05": "-1", "06": "3"}, CheckContext(previous={"03": Decimal(9)})
    )
    assert [problem.code for problem in problems] == [
        "not_integer",
        "too_many_decimals",
        "relation_broken",
        "unlike_previous",
        "below_minimum",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", sorted(CHECK_PROBLEM_CODES))
def test_every_code_says_in_both_languages_what_is_wrong_and_what_to_do(code: str, language):
    blanks = ["code", "value", "other", "guess", "values", "relation", "rule", "minimum", "decimals"]
    blanks += ["growth", "usual", "score", "limit", "typed_in", "typed_in_en", "unit", "unit_en"]
    said = texts(language).problem(Problem(code, CHECK_PROBLEM_CODES[code], params={name: name for name in blanks}))
    assert said.what
    assert said.todo


def test_rule_on_trial_is_judged_alone_figure_by_figure():
    part = next(rule for rule in PLAN.checks if rule.relation == "03≤04")
    figures = [figure("03", "100.01"), figure("04", "100"), figure("03", "1", basis=Basis.PUBLISHED)]
    judged = list(checks.judgements(PLAN, part, SEPTEMBER, figures, CheckContext()))
    assert [(each.figure, each.holds) for each in judged] == [(figures[0], False), (figures[2], None)]
    own, other = Reference("03"), Reference("04")
    assert [each.values for each in judged] == [{own: Decimal("100.01"), other: Decimal(100)}, {own: Decimal(1)}]


def test_broken_relations_leave_out_what_is_wrong_with_the_values_themselves():
    figures = [figure("02", "150.5"), figure("03", "100.01"), figure("04", "100")]
    (problem,) = checks.broken_relations(PLAN, PLAN.form("F01"), SEPTEMBER, figures, CheckContext())
    assert (problem.code, problem.cell) == ("relation_broken", figures[1].cell)


def test_across_a_change_of_scope_nothing_is_asked_unless_a_restated_figure_is_there():
    fallen = {**SOUND, "09": "3"}
    known = CheckContext(previous={"09": Decimal(7)}, last_year={"09": Decimal(9)})
    text = {"zh": "改按认定登记日期统计。", "en": "Now counted by date of registration."}
    changes = ({"code": "by-date", "variable": "09", "since": "2018-09", "text": text},)
    broken = plan_with(scope_changes=changes)
    asked = {("unlike_previous", "C909"), ("unlike_last_year", "C909")}
    assert asked <= set(codes(run(fallen, known)))
    assert not asked & set(codes(run(fallen, known, plan=broken)))
    restated = figure("09", "9", basis=Basis.RESTATED)
    assert asked & set(codes(run(fallen, known, restated, plan=broken))) == {("unlike_last_year", "C909")}

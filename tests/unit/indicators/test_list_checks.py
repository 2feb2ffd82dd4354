"""What is wrong with a list's rows is told at the cell, once, with what there is to compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from i18n.texts import LANGUAGES, texts
from indicators import list_checks
from indicators.list_checks import LIST_PROBLEM_CODES, Elsewhere, ListContext
from indicators.name_lists import NameList
from indicators.plan import Form
from indicators.plan_lists import ListField
from indicators.problems import Problem, Severity, accepted
from tests.unit.indicators.listing import ANEW, F04, F05, NEW, PLAN, SEPTEMBER, code, firms

TODAY = date(2018, 10, 8)


def run(
    listed: NameList, context: ListContext | None = None, form: Form = F04, today: date = TODAY
) -> tuple[Problem, ...]:
    return list_checks.run(form, SEPTEMBER, listed, context or ListContext(), today)


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.cell) for problem in problems]


def with_texts(listed: NameList, of: ListField, *column: str) -> NameList:
    return replace(listed, columns={**listed.columns, of: list(column)})


def test_a_sound_list_raises_nothing():
    assert run(firms((1, "2018-03-01", NEW), (2, "2016-03-01", ANEW))) == ()


def test_a_form_of_figures_has_no_rows_to_check():
    assert run(firms((1, "2018-03-01", "x")), form=PLAN.form("F01")) == ()


def test_a_code_is_told_wrong_by_length_sign_or_check():
    listed = firms((1, "2018-03-01", NEW), (2, "2018-03-01", NEW), (3, "2018-03-01", NEW), (4, "2018-03-01", NEW))
    wrong = with_texts(listed, ListField.CODE, "9199", code(2).replace("M", "O"), code(3)[:-2] + "1Y", "")
    found = run(replace(wrong, typed={10: "91 99"}))
    assert told(found) == [("entry_code_length", "C10"), ("entry_code_character", "C11"), ("entry_code_check", "C12")]
    assert found[0].params == {"rule": "F04-01", "row": "10", "typed": "91 99", "length": "4"}
    assert len(found[2].params["expected"]) == 1


def test_a_kind_must_be_one_of_those_offered():
    (problem,) = run(firms((1, "2018-03-01", "复审"), (2, "2018-03-01", ""), (3, "2018-03-01", ANEW)))
    assert (problem.code, problem.cell, problem.params["offered"]) == ("entry_kind_unknown", "F10", "新认定、重新认定")


@pytest.mark.parametrize(("day", "faulty"), [("2018-09-30", False), ("2018-10-01", True)])
def test_a_date_after_the_period_belongs_to_a_later_list(day: str, faulty: bool):
    assert [p.code for p in run(firms((1, day, NEW)))] == (["entry_date_future"] if faulty else [])


@pytest.mark.parametrize(("day", "faulty"), [("2018-09-20", False), ("2018-09-21", True)])
def test_a_date_after_today_is_in_the_future(day: str, faulty: bool):
    found = run(firms((1, day, NEW)), today=date(2018, 9, 20))
    assert [(p.code, p.params["latest"]) for p in found] == ([("entry_date_future", "2018-09-20")] if faulty else [])


def test_only_the_rows_with_a_doubtful_date_are_told():
    found = run(firms((1, "2018-03-01", NEW), (2, "2015-09-30", NEW), (3, "", NEW), (4, "2018-10-02", NEW)))
    assert told(found) == [("entry_expired", "E11"), ("entry_date_future", "E13")]


def test_a_date_that_could_not_be_read_is_passed_over():
    assert run(firms((1, "", NEW))) == ()


def test_an_expired_certificate_is_asked_about_until_its_row_or_the_list_explains():
    rows = (1, "2015-09-30", NEW)
    (asked,) = run(firms(rows))
    assert (asked.code, asked.cell, asked.severity, asked.explained) == ("entry_expired", "E10", Severity.SOFT, None)
    assert run(firms(rows, notes={10: "复核中"}))[0].explained == "复核中"
    assert run(firms(rows, explanation="年底统一复核"))[0].explained == "年底统一复核"


def test_every_repetition_names_the_first_row():
    found = run(firms((1, "2018-03-01", NEW), (2, "2018-03-01", NEW), (1, "2018-03-01", NEW), (1, "2018-03-01", NEW)))
    assert told(found) == [("entry_duplicate", "C12"), ("entry_duplicate", "C13")]
    assert {problem.params["first"] for problem in found} == {"10"}


def test_blank_codes_are_no_repetition():
    listed = firms((1, "2018-03-01", NEW), (2, "2018-03-01", NEW))
    assert run(with_texts(listed, ListField.CODE, "", "")) == ()


def test_a_host_may_have_several_institutions_but_not_one_twice():
    rows = [(1, "2018-03-01", "其他")] * 3
    named = with_texts(firms(*rows), ListField.NAME, "甲中心", "乙实验室", "甲 中心")
    assert told(run(named, form=F05)) == [("entry_duplicate", "B12")]


def test_a_firm_with_an_earlier_certificate_is_not_new():
    before = ListContext(before={code(1): date(2015, 9, 1), code(2): date(2015, 9, 1), code(3): date(2018, 3, 1)})
    rows = [(1, "2018-09-01", NEW), (2, "2018-09-01", ANEW), (3, "2018-03-01", NEW), (4, "2018-09-01", NEW)]
    (problem,) = run(firms(*rows), before)
    assert (problem.code, problem.cell, problem.params["before"]) == ("entry_not_new", "F10", "2015-09-01")
    assert run(firms(*rows), before, form=F05.model_copy(update={"listing": F05.listing_of}))[0].code != "entry_not_new"


def test_a_firm_in_two_districts_is_told_with_who_came_first():
    elsewhere = ListContext(elsewhere={code(2): [Elsewhere("西岗区", "西岗区", "2018-09-08")]})
    (problem,) = run(firms((1, "2018-03-01", NEW), (2, "2018-03-01", NEW), notes={11: "迁址中"}), elsewhere)
    assert (problem.code, problem.cell, problem.explained) == ("entry_elsewhere", "C11", "迁址中")
    assert problem.params == {"rule": "F04-09", "row": "11", "unit": "西岗区", "first": "西岗区", "since": "2018-09-08"}


def test_a_count_that_the_return_contradicts_is_asked_about_above_the_table():
    reported = ListContext(reported={"01": Decimal(2), "10": Decimal(1)})
    found = run(firms((1, "2018-03-01", NEW)), reported)
    assert [(p.code, p.cell, p.params) for p in found] == [
        ("list_count_differs", "C7", {"rule": "F04-10", "code": "01", "listed": "1", "reported": "2"})
    ]
    assert not accepted(found)
    assert accepted(run(firms((1, "2018-03-01", NEW), explanation="月报将更正"), reported))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(LIST_PROBLEM_CODES))
def test_every_problem_has_words(language, name: str):
    first = "row typed length expected date latest years end offered first name kind"
    blanks = [*first.split(), "renewed", "before", "unit", "since", "code", "listed", "reported"]
    said = texts(language).problem(Problem(name, LIST_PROBLEM_CODES[name], params={blank: blank for blank in blanks}))
    assert said.what
    assert said.todo

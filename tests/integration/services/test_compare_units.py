"""A return under review against the other units': relations over the city, firms listed twice, changes among units."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from indicators.among_units import Among
from indicators.observations import Basis, Observation, ReportedFigure
from indicators.periods import Period
from indicators.plan import Bilingual, ScopeChange
from indicators.returns import ReturnKey, ReturnState
from services.returns.compare_return import opened_return
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from tests.unit.indicators.listing import ANEW, NEW, code, firms

NOW = datetime(2018, 10, 20, 8, tzinfo=UTC)
OWN, OTHER = "210202", "210203"
AUGUST, SEPTEMBER = Period.parse("2018-08"), Period.parse("2018-09")
REPORTER = Actor("zhongshan", "中山区填报人", (Grant(Role.REPORTER, OWN),))
REVIEWER = Actor("reviewer", "审核人", (Grant(Role.REVIEWER),))
OF_TWO = Actor("reviewer-b", "审核人乙", (Grant(Role.REVIEWER, OWN), Grant(Role.REVIEWER, OTHER)))


@pytest.fixture
def send(database, plan):
    """send({"01": 12}) stores a return of 中山区 for September that waits; `listed` makes it a list's."""

    def stored(values=(), unit=OWN, form="F01", listed=None, state=ReturnState.SUBMITTED, explanation=None):
        key = ReturnKey(form, unit, SEPTEMBER)
        figures = [
            ReportedFigure(
                Observation(code, unit, SEPTEMBER, Basis.CURRENT, Decimal(str(value))),
                form,
                f"D{row}",
                str(value),
                explanation,
            )
            for row, (code, value) in enumerate(dict(values).items(), start=9)
        ]
        with database.transaction() as tx:
            sha256 = tx.files.add(f"{key} {values} {listed}".encode(), NOW)
            return tx.submissions.add(
                plan.head.id, key, f"{form}.xlsx", sha256, "li", NOW, figures, state, listed=listed
            )

    return stored


def besides(database, plan, sent, actor=REVIEWER):
    return opened_return(database, plan, actor, sent.id).besides


def changes(found):
    return {each.variable.code: each.comparison for each in found.changes}


def test_who_reports_sees_nothing_of_the_other_units(database, plan, send):
    sent = send({"01": 1})
    assert besides(database, plan, sent, REPORTER) is None
    assert besides(database, plan, sent) is not None


def test_a_relation_over_the_city_waits_until_all_units_are_approved(database, plan, send, all_report):
    all_report("2017-09", {"04": 100})
    sent = send({"04": 110})
    (check,) = besides(database, plan, sent).city
    assert (check.rule.code, check.holds, check.figure.cell) == ("W04", None, "D9")
    all_report("2018-09", {"04": 110}, but=(OWN,))
    (check,) = besides(database, plan, sent).city
    assert check.holds is True
    assert {str(each): value for each, value in check.values.items()} == {
        "04": 110, "全市04": 13 * 110, "上年04": 100, "上年全市04": 1300,
    }  # fmt: skip
    (check,) = besides(database, plan, send({"04": 300}, explanation="新投产")).city
    assert (check.holds, check.figure.explanation) == (False, "新投产")


def test_a_firm_that_another_unit_lists_too_is_named_with_who_came_first(database, plan, send):
    send(unit=OTHER, form="F04", listed=firms((1, "2018-03-01", NEW), (2, "2017-05-06", ANEW)))
    sent = send(form="F04", listed=firms((3, "2018-03-01", NEW), (2, "2017-05-06", ANEW)))
    (listed,) = besides(database, plan, sent).lists
    (doubled,) = listed.found
    assert (doubled.cell, doubled.row.code, doubled.unit.code, doubled.first.code) == ("C11", code(2), OTHER, OTHER)
    assert (listed.count, doubled.since.date().isoformat()) == (1, "2018-10-20")


def test_a_return_of_figures_is_held_against_the_lists_they_are_counted_from(database, plan, send):
    sent = send({"01": 1})
    assert [(each.form.code, each.found) for each in besides(database, plan, sent).lists] == [
        ("F04", None),
        ("F05", None),
    ]
    send(form="F04", listed=firms((2, "2017-05-06", ANEW)))
    send(unit=OTHER, form="F04", listed=firms((2, "2017-05-06", ANEW)), state=ReturnState.RETURNED)
    firms_listed, institutions = besides(database, plan, sent).lists
    assert (firms_listed.found, institutions.found) == ((), None)


def test_a_change_is_ranked_and_scored_among_the_other_units_as_they_stand(database, plan, send, all_report, approve):
    all_report("2018-08", {"02": 100, "09": 10})
    units = [unit.code for unit in plan.reporters(plan.form("F01")) if unit.code != OWN]
    for number, unit in enumerate(units):
        (approve if number % 2 else lambda form, unit, _, values: send(values, unit, form))(
            "F01", unit, "2018-09", {"02": 101 + number % 3, "09": 11}
        )
    sent = send({"02": 160, "09": 11, "01": 5})
    found = changes(besides(database, plan, sent))
    assert list(found) == ["01", "02", "09"]
    assert found["01"] is None
    assert (found["02"].change, found["02"].usual, found["02"].rank, found["02"].count) == (60, 2, 1, 13)
    assert (found["02"].place, found["09"].place, found["09"].rank) == (Among.ABOVE, Among.LIKE, 1)


def test_who_reviews_some_units_compares_among_those(database, plan, send, all_report):
    all_report("2018-08", {"02": 100})
    all_report("2018-09", {"02": 103}, but=(OWN,))
    found = changes(besides(database, plan, send({"02": 102}), OF_TWO))["02"]
    assert (found.count, found.usual, found.rank, found.place) == (2, 3, 2, Among.FEW)


def test_across_a_change_of_scope_no_change_is_compared(database, plan, send, all_report):
    all_report("2018-08", {"02": 100})
    all_report("2018-09", {"02": 103}, but=(OWN,))
    text = Bilingual(zh="改按备案统计。", en="Now counted by registration.")
    ours = ScopeChange(code="filed", variable="02", unit=OWN, since="2018-09", text=text)
    theirs = ours.model_copy(update={"unit": OTHER})
    sent = send({"02": 102})
    broken, partly = (plan.model_copy(update={"scope_changes": (each,)}) for each in (ours, theirs))
    assert changes(besides(database, broken, sent))["02"] is None
    assert changes(besides(database, partly, sent))["02"].count == 12


def test_a_form_of_one_unit_has_nothing_to_be_held_against(database, plan, approve):
    approve("F03", "DL-KJJ", "2018-Q3", {})
    with database.reading() as tx:
        (sent,) = tx.submissions.listing(plan.head.id, form="F03")
    assert besides(database, plan, sent).is_empty

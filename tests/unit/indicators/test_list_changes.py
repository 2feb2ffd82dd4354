"""What came and went between two lists: kept apart, and adding up."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from indicators.list_changes import Changed, ListChange, changes
from indicators.name_lists import is_valid
from tests.unit.indicators.listing import ANEW, FIRMS, INSTITUTIONS, NEW, SEPTEMBER, code, firms, rows_of

A, B, C = "210202", "210203", "210204"
Rows = tuple[tuple[int, str, str], ...]


def lists(**units: Rows) -> dict[str, dict]:
    names = {"a": A, "b": B, "c": C}
    return {names[unit]: rows_of(firms(*rows), FIRMS) for unit, rows in units.items()}


def became(before: dict, now: dict, description=FIRMS) -> dict[tuple[str, str], tuple[ListChange, str | None]]:
    found = changes(description, before, now, SEPTEMBER)
    return {(each.unit, str(each.key)): (each.change, each.other) for each in found}


def test_a_firm_in_no_list_before_is_new_unless_its_certificate_is_issued_anew():
    now = lists(a=((1, "2018-09-03", NEW), (2, "2018-09-03", ANEW)))
    assert became(lists(a=()), now) == {
        (A, code(1)): (ListChange.NEW, None),
        (A, code(2)): (ListChange.RENEWED, None),
    }


def test_where_no_kind_means_renewal_whatever_comes_is_new():
    before, now = {A: {}}, {A: rows_of(firms((1, "2018-09-03", "其他")), INSTITUTIONS)}
    assert [each.change for each in changes(INSTITUTIONS, before, now, SEPTEMBER)] == [ListChange.NEW]


def test_a_later_certificate_is_a_renewal_even_where_it_is_called_new():
    before = lists(a=((1, "2015-09-10", NEW), (2, "2017-05-05", NEW), (3, "", NEW)))
    now = lists(a=((1, "2018-09-03", NEW), (2, "2017-05-05", NEW), (3, "2018-09-03", NEW)))
    assert [change for change, _ in became(before, now).values()] == [
        ListChange.RENEWED,
        ListChange.KEPT,
        ListChange.KEPT,
    ]


def test_a_firm_that_is_in_another_district_now_has_moved_and_is_not_new():
    before, now = lists(a=((1, "2017-01-01", NEW),), b=()), lists(a=(), b=((1, "2017-01-01", NEW),))
    assert became(before, now) == {
        (A, code(1)): (ListChange.MOVED_OUT, B),
        (B, code(1)): (ListChange.MOVED_IN, A),
    }


def test_a_firm_that_the_other_district_still_lists_is_doubled():
    row = ((1, "2017-01-01", NEW),)
    assert became(lists(a=row, b=()), lists(a=row, b=row)) == {
        (A, code(1)): (ListChange.KEPT, None),
        (B, code(1)): (ListChange.DOUBLE, None),
    }
    assert became(lists(a=row, b=row), lists(a=row, b=()))[B, code(1)] == (ListChange.LEFT, None)


def test_a_district_without_a_list_of_now_does_not_make_its_firms_new_elsewhere():
    row = ((1, "2017-01-01", NEW),)
    assert became(lists(a=row, b=()), lists(b=row)) == {(B, code(1)): (ListChange.MOVED_IN, A)}
    assert became(lists(a=row), lists(a=(), b=row)) == {(A, code(1)): (ListChange.MOVED_OUT, B)}


def test_what_is_gone_has_expired_or_left():
    before = lists(a=((1, "2015-09-10", NEW), (2, "2015-10-10", NEW), (3, "", NEW)))
    assert [change for change, _ in became(before, lists(a=())).values()] == [
        ListChange.EXPIRED,
        ListChange.LEFT,
        ListChange.LEFT,
    ]


def test_a_row_that_cannot_be_known_again_is_in_no_comparison():
    listed = firms((1, "2017-01-01", NEW))
    assert rows_of(listed, FIRMS).keys() == {code(1)}
    assert not rows_of(type(listed)(listed.sheet, listed.rows, {}, listed.days), FIRMS)


rows = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from(["2015-03-01", "2015-09-14", "2016-09-01", "2018-09-03", ""]),
        st.sampled_from([NEW, ANEW]),
    ),
    max_size=6,
    unique_by=lambda row: row[0],
)
cities = st.dictionaries(st.sampled_from([A, B, C]), rows.map(lambda each: rows_of(firms(*each), FIRMS)), max_size=3)


@given(cities, cities)
def test_rows_now_are_rows_before_and_what_entered_less_what_left(before: dict, now: dict):
    found = list(changes(FIRMS, before, now, SEPTEMBER))
    both = [unit for unit in now if unit in before]
    assert {each.unit for each in found} <= set(both)
    for unit in both:
        mine = [each for each in found if each.unit == unit]
        entered = sum(each.before is None for each in mine)
        left = sum(each.now is None for each in mine)
        assert len(now[unit]) == len(before[unit]) + entered - left
        assert Counter(each.key for each in mine) == Counter({*before[unit], *now[unit]})


def is_true(each: Changed, before: dict, now: dict) -> bool:
    held = {unit for unit, listed in before.items() if each.key in listed}
    holds = {unit for unit, listed in now.items() if each.key in listed}
    was, day = (entry.day if entry else None for entry in (each.before, each.now))
    later = was is not None and day is not None and was < day
    return {
        ListChange.NEW: lambda: not held and each.now.kind == NEW,
        ListChange.MOVED_IN: lambda: each.other in held - holds,
        ListChange.DOUBLE: lambda: bool(held) and held <= holds,
        ListChange.MOVED_OUT: lambda: each.other in holds - held,
        ListChange.EXPIRED: lambda: not is_valid(was, date(2018, 9, 30), 3),
        ListChange.LEFT: lambda: each.now is None,
        ListChange.KEPT: lambda: not later,
        ListChange.RENEWED: lambda: later if each.before else each.now.kind == ANEW,
    }[each.change]()


@given(cities, cities)
def test_each_word_means_what_it_says(before: dict, now: dict):
    assert all(is_true(each, before, now) for each in changes(FIRMS, before, now, SEPTEMBER))

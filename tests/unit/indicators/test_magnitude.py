from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.texts import texts
from indicators.magnitude import Slip, slip
from indicators.plan_parts import Bilingual
from indicators.problems import Problem, Severity

MONEY = Bilingual(zh="亿元", en="hundred million yuan")
usual_values = st.decimals(Decimal("0.01"), 10**5, places=2)
differences = st.decimals(Decimal("0.2"), 5, places=2)


@pytest.mark.parametrize(
    ("cell", "value", "typed_in", "english", "guess"),
    [
        ("亿元", "152300", "万元", "ten thousand yuan", "15.23"),
        ("亿元", "1523000000", "元", "yuan", "15.23"),
        ("亿元", "0.001523", "万亿元", "trillion yuan", "15.23"),
        ("万元", "0.0015", "亿元", "hundred million yuan", "15"),
        ("万人", "152300", "人", "people", "15.23"),
        ("件", "0.0015", "万件", "ten thousand 件", "15"),
    ],
)
def test_slip_names_the_unit_the_number_seems_to_be_in(cell, value, typed_in, english, guess):
    found = slip(Decimal(value), Decimal(15), Bilingual(zh=cell, en="x"))
    assert found == Slip(Bilingual(zh=typed_in, en=english), Decimal(guess))


@pytest.mark.parametrize("value", ["15", "150", "15000", "2000000", "0", "-150000"])
def test_other_differences_are_no_slip_of_the_unit(value: str):
    assert slip(Decimal(value), Decimal(15), MONEY) is None


def test_where_people_use_no_such_unit_there_is_no_slip():
    assert slip(Decimal(150000), Decimal(15), Bilingual(zh="家", en="firms")) is None


@given(usual_values, differences)
def test_guess_is_of_the_usual_magnitude(usual: Decimal, difference: Decimal):
    right = usual * difference
    for typed in (right * 10**4, right * 10**8, right / 10**4):
        found = slip(typed, usual, MONEY)
        assert found is not None
        assert abs(found.guess - right) < Decimal("1e-12")


def test_slip_is_told_in_the_words_of_the_language():
    params = dict.fromkeys(["code", "value", "other", "relation", "rule", "guess"], "0")
    params |= {
        "typed_in": "万元",
        "typed_in_en": "ten thousand yuan",
        "unit": "亿元",
        "unit_en": "hundred million yuan",
    }
    problem = Problem("unit_slip", Severity.SOFT, params=params)
    assert "像是把“万元”数填入了“亿元”栏" in texts("zh").problem(problem).what
    assert "a figure in ten thousand yuan in a cell of hundred million yuan" in texts("en").problem(problem).what

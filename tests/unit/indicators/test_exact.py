from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from indicators.exact import decimal_of, decimal_or_none, fraction_or_none, total

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@given(st.lists(amounts, max_size=40))
def test_a_total_is_exact(values: list[Decimal]):
    assert Fraction(total(values)) == sum(map(Fraction, values))


def test_a_total_keeps_digits_that_the_default_context_would_drop():
    assert total([Decimal("1E+24"), Decimal("0.000001")]) == Decimal("1000000000000000000000000.000001")


def test_the_total_of_nothing_is_zero():
    assert total([]) == 0


@given(amounts)
def test_a_finite_decimal_comes_back_unchanged(value: Decimal):
    assert decimal_of(Fraction(value)) == value


def test_an_endless_fraction_is_cut_at_fifty_digits():
    assert decimal_of(Fraction(2, 3)) == Decimal("0." + "6" * 49 + "7")


def test_nothing_stays_nothing():
    assert decimal_or_none(None) is None
    assert fraction_or_none(None) is None


def test_something_is_turned_into_its_exact_other_form():
    assert decimal_or_none(Fraction(1, 8)) == Decimal("0.125")
    assert fraction_or_none(Decimal("0.1")) == Fraction(1, 10)

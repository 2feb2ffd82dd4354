from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sample_data.chance import swing


@given(st.text(), st.integers())
def test_a_draw_lies_between_minus_one_and_one(word, number):
    assert Decimal(-1) <= swing(word, number) < 1


def test_the_same_key_gives_the_same_draw_on_every_machine():
    assert swing("dabiao", "output", 2018) == Decimal("0.446013")


def test_draws_are_spread_evenly():
    draws = [swing("even", number) for number in range(4000)]
    assert abs(sum(draws) / len(draws)) < Decimal("0.03")
    assert Decimal("0.3") < sum(abs(draw) > Decimal("0.5") for draw in draws) / Decimal(4000) < Decimal("0.7")

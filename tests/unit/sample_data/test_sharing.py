from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sample_data.sharing import Shares

weights = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2), st.decimals("0.01", 50, places=2), min_size=1, max_size=8
)


@given(weights, st.lists(st.integers(0, 400), max_size=12), st.integers(0, 500))
def test_the_parts_add_up_to_the_whole_and_never_fall(sizes, steps, start):
    shares = Shares(sizes, start)
    total = start
    for step in steps:
        before = shares.held
        shares.give(step, sizes)
        total += step
        assert sum(shares.held.values()) == total
        assert all(shares.held[unit] >= before[unit] for unit in sizes)


@given(weights, st.lists(st.integers(0, 400), max_size=12))
def test_with_steady_weights_nobody_is_off_by_more_than_a_quantum_or_so(sizes, steps):
    shares = Shares(sizes)
    for step in steps:
        shares.give(step, sizes)
    whole = sum(sizes.values())
    assert all(abs(held - sum(steps) * sizes[unit] / whole) < 2 for unit, held in shares.held.items())


def test_the_smallest_unit_gets_its_part_in_time():
    sizes = {"large": Decimal(99), "small": Decimal(1)}
    shares = Shares(sizes)
    for _ in range(100):
        shares.give(1, sizes)
    assert shares.held == {"large": 99, "small": 1}


def test_what_is_withdrawn_is_not_given_back_later():
    sizes = {"a": Decimal(1), "b": Decimal(1)}
    shares = Shares(sizes, 20)
    shares.withdraw("a", 4)
    shares.give(10, sizes)
    assert shares.held == {"a": 11, "b": 15}

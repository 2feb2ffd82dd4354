from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.addresses import address, column_letters, column_number, position


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_are_counted_like_in_excel(number, letters):
    assert column_letters(number) == letters
    assert column_number(letters) == number


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_is_read_back(row, column):
    assert position(address(row, column)) == (row, column)


@pytest.mark.parametrize("text", ["", "A", "1", "a1", "A0", "$A$1", "A1:B2", "ABCD1", "A１", "A12345678901"])
def test_what_is_no_address_has_no_position(text):
    assert position(text) is None

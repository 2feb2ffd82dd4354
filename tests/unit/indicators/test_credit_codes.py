"""GB 32100-2015 by hand, and what a slip of the finger does to a code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.credit_codes import ALPHABET, LENGTH, CodeFault, check_character, code_fault

bodies = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def test_the_alphabet_leaves_out_what_can_be_mistaken():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert not set("IOSVZ") & set(ALPHABET)


def test_the_standards_own_example_is_sound():
    assert check_character("91350100M000100Y4") == "3"
    assert code_fault("91350100M000100Y43") is None


def test_a_sum_that_is_a_multiple_of_31_has_the_check_character_0():
    assert check_character("0" * 17) == "0"


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", CodeFault.LENGTH),
        ("91350100M000100Y4", CodeFault.LENGTH),
        ("91350100M000100Y433", CodeFault.LENGTH),
        ("91350100M000100Y44", CodeFault.CHECK),
        ("91350100M000100YI3", CodeFault.CHARACTER),
        ("91350100M000100Y4Z", CodeFault.CHARACTER),
        ("91350100m000100Y43", CodeFault.CHARACTER),
        ("９1350100M000100Y43", CodeFault.CHARACTER),
    ],
)
def test_what_is_wrong_with_a_code_is_told(code: str, fault: CodeFault):
    assert code_fault(code) is fault


@given(bodies)
def test_every_code_with_its_check_character_is_sound(body: str):
    assert code_fault(body + check_character(body)) is None


@given(bodies, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_found(body: str, place: int, sign: str):
    code = body + check_character(body)
    wrong = code[:place] + sign + code[place + 1 :]
    assert (code_fault(wrong) is None) is (wrong == code)


@given(bodies, st.integers(0, LENGTH - 3))
def test_two_neighbours_exchanged_are_always_found(body: str, place: int):
    code = body + check_character(body)
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (code_fault(wrong) is None) is (wrong == code)

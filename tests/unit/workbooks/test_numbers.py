from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbooks.file_problems import FILE_PROBLEM_CODES
from workbooks.numbers import PLACES, NumberState, half_width, parse_number, shortened

VALUE, BLANK, NOT_APPLICABLE, PROBLEM = NumberState
CELLS = st.one_of(
    st.none(),
    st.floats(),
    st.text(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.timedeltas(),
    st.from_regex(r"[-+−(]?[0-9０-９,，. 。万亿%]{1,12}[)元]?", fullmatch=True),
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12.5", "12.5"),
        ("１２．５", "12.5"),
        ("1,234", "1234"),
        ("１，２３４，５６７．８", "1234567.8"),
        ("1\u00a0234", "1234"),
        ("1 234 567", "1234567"),
        ("−5", "-5"),
        ("－5", "-5"),
        ("–5", "-5"),
        ("(123)", "-123"),
        ("（1,234）", "-1234"),
        ("+5", "5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1e5", "100000"),
        ("1.2E-2", "0.012"),
        ("\u200b12\ufeff", "12"),
        ("\u202e12", "12"),
        ("12.5亿元", "12.5"),
        ("12.5 亿元", "12.5"),
        ("0.1234567", "0.123457"),
        ("-0", "0"),
    ],
)
def test_what_can_only_mean_one_number_is_taken_for_it(typed, value):
    parsed = parse_number(typed, unit="亿元")
    assert (parsed.state, parsed.value) == (VALUE, Decimal(value))
    assert parsed.typed == shortened(typed)
    assert parsed.normalised is (typed not in {"12.5", "-0"})


@pytest.mark.parametrize(
    ("typed", "unit", "guess"),
    [
        ("12万", "家", "120000"),
        ("12万", "亿元", "0.0012"),
        ("3500万元", "亿元", "0.35"),
        ("12亿", "亿元", "12"),
        ("3百", "家", "300"),
        ("一千二百", "家", "1200"),
        ("一百五十家", "家", "150"),
        ("12。5", "亿元", "12.5"),
        ("150元", "家", "150"),
    ],
)
def test_what_probably_means_a_number_is_asked_about(typed, unit, guess):
    parsed = parse_number(typed, unit=unit)
    assert (parsed.state, parsed.problem, parsed.value) == (PROBLEM, "cell_needs_confirmation", None)
    assert parsed.guess == Decimal(guess)


@pytest.mark.parametrize(
    "typed",
    ["约120", "120左右", "100-120", ">5", "1,23", "1,2345", "12,34,567", "1.2.3",
     "10²", "½", "①", "٣", "0x10", "NaN", "inf", "1_000", "无", "待定", "1e99999", "=1+1", "万"],
)  # fmt: skip
def test_a_text_that_is_no_number_is_a_problem(typed):
    parsed = parse_number(typed, unit="家")
    assert (parsed.state, parsed.problem, parsed.guess) == (PROBLEM, "cell_not_number", None)


@pytest.mark.parametrize("typed", ["不适用", "—", "——", "-", "－", "−", "n/a", " 不适用 "])
def test_not_applicable_is_a_statement_not_a_blank(typed):
    assert parse_number(typed).state is NOT_APPLICABLE


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "\u00a0", "\u200b", "\n\t"])
def test_nothing_is_blank_and_never_zero(cell):
    assert parse_number(cell)[:2] == (None, BLANK)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (True, "cell_is_truth_value"),
        (False, "cell_is_truth_value"),
        (date(2018, 9, 30), "cell_is_date"),
        (datetime(2018, 9, 30, 12, tzinfo=UTC), "cell_is_date"),
        (timedelta(hours=3), "cell_is_date"),
        (math.nan, "cell_not_finite"),
        (math.inf, "cell_not_finite"),
        (-math.inf, "cell_not_finite"),
        (1e12, "cell_has_too_many_digits"),
        ("1000000000000", "cell_has_too_many_digits"),
        (-1e22, "cell_has_too_many_digits"),
        (1e-9, "cell_has_too_many_digits"),
        ("1e400", "cell_has_too_many_digits"),
        ("1e-400", "cell_has_too_many_digits"),
        ("1234567890123456", "cell_has_too_many_digits"),
        ("12345678901234567890", "cell_has_too_many_digits"),
        ("长" * 40_000, "cell_text_too_long"),
        ("65%", "cell_is_percentage"),
        ("６５％", "cell_is_percentage"),
        ("六成%", "cell_not_number"),
    ],
)
def test_what_is_no_figure_is_named_for_what_it_is(cell, code):
    parsed = parse_number(cell, unit="亿元")
    assert (parsed.state, parsed.problem, parsed.value) == (PROBLEM, code, None)
    assert len(parsed.typed) <= 41


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (0.1 + 0.2, "0.3"),
        (631.0700000000001, "631.07"),
        (12.0, "12"),
        (-0.0, "0"),
        (999999999999.0, "999999999999"),
        (0.000001, "0.000001"),
        (1.1e-5, "0.000011"),
        (123456789.1234, "123456789.1234"),
    ],
)
def test_excels_binary_noise_is_dropped(number, value):
    assert parse_number(number)[:2] == (Decimal(value), VALUE)


def test_more_than_six_places_are_rounded_half_up_and_flagged():
    parsed = parse_number(12345.6789125)
    assert (parsed.value, parsed.normalised, parsed.typed) == (Decimal("12345.678913"), True, "12345.6789125")


@pytest.mark.parametrize(
    ("cell", "percent_format", "value", "problem"),
    [
        (0.65, True, "65", None),
        (65.0, False, "65", None),
        ("65%", False, "65", None),
        ("６５％", False, "65", None),
        ("65", False, "65", None),
        (0.0, False, "0", None),
        (0.65, False, "0.65", "share_is_ambiguous"),
        ("0.65", False, "0.65", "share_is_ambiguous"),
        (1.0, False, "1", "share_is_ambiguous"),
        (65.0, True, None, "cell_needs_confirmation"),
    ],
)
def test_a_share_is_read_by_one_rule_from_format_and_range(cell, percent_format, value, problem):
    parsed = parse_number(cell, unit="%", percent_format=percent_format)
    assert (parsed.value, parsed.problem) == (None if value is None else Decimal(value), problem)
    if problem:
        assert parsed.guess == 65 or cell == 1.0


def test_a_percentage_format_on_an_amount_is_asked_about():
    parsed = parse_number(0.65, unit="亿元", percent_format=True)
    assert (parsed.problem, parsed.typed) == ("cell_is_percentage", "65%")


def test_an_infinite_share_is_no_share():
    assert parse_number(math.inf, unit="%").problem == "cell_not_finite"


@given(CELLS, st.sampled_from(["", "家", "亿元", "%"]), st.booleans())
def test_every_cell_is_a_finite_value_or_blank_or_a_named_problem(cell, unit, percent_format):
    parsed = parse_number(cell, unit=unit, percent_format=percent_format)
    if parsed.state is VALUE:
        assert parsed.value is not None
        assert parsed.value.is_finite()
        assert parsed.value == round(parsed.value, PLACES)
        assert abs(parsed.value) <= 10**12
    else:
        assert parsed.value is None
    assert (parsed.problem is not None) or parsed.state is not PROBLEM
    assert parsed.problem is None or parsed.problem in FILE_PROBLEM_CODES


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=PLACES))
def test_a_written_decimal_is_read_exactly(number):
    assert parse_number(f"{number:f}").value == number


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=PLACES))
def test_a_decimal_that_went_through_excel_comes_back(number):
    assert parse_number(float(number)).value == number


@given(st.integers(0, 10**12 - 1))
def test_thousands_separators_and_full_width_digits_change_nothing(number):
    full_width = str.maketrans("0123456789,", "０１２３４５６７８９，")
    assert parse_number(f"{number:,}".translate(full_width)).value == number


def test_half_width_leaves_raised_and_circled_digits_alone():
    assert half_width("１０²①½（）") == "10²①½()"

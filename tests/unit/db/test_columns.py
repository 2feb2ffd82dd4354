"""Exact decimals, moments, periods and texts on their way into the database and back."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from db.columns import ComputedDecimal, Moment, PeriodText, TypedText, scaled, storable, unscaled
from db.errors import UnstorableNumberError

LARGEST = Decimal("9223372036854.775807")
exact = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=6)


@given(exact)
def test_every_number_of_six_places_comes_back_exactly(value: Decimal):
    assert unscaled(scaled(value)) == value


@given(st.lists(exact.filter(lambda value: abs(value) < 10**9), max_size=20))
def test_the_sum_of_what_is_stored_is_the_sum_of_the_numbers(values: list[Decimal]):
    assert unscaled(sum(scaled(value) or 0 for value in values)) == sum(values, Decimal(0))


@pytest.mark.parametrize("text", ["0", "-0", "0E+20", "0E-400", "0.1", "-0.000001", "1.50000000000000", "1E+12", "150"])
def test_a_number_may_be_written_in_any_way(text: str):
    assert unscaled(scaled(Decimal(text))) == Decimal(text)


@pytest.mark.parametrize("text", ["150", "65", "1000000", "0"])
def test_a_whole_number_comes_back_without_zeros_or_exponent(text: str):
    assert str(unscaled(scaled(Decimal(text)))) == text


def test_a_broken_number_comes_back_without_trailing_zeros():
    assert str(unscaled(scaled(Decimal("12.50")))) == "12.5"


NOT_FINITE = ["NaN", "sNaN", "Infinity", "-Infinity"]
TOO_MANY_PLACES = ["1E-7", "1.0000000000000000000000000000000000001", "1E-400"]
TOO_LARGE = ["9223372036854.775808", "-9223372036854.775808", "1E+13", "1E+400", "1E+999999", "-1E-999999"]


@pytest.mark.parametrize("text", [*NOT_FINITE, *TOO_MANY_PLACES, *TOO_LARGE])
def test_a_number_that_would_not_come_back_is_refused(text: str):
    with pytest.raises(UnstorableNumberError) as caught:
        scaled(Decimal(text))
    assert caught.value.params == {"value": text, "places": 6}


def test_missing_stays_missing():
    assert scaled(None) is None
    assert unscaled(None) is None
    for column in (ComputedDecimal(), Moment(), PeriodText(), TypedText()):
        assert column.process_bind_param(None, sqlite.dialect()) is None
    for column in (ComputedDecimal(), Moment(), PeriodText()):
        assert column.process_result_value(None, sqlite.dialect()) is None


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_computed_number_keeps_its_last_digit(value: Decimal):
    column = ComputedDecimal()
    stored = column.process_bind_param(value, sqlite.dialect())
    assert column.process_result_value(stored, sqlite.dialect()) == value


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_a_computed_number_is_finite(text: str):
    with pytest.raises(UnstorableNumberError):
        ComputedDecimal().process_bind_param(Decimal(text), sqlite.dialect())


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_a_moment_is_stored_in_utc_and_comes_back_aware(dialect):
    in_dalian = datetime(2018, 10, 1, 0, 30, tzinfo=timezone(timedelta(hours=8)))
    stored = Moment().process_bind_param(in_dalian, dialect)
    assert (stored.year, stored.month, stored.day, stored.hour) == (2018, 9, 30, 16)
    back = Moment().process_result_value(stored, dialect)
    assert back == in_dalian
    assert back.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime.fromisoformat("2018-10-01"), sqlite.dialect())


@given(st.text(st.characters(), max_size=50))
def test_any_text_becomes_one_both_databases_keep(text: str):
    kept = storable(text)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert "\0" not in kept


@pytest.mark.parametrize("text", ["", "１２．５", "高新区", "=1+1", "a\tb\nc", "𠮷"])
def test_an_ordinary_text_is_kept_as_it_is(text: str):
    assert storable(text) == text


def test_what_a_database_refuses_is_made_visible():
    assert storable("a\0b\udc80") == "a␀b\\udc80"

"""Column types: exact decimals, moments in UTC, periods, and texts both databases can keep."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, String, Text, TypeDecorator

from db.errors import UnstorableNumberError
from indicators.periods import Period

COUNTER = BigInteger().with_variant(Integer, "sqlite")
"""A row's own number; SQLite gives it only to INTEGER keys."""

PLACES = 6
_SCALE = 1_000_000
_LARGEST = 2**63 - 1
_MOST_DIGITS_BEFORE_POINT = 13


def scaled(value: Decimal | None) -> int | None:
    """The value as a whole number of millionths; None stays None.

    Raises:
        UnstorableNumberError: when it is not finite, has more than six places that are not zero,
            or is beyond ±9,223,372,036,854.775807.
    """
    if value is None:
        return None
    if not value.is_finite():
        raise UnstorableNumberError(value=str(value), places=PLACES)
    if value.is_zero():
        return 0
    # Judged by its size first: 1E+999999 must not be written out to be refused.
    if not -PLACES <= value.adjusted() < _MOST_DIGITS_BEFORE_POINT:
        raise UnstorableNumberError(value=str(value), places=PLACES)
    numerator, denominator = value.as_integer_ratio()
    millionths, rest = divmod(numerator * _SCALE, denominator)
    if rest or abs(millionths) > _LARGEST:
        raise UnstorableNumberError(value=str(value), places=PLACES)
    return millionths


def unscaled(millionths: int | None) -> Decimal | None:
    """The inverse of `scaled`, without trailing zeros after the point."""
    if millionths is None:
        return None
    whole, rest = divmod(millionths, _SCALE)
    if not rest:
        return Decimal(whole)
    return Decimal(millionths).scaleb(-PLACES).normalize()


class ExactDecimal(TypeDecorator[Decimal]):
    """A reported figure: a scaled integer, so that sums are exact on every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """See `scaled`."""
        return scaled(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """See `unscaled`."""
        return unscaled(value)


class ComputedDecimal(TypeDecorator[Decimal]):
    """A computed figure, kept to its last digit as text: a ratio has no end of places."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The digits; raises UnstorableNumberError when it is not finite."""
        if value is not None and not value.is_finite():
            raise UnstorableNumberError(value=str(value), places=PLACES)
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The decimal with these digits."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database (SQLite knows no zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC; raises ValueError for a moment without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a time zone"
            raise ValueError(message)
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """In UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PeriodText(TypeDecorator[Period]):
    """A period as `2018-09`, `2018-Q3` or `2018`."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Period | None, dialect: Dialect) -> str | None:
        """As written."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Period | None:
        """As parsed."""
        return None if value is None else Period.parse(value)


def storable(text: str | None) -> str | None:
    """The text with what a database refuses made visible: NUL as ␀, a lone surrogate as its escape."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return text.replace("\0", "␀").encode("utf-8", "backslashreplace").decode("utf-8")


class TypedText(TypeDecorator[str]):
    """A text that somebody typed: a cell, a file name, a reason."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """See `storable`."""
        return storable(value)

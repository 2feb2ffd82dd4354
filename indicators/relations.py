"""Check relations (审核关系): read from the statutory notation, printed in it, and held against figures.

The notation is data in a plan's checks.yaml; its grammar stands in relation.lark. Nothing is ever
executed: a relation becomes a small tree, and a tree is evaluated by walking it.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken

from indicators.errors import AppError


class RelationSyntaxError(AppError):
    """A text that is no check relation; params: relation, column (from 1)."""

    code = "relation_syntax"


class When(StrEnum):
    """Which value of a variable is meant, by its mark in the notation.

    PREVIOUS is the period before (上期), LAST_YEAR the same period of last year (上年), USUAL the
    median of what the unit reported before (常值), LISTED the count from the unit's own name list of
    the same period (名录). NORMAL stands only behind ∈: how far the value's growth on last year lies
    from the unit's usual growth, as a modified z-score (常态).
    """

    THIS = ""
    PREVIOUS = "上期"
    LAST_YEAR = "上年"
    USUAL = "常值"
    LISTED = "名录"
    NORMAL = "常态"


_CITY = "全市"


@dataclass(frozen=True, slots=True)
class Reference:
    """A variable's value: `03`, `上期03`; `F02.21` on another form; `上年全市03` over all units of a form.

    `form` and `whole_city` go with THIS, PREVIOUS and LAST_YEAR only.
    """

    code: str
    when: When = When.THIS
    whole_city: bool = False
    form: str | None = None

    def __str__(self) -> str:
        form = f"{self.form}." if self.form else ""
        return f"{self.when}{_CITY if self.whole_city else ''}{form}{self.code}"

    @property
    def is_own(self) -> bool:
        """Whether it is a value of the return itself."""
        return self == Reference(self.code)


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, not negative."""

    value: Decimal

    def __str__(self) -> str:
        written = format(self.value, "f")
        # Two bare digits would read as a code.
        return f"{written}.0" if re.fullmatch(r"[0-9]{2}", written) else written


@dataclass(frozen=True, slots=True)
class Operation:
    """`left symbol right`; the symbol is one of + − × ÷."""

    symbol: str
    left: Expression
    right: Expression

    def __str__(self) -> str:
        left, right = str(self.left), str(self.right)
        tight = self.symbol in "×÷"
        if tight and isinstance(self.left, Operation) and self.left.symbol in "+−":
            left = f"({left})"
        if isinstance(self.right, Operation) and (tight or self.right.symbol in "+−"):
            right = f"({right})"
        return f"{left}{self.symbol}{right}"


Expression = Reference | Number | Operation


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far the sides of ≈ may lie apart.

    A share of the right side in percent, a fixed amount, or the wider of the two.
    """

    percent: Decimal | None = None
    amount: Decimal | None = None

    def __str__(self) -> str:
        percent = None if self.percent is None else f"±{self.percent:f}%"
        amount = None if self.amount is None else f"±{self.amount:f}"
        return "或".join(part for part in (percent, amount) if part)

    def width(self, right: Decimal) -> Decimal:
        """The widest difference allowed beside a right side."""
        share = abs(right) * (self.percent or Decimal(0)) / 100
        return max(share, self.amount or Decimal(0))


@dataclass(frozen=True, slots=True)
class Relation:
    """`left comparator right`; a tolerance belongs to ≈ and to ∈ (there the greatest z-score), and only to them."""

    left: Expression
    comparator: str
    right: Expression
    tolerance: Tolerance | None = None

    def __str__(self) -> str:
        return f"{self.left}{self.comparator}{self.right}{self.tolerance or ''}"

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every reference, in the order written."""
        return (*_references(self.left), *_references(self.right))

    @property
    def subject(self) -> Reference:
        """The first value of the return itself: where a breach of the relation is reported."""
        return next(reference for reference in self.references if reference.is_own)

    def holds(self, value_of: Callable[[Reference], Decimal | None]) -> bool | None:
        """Whether the relation holds; None where a value is missing (missing is not zero) or a divisor is 0."""
        left, right = _value(self.left, value_of), _value(self.right, value_of)
        if left is None or right is None:
            return None
        if self.tolerance is not None:
            if self.comparator == "∈":
                return abs(right) <= self.tolerance.width(right)
            return abs(left - right) <= self.tolerance.width(right)
        return _COMPARISONS[self.comparator](left, right)


_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "≤": operator.le,
    "≥": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "≠": operator.ne,
}
_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "−": operator.sub,
    "×": operator.mul,
    "÷": operator.truediv,
}
_ASCII = {"<=": "≤", ">=": "≥", "!=": "≠", "-": "−", "*": "×", "/": "÷"}


@lru_cache(maxsize=1024)
def parse(text: str) -> Relation:
    """The relation a text states; full-width characters and ASCII <= >= != * / - ~ +- are accepted.

    Raises:
        RelationSyntaxError: with the column at which reading failed; also where no value of the
            return itself is named, and where ∈ does not stand between a value and its own 常态.
    """
    try:
        relation = _Builder().transform(_parser().parse(unicodedata.normalize("NFKC", text)))
    except UnexpectedInput as error:
        at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        raise RelationSyntaxError(relation=text, column=len(text) + 1 if at_end else error.column) from None
    if not any(reference.is_own for reference in relation.references):
        raise RelationSyntaxError(relation=text, column=1)
    if relation.comparator == "∈" and relation.left != Reference(relation.references[-1].code):
        raise RelationSyntaxError(relation=text, column=text.index("∈") + 2)
    return relation


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = Path(__file__).with_name("relation.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=True)


class _Builder(Transformer[Token, Relation]):
    """Makes the relation from the grammar's tree: one method for each of its rules."""

    def reference(self, parts: tuple[Token | None, Token | None, Token | None, Token]) -> Reference:
        when, city, form, code = parts
        mark = When(when.value) if when else When.THIS
        return Reference(code.value, mark, city is not None, form.value.rstrip(".") if form else None)

    def city_first(self, parts: tuple[Token, Token, Token | None, Token]) -> Reference:
        city, when, form, code = parts
        return self.reference((when, city, form, code))

    def own_mark(self, parts: tuple[Token, Token]) -> Reference:
        mark, code = parts
        return Reference(code.value, When(mark.value))

    def number(self, parts: tuple[Token]) -> Number:
        return Number(Decimal(parts[0].value))

    def operation(self, parts: tuple[Expression, Token, Expression]) -> Operation:
        left, symbol, right = parts
        return Operation(_ASCII.get(symbol.value, symbol.value), left, right)

    def tolerance(self, parts: tuple[Token, Token | None]) -> Tolerance:
        percent, amount = parts
        return Tolerance(Decimal(percent.value.rstrip("%")), Decimal(amount.value) if amount else None)

    def fixed_tolerance(self, parts: tuple[Token]) -> Tolerance:
        return Tolerance(amount=Decimal(parts[0].value))

    def comparison(self, parts: tuple[Expression, Token, Expression]) -> Relation:
        left, comparator, right = parts
        return Relation(left, _ASCII.get(comparator.value, comparator.value), right)

    def nearness(self, parts: tuple[Expression, Expression, Tolerance]) -> Relation:
        left, right, tolerance = parts
        return Relation(left, "≈", right, tolerance)

    def membership(self, parts: tuple[Reference, Token, Token, Token]) -> Relation:
        left, mark, code, limit = parts
        return Relation(left, "∈", Reference(code.value, When(mark.value)), Tolerance(amount=Decimal(limit.value)))


def _references(expression: Expression) -> Iterator[Reference]:
    if isinstance(expression, Reference):
        yield expression
    elif isinstance(expression, Operation):
        yield from _references(expression.left)
        yield from _references(expression.right)


def _value(expression: Expression, value_of: Callable[[Reference], Decimal | None]) -> Decimal | None:
    if isinstance(expression, Reference):
        return value_of(expression)
    if isinstance(expression, Number):
        return expression.value
    left, right = _value(expression.left, value_of), _value(expression.right, value_of)
    if left is None or right is None or (expression.symbol == "÷" and right == 0):
        return None
    return _ARITHMETIC[expression.symbol](left, right)

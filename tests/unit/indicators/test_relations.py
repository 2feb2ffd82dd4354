from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.relations import (
    Number,
    Operation,
    Reference,
    Relation,
    RelationSyntaxError,
    Tolerance,
    When,
    parse,
)

amounts = st.decimals(min_value=0, max_value=10**6, places=2) | st.integers(0, 10**6).map(Decimal)
codes = st.integers(0, 99).map(lambda number: f"{number:02d}")
elsewhere = st.builds(
    Reference,
    codes,
    st.sampled_from([When.THIS, When.PREVIOUS, When.LAST_YEAR]),
    st.booleans(),
    st.none() | st.sampled_from(["F01", "F02", "F01H"]),
)
references = elsewhere | st.builds(Reference, codes, st.sampled_from([When.USUAL, When.LISTED]))
expressions = st.recursive(
    references | st.builds(Number, amounts),
    lambda inner: st.builds(Operation, st.sampled_from("+−×÷"), inner, inner),
    max_leaves=8,
)
tolerances = (
    st.builds(Tolerance, percent=amounts, amount=st.none() | amounts)
    | st.builds(Tolerance, percent=st.none(), amount=amounts)
)  # fmt: skip
subjects = st.builds(Operation, st.just("+"), st.builds(Reference, codes), expressions)
relations = st.builds(Relation, subjects, st.sampled_from("≤≥<>=≠"), expressions) | st.builds(
    Relation, subjects, st.just("≈"), expressions, tolerances
)
memberships = st.builds(
    lambda code, limit: Relation(Reference(code), "∈", Reference(code, When.NORMAL), Tolerance(amount=limit)),
    codes,
    amounts,
)


@given(relations | memberships)
def test_printed_relation_reads_as_itself(relation: Relation):
    assert parse(str(relation)) == relation


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("03≤04", "03≤04"),
        ("03 <= 04", "03≤04"),
        ("０３＜＝０４", "03≤04"),
        ("01>=上期01", "01≥上期01"),
        ("03!=0", "03≠0"),
        ("05=06+07-08", "05=06+07−08"),
        ("05=06-(07-08)", "05=06−(07−08)"),
        ("05=(06+07)*100/2", "05=(06+07)×100÷2"),
        ("05=06×（07÷08）", "05=06×(07÷08)"),
        ("05=06+07×08", "05=06+07×08"),
        ("03≈上年03±30%", "03≈上年03±30%"),
        ("03~上年03+-30%|±5", "03≈上年03±30%或±5"),
        ("01≈上年01±30%或±10", "01≈上年01±30%或±10"),
        ("08≈常值08±2.5", "08≈常值08±2.5"),
        ("08≤12.0", "08≤12.0"),
        ("01=名录01", "01=名录01"),
        ("０９<=Ｆ０２．２１", "09≤F02.21"),
        ("03≤F01H.03", "03≤F01H.03"),
        ("03<=全市03*0.6", "03≤全市03×0.6"),
        ("04/全市04~上年04/全市上年04+-50%", "04÷全市04≈上年04÷上年全市04±50%"),
        ("21≥上期全市F01.09", "21≥上期全市F01.09"),
        ("03∈常态03+-3.5", "03∈常态03±3.5"),
    ],
)
def test_notation_is_read_in_the_ways_people_type_it(typed: str, printed: str):
    assert str(parse(typed)) == printed


def test_two_digit_number_is_printed_so_that_it_is_no_code():
    assert str(Number(Decimal(12))) == "12.0"


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        ("", 1),
        ("03", 3),
        ("03≤", 4),
        ("03≤04≤05", 6),
        ("03≤x", 4),
        ("03≤04±5", 6),
        ("03≈04", 6),
        ("3≤4", 1),
        ("上期03≤上年03", 1),
        ("名录01=1", 1),
        ("F01.03≤全市03", 1),
        ("上期名录01=01", 3),
        ("01=名录F01.01", 6),
        ("F1.03=03", 1),
        ("03∈常态04±3.5", 4),
        ("上期03∈常态03±3.5", 1),
        ("03∈常态03", 8),
        ("03∈常态03±5%", 10),
        ("03≤常态03", 4),
        ("__import__('os')", 1),
    ],
)
def test_text_that_is_no_relation_names_the_column(typed: str, column: int):
    with pytest.raises(RelationSyntaxError) as caught:
        parse(typed)
    assert caught.value.params == {"relation": typed, "column": column}


VALUES = {"01": Decimal(1), "02": Decimal(2), "03": Decimal(3), "04": Decimal(4), "00": Decimal(0)}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("03≤04", True),
        ("03≤03", True),
        ("04≤03", False),
        ("04≥03", True),
        ("03≥04", False),
        ("03<03", False),
        ("02<03", True),
        ("03>03", False),
        ("04>03", True),
        ("03=01+02", True),
        ("03=01×02", False),
        ("03≠04", True),
        ("03≠03", False),
        ("04−01=03", True),
        ("04÷02=2", True),
        ("04÷00=2", None),
        ("05≤04", None),
        ("04≤05+01", None),
        ("04≤01−05", None),
        ("04≈03±34%", True),
        ("04≈03±33%", False),
        ("04≈03±1", True),
        ("04≈03±0.9", False),
        ("04≈03±10%或±1", True),
        ("04≈03±50%或±0.1", True),
        ("04≈00−03±10%", False),
    ],
)
def test_relation_holds_or_not_or_cannot_be_told(text: str, holds: bool | None):
    assert parse(text).holds(lambda reference: VALUES.get(reference.code)) is holds


def test_breach_is_reported_at_the_first_value_of_the_return_itself():
    relation = parse("上期01<02+03")
    assert relation.subject == Reference("02")
    assert [str(reference) for reference in relation.references] == ["上期01", "02", "03"]

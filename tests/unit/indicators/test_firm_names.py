"""Names that a person would call the same are the same, whatever keyboard wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.firm_names import code_key, name_key


@pytest.mark.parametrize(
    "written",
    [
        "示例云帆（大连）有限公司A",
        "示例云帆(大连)有限公司A",
        "示例云帆〔大连〕有限公司Ａ",
        "示例云帆【大连】有限公司a",
        " 示例云帆（ 大连 ）有限\u3000公司A ",
        "示例云帆\u200b（大连）有限公司\ufeffA",
    ],
)
def test_widths_brackets_blanks_and_unseen_signs_do_not_count(written: str):
    assert name_key(written) == "示例云帆(大连)有限公司a"


def test_another_name_is_another_name():
    assert name_key("示例云帆（大连）有限公司") != name_key("示例云帆（沈阳）有限公司")


@given(st.text())
def test_a_key_is_its_own_key(text: str):
    assert name_key(name_key(text)) == name_key(text)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("91350100m000100y43", "91350100M000100Y43"),
        ("９１350100M000100Y43", "91350100M000100Y43"),
        (" 9135 0100-M000100Y4\u200b3 ", "91350100M000100Y43"),
        ("", ""),
    ],
)
def test_codes_are_compared_in_half_width_capitals_without_gaps(written: str, key: str):
    assert code_key(written) == key

from __future__ import annotations

from decimal import Decimal

import pytest

from workbooks.chinese_numerals import chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一千二百", "1200"),
        ("壹佰", "100"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("二〇一八", "2018"),
        ("三万五千", "35000"),
        ("一亿二千万", "120000000"),
        ("三万亿", "3000000000000"),
        ("一万零二十", "10020"),
        ("两百", "200"),
        ("三点一四", "3.14"),
        ("零", "0"),
    ],
)
def test_chinese_numerals_mean_a_number(text, value):
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "万元", "约一百", "一百元", "一百二", "万", "点五", "三点", "三点十", "12", "一" * 41]
)
def test_what_is_no_numeral_has_no_guess(text):
    assert chinese_number(text) is None

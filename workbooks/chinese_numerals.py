"""Numbers written in Chinese numerals (一千二百, 壹佰, 三点五), read only to offer them as a guess."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    **{sign: value for value, sign in enumerate("〇一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "兩": 2,
    "貳": 2,
    "參": 3,
    "陸": 6,
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ABOVE_TEN = {*_SMALL, *_LARGE} - {"十", "拾"}
_POINT = "点點"
_LONGEST = 40


def chinese_number(text: str) -> Decimal | None:
    """The number such a text means, None where it is none: `一千二百` is 1200, `二〇一八` is 2018."""
    if not text or len(text) > _LONGEST:
        return None
    whole, point, fraction = _split(text)
    value = _whole(whole)
    digits = [_DIGITS.get(sign) for sign in fraction]
    if value is None or (point and not digits) or None in digits:
        return None
    return Decimal(f"{value}.{''.join(map(str, digits))}") if digits else Decimal(value)


def _split(text: str) -> tuple[str, str, str]:
    for point in _POINT:
        if point in text:
            return text.partition(point)
    return text, "", ""


def _whole(text: str) -> int | None:
    if all(sign in _DIGITS for sign in text):
        return int("".join(str(_DIGITS[sign]) for sign in text)) if text else None
    total, section, digit = 0, 0, None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[sign]
            digit = None
        elif sign in _LARGE and (total or section or digit):
            below = section + (digit or 0)
            total = (total + below) * _LARGE[sign] if _LARGE[sign] > total else total + below * _LARGE[sign]
            section, digit = 0, None
        else:
            return None
    # 一百二 is 120 in speech and 102 by the signs: no guess.
    spoken = len(text) > 1 and text[-1] in _DIGITS and text[-2] in _ABOVE_TEN
    return None if spoken else total + section + (digit or 0)

"""Unified social credit codes (GB 32100-2015): eighteen characters, the last of which checks the others."""

from __future__ import annotations

from enum import StrEnum
from operator import mul

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capital letters without I, O, S, V and Z, which are too like 1, 0, 5, U and 2."""

LENGTH = 18
_MODULUS = len(ALPHABET)
_VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
# 3^i mod 31: 1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28.
_WEIGHTS = tuple(pow(3, place, _MODULUS) for place in range(LENGTH - 1))


class CodeFault(StrEnum):
    """What is wrong with a code, the first that holds."""

    LENGTH = "length"
    CHARACTER = "character"
    CHECK = "check"


def check_character(body: str) -> str:
    """The eighteenth character that belongs to the first seventeen: 31 − Σ Cᵢ·Wᵢ mod 31, and 31 stands for 0.

    Raises:
        KeyError: for a sign that is not in the alphabet.
    """
    return ALPHABET[-sum(map(mul, map(_VALUES.__getitem__, body), _WEIGHTS)) % _MODULUS]


def code_fault(code: str) -> CodeFault | None:
    """What is wrong with a code in half-width capitals; None for a sound one."""
    if len(code) != LENGTH:
        return CodeFault.LENGTH
    try:
        expected = check_character(code[:-1])
    except KeyError:
        return CodeFault.CHARACTER
    if code[-1] not in _VALUES:
        return CodeFault.CHARACTER
    return None if code[-1] == expected else CodeFault.CHECK

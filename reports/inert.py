"""Texts of other people made harmless: what cannot be seen is written out, so that it can do nothing unseen."""

from __future__ import annotations

import unicodedata

_SPACES = {"\t", "\n", "\r", "\u2028", "\u2029", "\v", "\f"}
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def inert(text: str) -> str:
    """The text on one line; control signs, marks of writing direction and the like as `[U+202E]`.

    XML cannot hold some of them, and a mark of direction would make the rest of a line read backwards.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in _SPACES:
        return " "
    return f"[U+{ord(sign):04X}]" if unicodedata.category(sign) in _UNSEEN else sign

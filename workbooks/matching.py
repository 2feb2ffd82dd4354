"""Texts compared as a person compares them: invisible signs, spaces and full-width forms do not count."""

from __future__ import annotations

import unicodedata

from workbooks.numbers import without_invisible


def comparable(text: str) -> str:
    """The text for comparing only."""
    return "".join(unicodedata.normalize("NFKC", without_invisible(text)).split()).casefold()


def same_text(left: str, right: str) -> bool:
    """Whether a person would call them the same."""
    return comparable(left) == comparable(right)


def has_invisible(text: str) -> bool:
    """Whether zero-width characters or direction marks hide in it."""
    # Quick for the usual text: invisible signs do not count as printable.
    return not text.isprintable() and without_invisible(text) != text

"""Streamlit's own English words, which it cannot say in Chinese: a local script replaces them.

The English catalogue holds each word exactly as Streamlit shows it, the Chinese one its
translation; a `{blank}` stands for whatever Streamlit puts there.
"""

from __future__ import annotations

from i18n.catalogues import catalogue

DOMAIN = "streamlit_words"


def translations() -> list[dict[str, str]]:
    """Every word as `{"from": English, "to": Chinese}`, longest first so that patterns do not hide others."""
    english, chinese = catalogue("en", DOMAIN), catalogue("zh", DOMAIN)
    words = [{"from": forms[0], "to": chinese[key][0]} for key, forms in english.items()]
    return sorted(words, key=lambda word: -len(word["from"]))

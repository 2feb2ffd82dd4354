"""Streamlit's own words: each English one has a Chinese one, and is really Streamlit's."""

from __future__ import annotations

import re
from itertools import pairwise

from ui.server.streamlit_words import translations


def test_every_word_is_translated():
    for word in translations():
        assert re.search(r"[\u4e00-\u9fff]", word["to"]), word


def test_longer_words_come_first_so_that_patterns_do_not_hide_them():
    lengths = [len(word["from"]) for word in translations()]
    assert all(first >= second for first, second in pairwise(lengths))


def test_no_english_word_stands_twice():
    words = [word["from"] for word in translations()]
    assert len(words) == len(set(words))

"""Remembered answers: shared by all users, so what scopes them is an argument, and nobody can change them.

An answer is one object for everybody who gets it, never a copy: taking copies apart was a quarter of a run
(docs/decisions/0037). Hence only what cannot be changed is remembered (`tests/integration/ui/test_answers.py`).
It holds for the stamp of the data it was given for (`services/rights/data_version.py`), which is read in every run:
what another process writes is seen at once. A write through the screens also forgets all answers, so that
the rest of the run that wrote sees it too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from indicators.periods import Period
from ui.visits.visit import Visit

Question = ParamSpec("Question")
Answer = TypeVar("Answer")

ANSWERS_KEPT = 256
"""Of each question, at most."""

QUESTIONS: list[Callable[..., Any]] = []
"""Every question whose answers are remembered."""

_forgetting: list[Callable[[], None]] = []


def remembered(ask: Callable[Question, Answer]) -> Callable[Question, Answer]:
    """The same question, its answers kept for everybody with the same rights."""
    keys: dict[str | type[Any], Callable[[Any], Any]] = {Visit: lambda visit: repr(visit.scope), Period: str}
    kept = st.cache_resource(show_spinner=False, max_entries=ANSWERS_KEPT, hash_funcs=keys)(ask)
    QUESTIONS.append(ask)
    _forgetting.append(kept.clear)
    return kept


def forget() -> None:
    """Forgets every answer; called after whatever was written through the screens."""
    for clear in _forgetting:
        clear()

"""A surface tells what was chosen in it, before and after the page runs."""

from __future__ import annotations

import pytest
import streamlit as st
from markupsafe import Markup

from ui.components import surface
from ui.components.surface import Chosen


class Mounted:
    """A component that reports what it is told to, and lets its callback be called."""

    def __init__(self, chosen: object) -> None:
        self.chosen = chosen

    def __call__(self, *, key, data, on_chosen_change):
        self.told = on_chosen_change
        self.html = data["html"]
        return {"chosen": self.chosen}


def mounted(monkeypatch: pytest.MonkeyPatch, chosen: object) -> Mounted:
    component = Mounted(chosen)
    monkeypatch.setattr(surface, "_mount", component)
    return component


def test_what_was_chosen_is_returned(monkeypatch: pytest.MonkeyPatch):
    mounted(monkeypatch, {"event": "period", "value": "2018-10"})
    assert surface.surface(Markup("<p></p>"), key="x") == Chosen("period", "2018-10")


@pytest.mark.parametrize("nothing", [None, "", 3])
def test_nothing_chosen_is_none(monkeypatch: pytest.MonkeyPatch, nothing: object):
    component = mounted(monkeypatch, nothing)
    assert surface.surface(Markup("<p>1</p>"), key="x") is None
    assert component.html == "<p>1</p>"


def test_the_callback_hears_it_first(monkeypatch: pytest.MonkeyPatch):
    component = mounted(monkeypatch, None)
    heard: list[tuple[str, str]] = []
    surface.surface(Markup(""), key="x", on_chosen=lambda event, value: heard.append((event, value)))
    monkeypatch.setattr(st, "session_state", {"x": {"chosen": {"event": "period", "value": "2018-10"}}})
    component.told()
    assert heard == [("period", "2018-10")]


def test_without_a_listener_the_callback_is_silent(monkeypatch: pytest.MonkeyPatch):
    component = mounted(monkeypatch, None)
    surface.surface(Markup(""), key="x")
    monkeypatch.setattr(st, "session_state", {})
    component.told()

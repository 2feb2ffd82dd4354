"""One Streamlit component for all our own markup: no iframe, inline SVG, light and dark, clicks.

Markup arrives as `markupsafe.Markup`, whose `format` and `join` escape every plain text put in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from charts.theme import FONT_STACK, LIGHT, css_declarations, css_light_dark

_HERE = Path(__file__).parent
_COLOURS = (
    f":host {{ {css_declarations(LIGHT)} --sans: {FONT_STACK}; }} "
    f"@supports (color: light-dark(black, white)) {{ :host {{ {css_light_dark()} }} }}"
)

_mount = st.components.v2.component(
    "dabiao_surface",
    css=f"{_COLOURS}\n{(_HERE / 'surface.css').read_text(encoding='utf-8')}",
    js=(_HERE / "surface.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in a surface: the element's event and value."""

    event: str
    value: str


def surface(markup: Markup, *, key: str, on_chosen: Callable[[str, str], None] | None = None) -> Chosen | None:
    """Draws markup in the page; returns what was just chosen in it, None otherwise.

    Args:
        markup: HTML and SVG whose texts are escaped; elements with `data-event` and `data-value`
            can be chosen.
        key: the component's identity on the page.
        on_chosen: called with event and value before the page runs again, so that it may change
            other boxes' state.
    """

    def tell() -> None:
        picked = _picked(st.session_state.get(key))
        if picked is not None and on_chosen is not None:
            on_chosen(picked.event, picked.value)

    return _picked(_mount(key=key, data={"html": str(markup)}, on_chosen_change=tell))


def _picked(state: object) -> Chosen | None:
    chosen = state.get("chosen") if isinstance(state, Mapping) else None
    if not isinstance(chosen, Mapping):
        return None
    return Chosen(event=str(chosen.get("event")), value=str(chosen.get("value")))

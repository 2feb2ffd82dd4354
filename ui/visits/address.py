"""Filters that live in the address bar, under codes that are the same in both languages.

(Streamlit's own binding writes the label as shown, which changes with the language.)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st

Option = TypeVar("Option")


def chosen(
    label: str,
    options: Sequence[Option],
    *,
    key: str,
    default: Option,
    code: Callable[[Option], str],
    show: Callable[[Option], str],
    not_there: str | None = None,
) -> Option:
    """A select box whose value stands in the address bar as `key=code`.

    Args:
        label: the name above the box.
        options: what can be chosen; must not be empty.
        key: the name in the address bar and in the session.
        default: what is chosen when the address says nothing, or nothing that is offered.
        code: an option's text in the address bar; unique, the same in both languages.
        show: an option's text on the screen.
        not_there: what is said when the address asks for something that is not offered; nothing unless told.
    """
    by_code = {code(option): option for option in options}
    asks = st.query_params.get(key)
    st.session_state[key] = _asked(key, by_code, code(default))
    selected: str = st.selectbox(label, list(by_code), key=key, format_func=lambda name: show(by_code[name]))
    if not_there and asks is not None and asks not in by_code:
        st.warning(not_there)
    _write(key, None if selected == code(default) else selected)
    return by_code[selected]


def chosen_day(label: str, *, key: str, default: date, latest: date) -> date:
    """A day, up to the latest offered, which stands in the address bar as `key=2018-06-30`."""
    written = st.query_params.get(key)
    if written is not None and written != st.session_state.get(_seen(key)):
        st.session_state[key] = _day(written)
    known = st.session_state.get(key)
    st.session_state[key] = min(known or default, latest)
    picked: date = st.date_input(label, key=key, max_value=latest, format="YYYY-MM-DD") or default
    _write(key, None if picked == default else picked.isoformat())
    return picked


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _asked(key: str, offered: Collection[str], default: str) -> str:
    """What the address says if it was changed, else what the session knows, else the default."""
    written = st.query_params.get(key)
    changed = written is not None and written != st.session_state.get(_seen(key))
    asked = written if changed else st.session_state.get(key, written)
    if asked in offered:
        return str(asked)
    return default if default in offered else next(iter(offered))


def _write(key: str, value: str | None) -> None:
    """Says a value in the address bar; a default goes without saying."""
    st.session_state[_seen(key)] = value
    if value is None:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def _seen(key: str) -> str:
    return f"{key} in the address bar"

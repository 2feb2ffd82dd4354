"""The file that is being mapped: kept in the session, so that it need not be chosen twice."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import streamlit as st

_KEY = "own_layout_file"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file by its name and bytes."""

    name: str
    content: bytes

    @property
    def key(self) -> str:
        """What names it among the boxes of the page."""
        return sha256(self.content).hexdigest()[:12]


def take(name: str, content: bytes) -> None:
    """Keeps a file for mapping."""
    st.session_state[_KEY] = OwnFile(name, content)


def taken() -> OwnFile | None:
    """The file that was kept, if any."""
    found: OwnFile | None = st.session_state.get(_KEY)
    return found


def forget() -> None:
    """Lets the file go."""
    st.session_state.pop(_KEY, None)

"""The style of boards and matrices, for `st.html`."""

from pathlib import Path

MEASURES_STYLE = Path(__file__).with_name("measures.css")

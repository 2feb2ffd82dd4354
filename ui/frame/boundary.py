"""The screens' one place where errors become messages.

Streamlit hands every uncaught exception of a page or a callback to `show`. What the rules refuse
(`AppError`) is said as it is; anything else is logged under a number that the user sees, so that
the administrator can find it.
"""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from indicators.errors import AppError
from services.rights.access_errors import NotSignedInError
from ui.look import style
from ui.visits import session

_log = logging.getLogger("dabiao.screens")
_INCIDENT_BYTES = 4


def show(error: Exception) -> bool:
    """Draw the message of an error; always True: nothing is left for Streamlit to show."""
    texts = session.texts()
    if isinstance(error, NotSignedInError):
        st.html(style.way_in(texts("screens.access.ended"), texts("screens.access.to_sign_in")))
        return True
    if isinstance(error, AppError) and error.code != AppError.code:
        st.warning(texts.error(error))
    else:
        st.error(texts(f"errors.{AppError.code}", incident=_logged(error)))
    st.html(style.home_link(texts("screens.frame.error.home"), texts.language))
    return True


def _logged(error: Exception) -> str:
    incident = secrets.token_hex(_INCIDENT_BYTES).upper()
    _log.error("incident %s", incident, exc_info=error)
    return incident

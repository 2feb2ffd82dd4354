"""The moment as known at which the screens are shown: one control, in the address bar as `as_of`.

Nothing can be written while looking back: the pages that write are not shown, and the visit has no
moment at which anything could be written.
"""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlencode

import streamlit as st

from i18n.texts import Texts
from indicators.errors import UnknownMomentError
from indicators.moments import day_of, end_of_day, parse_moment, written_moment
from ui.look import style
from ui.visits.visit import Visit

MOMENT_KEY = "as_of"
"""Key of the moment, in the session and in the address bar."""

_SEEN = "as_of in the address bar"
_DAY = "as_of_day"


def keep() -> None:
    """Makes the session's moment the address bar's, or the reverse where the address was changed."""
    written = st.query_params.get(MOMENT_KEY)
    if written is not None and written != st.session_state.get(_SEEN):
        _set(written)
    asked = st.session_state.get(MOMENT_KEY)
    st.session_state[_SEEN] = asked
    if asked is None:
        st.query_params.pop(MOMENT_KEY, None)
    elif written != asked:
        st.query_params[MOMENT_KEY] = asked


def asked_moment(time_zone: str, now: datetime) -> datetime | None:
    """The moment that is asked for; None for now: nothing is asked, it cannot be read, or is yet to come."""
    written = st.session_state.get(MOMENT_KEY, st.query_params.get(MOMENT_KEY))
    if written is None:
        return None
    try:
        moment = parse_moment(written, time_zone)
    except UnknownMomentError:
        return None
    return moment if moment < now else None


def control(visit: Visit) -> None:
    """The choice of a day, in the strip above the page."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    label = texts("screens.past.control.now")
    shown = None
    if visit.as_of is not None:
        shown = day_of(visit.as_of, zone)
        label = texts("screens.past.control.then", moment=moment_words(visit.as_of, zone, texts))
    with st.popover(label):
        st.caption(texts("screens.past.control.lead"))
        st.session_state[_DAY] = shown
        st.date_input(
            texts("screens.past.control.day"),
            key=_DAY,
            max_value=visit.real_today,
            format="YYYY-MM-DD",
            on_change=_day_chosen,
        )


def band(visit: Visit) -> None:
    """Says on every screen that it shows the past, with the way back; or why what was asked is not shown."""
    texts, zone = visit.texts, visit.plan.head.time_zone
    if visit.as_of is not None:
        with st.container(key="past", horizontal=True, vertical_alignment="center"):
            said = texts("screens.past.band", moment=moment_words(visit.as_of, zone, texts))
            st.html(style.past_band(said, texts("screens.past.band.note")), width="stretch")
            st.button(texts("screens.past.back"), key="back_to_now", on_click=forget)
        return
    written = st.session_state.get(MOMENT_KEY)
    if written is not None:
        st.warning(texts("screens.past.not_shown", written=style.plain(str(written))))


def only_now(visit: Visit) -> None:
    """In place of a page that has no past: what it does is done now."""
    st.html(style.empty(visit.texts("screens.past.only_now")))


def moment_words(moment: datetime, time_zone: str, texts: Texts) -> str:
    """`2018年6月30日`, with the time where it is not the day's end."""
    day = day_of(moment, time_zone)
    return texts.date(day) if moment == end_of_day(day, time_zone) else texts.moment(moment, time_zone)


def kept(visit: Visit) -> dict[str, str]:
    """What a link to another page of ours must carry so that it shows the same moment in the same language."""
    carried = {"lang": str(visit.language)}
    if visit.as_of is not None:
        carried[MOMENT_KEY] = written_moment(visit.as_of, visit.plan.head.time_zone)
    return carried


def address_of(visit: Visit, page: str, **asked: str) -> str:
    """A link to a page of ours that shows the same moment in the same language."""
    return f"./{page}?{urlencode({**asked, **kept(visit)})}"


def forget() -> None:
    """Back to now."""
    _set(None)


def _day_chosen() -> None:
    day: date | None = st.session_state.get(_DAY)
    _set(None if day is None else day.isoformat())


def _set(written: str | None) -> None:
    st.session_state[MOMENT_KEY] = written

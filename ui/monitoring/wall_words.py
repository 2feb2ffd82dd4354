"""What the wall screen says in its foot line, and how often it turns."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from services.monitoring.freshness import Freshness
from ui.visits import looking_back
from ui.visits.visit import Visit

SECONDS, FEWEST, MOST = 20, 5, 600


def address_seconds() -> int:
    """`?seconds=30` in the address, within reason; 20 unless told."""
    written = st.query_params.get("seconds", "")
    return min(max(int(written), FEWEST), MOST) if written.isascii() and written.isdecimal() else SECONDS


def foot(visit: Visit, fresh: Freshness, clock: datetime, place: int, count: int) -> str:
    """Whose plan, how far the data go, whether they are old, when the screen was drawn, which view of how many."""
    texts = visit.texts
    old = "db-wall-old" if fresh.is_old else ""
    sample = f'<span class="db-sample">{escape(texts("screens.frame.sample"))}</span>' if visit.sample else ""
    past = ""
    if visit.as_of is not None:
        moment = looking_back.moment_words(visit.as_of, visit.plan.head.time_zone, texts)
        past = f'<span class="db-wall-old">{escape(texts("screens.past.band", moment=moment))}</span>'
    drawn = texts("screens.wall.drawn", time=f"{clock:%H:%M:%S}")
    return (
        f'<div class="db-wall-foot"><span>{escape(texts.name(visit.plan.head.short_name))}</span>{sample}{past}'
        f'<span class="{old}">{escape(_data(visit, fresh))}</span>'
        f'<span class="db-wall-clock">{escape(drawn)}</span><span>{place}/{count}</span></div>'
    )


def _data(visit: Visit, fresh: Freshness) -> str:
    texts = visit.texts
    complete = texts("screens.wall.no_data")
    if fresh.complete is not None:
        complete = texts("screens.frame.complete_to", period=texts.period(fresh.complete))
    if fresh.awaited is None or fresh.due is None:
        return complete
    key = "screens.wall.old" if fresh.is_old else "screens.wall.awaited"
    awaited = texts(key, period=texts.period(fresh.awaited), due=texts.date(fresh.due))
    return texts("screens.wall.join").join((complete, awaited))

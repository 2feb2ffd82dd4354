"""Who looks, in which language, on which day: kept for one browser session, never for the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast

import streamlit as st

from i18n.texts import LANGUAGES, Language, Texts
from i18n.texts import texts as texts_of
from indicators.moments import day_of
from services.accounts.sessions import SignedIn, look_up
from services.groundwork.setting import setting
from services.rights.access_errors import NotSignedInError
from services.rights.actor import Actor
from services.rights.permission import Action, permits
from settings import Settings
from ui.visits import looking_back, queries, submitted
from ui.visits.visit import Visit

LANGUAGE_KEY = "lang"
"""Key of the language switch, in the session and in the address bar."""

PLAN_KEY = "plan"
"""Key of the choice of a plan, in the session and in the address bar."""

THIS_MACHINE = "127.0.0.1"
_KEPT_PLAN = "plan kept"
_WHOSE = "whose"
_held: ContextVar[Visit | None] = ContextVar("held", default=None)


def signed_in() -> SignedIn:
    """Who is signed in in this browser, asked of the database anew: it may have ended a moment ago.

    Raises:
        NotSignedInError: nobody, or somebody who has to choose a new password first.
    """
    settings = queries.settings()
    token = queries.cookies().token(st.context.cookies)
    database = queries.database(settings.database_url)
    found = look_up(database, settings, token, moment(), _address()) if token else None
    if found is None or found.must_change_password:
        raise NotSignedInError
    _forget_somebody_elses(found)
    return found


def actor() -> Actor:
    """The acting user with the roles of this moment; raises NotSignedInError."""
    return signed_in().actor


def form_token() -> str:
    """What a form on a page must carry so that the server takes it."""
    cookies = queries.cookies()
    return cookies.form_token(cookies.seed(st.context.cookies) or "")


def settings() -> Settings:
    """The installation's settings."""
    return queries.settings()


def moment() -> datetime:
    """Now, by the clock: sessions and links live by it, also beside sample data of another day."""
    return datetime.now(tz=UTC)


def language() -> Language:
    """The language chosen in this session, else the address bar's, else the installation's."""
    chosen = st.session_state.get(LANGUAGE_KEY) or st.query_params.get(LANGUAGE_KEY)
    return cast("Language", chosen) if chosen in LANGUAGES else queries.settings().language


def keep_language() -> None:
    """Makes the session's language the switch's state, and says it in the address bar."""
    chosen = language()
    if LANGUAGE_KEY not in st.session_state:
        st.session_state[LANGUAGE_KEY] = chosen
    if chosen != queries.settings().language:
        st.query_params[LANGUAGE_KEY] = chosen
    elif LANGUAGE_KEY in st.query_params:
        del st.query_params[LANGUAGE_KEY]


def texts() -> Texts:
    """The texts of the session's language."""
    return texts_of(language())


@contextmanager
def held(visit: Visit) -> Iterator[None]:
    """Whoever asks `current` within this block is told this visit: one run of the gate and its page.

    Callbacks before it and fragments after it ask anew.
    """
    token = _held.set(visit)
    try:
        yield
    finally:
        _held.reset(token)


def current() -> Visit:
    """Everything a page needs to ask for its data and to say it; raises NotSignedInError."""
    return _held.get() or _asked_anew()


def _asked_anew() -> Visit:
    visit = visit_in(language(), actor(), plan_name())
    zone = visit.plan.head.time_zone
    as_of = looking_back.asked_moment(zone, visit.now)
    if as_of is not None:
        return replace(visit, as_of=as_of, today=day_of(as_of, zone))
    may = permits(visit.actor, Action.VIEW_SUBMITTED_FIGURES)
    return replace(visit, submitted=may and submitted.asked())


def plan_name() -> str | None:
    """The plan chosen in this session or by its address, where the installation has it; None for its own one."""
    offered = queries.plans()
    asked = (st.session_state.get(PLAN_KEY), st.query_params.get(PLAN_KEY), st.session_state.get(_KEPT_PLAN))
    found = next((name for name in asked if name in offered), None)
    st.session_state[_KEPT_PLAN] = found
    return found


def visit_in(language: Language, actor: Actor, plan_name: str | None = None) -> Visit:
    """The same, of now, in a given language and for a given actor; does not need a browser session."""
    settings = queries.settings()
    plan = queries.plan(plan_name)
    database = queries.database(settings.database_url)
    told = setting(database, plan)
    return Visit(
        database=database,
        database_url=settings.database_url,
        plan=plan,
        actor=actor,
        today=told.today,
        real_today=told.today,
        sample=told.sample,
        version=told.version,
        language=language,
    )


def _address() -> str:
    """Where the browser is; Streamlit does not tell this machine's own address."""
    return st.context.ip_address or THIS_MACHINE


def _forget_somebody_elses(found: SignedIn) -> None:
    """What a page keeps (a file, a verdict) belongs to whose session it was."""
    if st.session_state.get(_WHOSE, found.account.id) != found.account.id:
        st.session_state.clear()
    st.session_state[_WHOSE] = found.account.id

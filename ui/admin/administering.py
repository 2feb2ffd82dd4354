"""The parts of the accounts page: tables, and what can be done with an account or a session.

What cannot be undone is behind a second button that says what happens. Whatever was done is said
once, after the page was drawn anew; so a one-time link is shown once and then nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import streamlit as st

from db.account_records import Account
from services.accounts.administer_accounts import (
    create_account,
    disable_account,
    enable_account,
    grant_role,
    rename_account,
    reset_password,
    revoke_role,
)
from services.accounts.administer_sessions import SessionInForce, revoke_session, revoke_sessions
from services.accounts.one_time_links import NewLink
from services.rights.roles import ALL_UNITS, Grant, Role
from ui.look import style
from ui.visits import session
from ui.visits.visit import Visit

LONGEST_NAME = 60
ROLES = tuple(role for role in Role if role.grantable)
_DONE = "administered"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, for the sentence that says so; with the link to hand over, where one was made."""

    what: str
    name: str
    link: NewLink | None = None


def keep(done: Done) -> None:
    """Keeps what was done for the next drawing of the page."""
    st.session_state[_DONE] = done


def say_done(visit: Visit) -> None:
    """Says what was done, once."""
    done: Done | None = st.session_state.pop(_DONE, None)
    if done is None:
        return
    texts = visit.texts
    st.success(texts(f"screens.accounts.done.{done.what}", name=style.plain(done.name)))
    if done.link is not None:
        st.warning(texts("screens.accounts.link", until=texts.moment(done.link.expires_at)))
        st.code(f"{_base()}/one-time/{done.link.token}", language=None, wrap_lines=True)


def accounts_table(visit: Visit, known: Sequence[Account]) -> style.Table:
    """All accounts: who, what they are, whether they may be used."""
    texts = visit.texts
    heads = [texts(f"screens.accounts.head.{name}") for name in ("name", "display_name", "roles", "state")]
    return style.table(heads, (_row(visit, each) for each in known))


def new_account(visit: Visit) -> Done | None:
    """The form for a new account; its owner chooses the password with a link."""
    texts = visit.texts
    with st.container(width=560), st.form("new_account", border=False):
        name = st.text_input(texts("screens.accounts.head.name"), max_chars=LONGEST_NAME)
        shown = st.text_input(texts("screens.accounts.head.display_name"), max_chars=LONGEST_NAME)
        role, units = _role_and_units(visit, "new")
        if not st.form_submit_button(texts("screens.accounts.create"), type="primary"):
            return None
        if _lacks_units(visit, role, units):
            return None
    made = create_account(
        visit.database,
        session.settings(),
        visit.plan,
        visit.actor,
        name,
        shown or name,
        _grants(role, units),
        session.moment(),
    )
    return Done("created", made.account.name, made.link)


def roles(visit: Visit, one: Account) -> Done | None:
    """The account's roles: each can be taken away, another given."""
    texts = visit.texts
    st.subheader(texts("screens.accounts.roles"))
    for held in one.grants:
        grant = Grant(Role(held.role), held.unit)
        told, button = st.columns([4, 1], vertical_alignment="center")
        told.html(style.role(grant_name(visit, grant), texts(f"permissions.role_says.{grant.role}")))
        if button.button(texts("screens.accounts.revoke"), key=f"revoke_{one.id}_{held.role}_{held.unit}"):
            revoke_role(visit.database, visit.actor, one.name, grant)
            return Done("revoked", one.display_name)
    if one.issuer is not None:
        st.caption(texts("screens.accounts.roles_elsewhere"))
        return None
    with st.form(f"grant_{one.id}", border=False):
        role, units = _role_and_units(visit, str(one.id))
        if not st.form_submit_button(texts("screens.accounts.grant")) or _lacks_units(visit, role, units):
            return None
    for grant in _grants(role, units):
        grant_role(visit.database, visit.plan, visit.actor, one.name, grant)
    return Done("granted", one.display_name)


def changes(visit: Visit, one: Account) -> Done | None:
    """What else can be done with the account."""
    texts, database, actor = visit.texts, visit.database, visit.actor
    st.subheader(texts("screens.accounts.account"))
    with st.form(f"rename_{one.id}", border=False):
        shown = st.text_input(
            texts("screens.accounts.head.display_name"), one.display_name, LONGEST_NAME, key=f"display_name_{one.id}"
        )
        if st.form_submit_button(texts("screens.accounts.rename")):
            return Done("renamed", rename_account(database, actor, one.name, shown or "").display_name)
    if one.issuer is None and _confirmed(visit, "reset", one):
        link = reset_password(database, session.settings(), actor, one.name, session.moment())
        return Done("reset", one.display_name, link)
    if one.enabled and _confirmed(visit, "disable", one):
        disable_account(database, actor, one.name, session.moment())
        return Done("disabled", one.display_name)
    if not one.enabled and st.button(texts("screens.accounts.enable"), key=f"enable_{one.id}"):
        enable_account(database, actor, one.name)
        return Done("enabled", one.display_name)
    if _confirmed(visit, "end_sessions", one):
        revoke_sessions(database, actor, one.name)
        return Done("sessions_ended", one.display_name)
    return None


def session_row(visit: Visit, each: SessionInForce, own: str) -> Done | None:
    """One session in force, with the button that ends it."""
    texts, seen = visit.texts, each.session
    told, button = st.columns([5, 1], vertical_alignment="center")
    facts = {
        "who": each.account.display_name,
        "method": texts(f"screens.accounts.method.{seen.method}"),
        "address": seen.address or "—",
        "since": texts.moment(seen.created_at),
        "seen": texts.moment(seen.last_seen_at),
    }
    told.html(style.facts((texts(f"screens.accounts.session.{name}"), value) for name, value in facts.items()))
    if seen.id == own:
        button.caption(texts("screens.accounts.own_session"))
    elif button.button(texts("screens.accounts.end_session"), key=f"end_{seen.id}"):
        revoke_session(visit.database, visit.actor, seen.id)
        return Done("session_ended", each.account.display_name)
    return None


def grant_name(visit: Visit, grant: Grant) -> str:
    """A role with the units it is held over."""
    texts = visit.texts
    name = texts(f"permissions.role.{grant.role}")
    return (
        texts("screens.accounts.role_over", role=name, unit=unit_name(visit, grant.unit))
        if grant.role.by_unit
        else name
    )


def unit_name(visit: Visit, code: str) -> str:
    """A unit's name; of a code that the plan does not have, the code."""
    unit = visit.plan.unit_by_code.get(code)
    if code == ALL_UNITS:
        return visit.texts("permissions.all_units")
    return visit.texts.unit_name(unit) if unit is not None else code


def _row(visit: Visit, one: Account) -> tuple[str | style.Cell, ...]:
    texts = visit.texts
    held = [grant_name(visit, Grant(Role(each.role), each.unit)) for each in one.grants]
    state, look = ("enabled", "db-mark db-mark-good") if one.enabled else ("disabled", "db-mark db-mark-none")
    notes = [texts(f"screens.accounts.state.{state}")]
    notes += [texts("screens.accounts.state.sample")] if one.sample else []
    waits = one.enabled and one.issuer is None and one.password_hash is None
    notes += [texts("screens.accounts.state.no_password")] if waits else []
    notes += [texts("screens.accounts.state.external")] if one.issuer is not None else []
    sign = "●" if one.enabled else "○"
    return (
        style.Cell(one.name, "db-short"),
        one.display_name,
        style.Cell(texts("screens.accounts.and").join(held) or "—", "db-text"),
        style.Cell(f"{sign} {texts('screens.accounts.and').join(notes)}", look),
    )


def _role_and_units(visit: Visit, key: str) -> tuple[Role, list[str]]:
    texts = visit.texts
    role = st.selectbox(
        texts("screens.accounts.role"), ROLES, key=f"role_{key}", format_func=lambda r: texts(f"permissions.role.{r}")
    )
    units = st.multiselect(
        texts("screens.accounts.units"),
        [ALL_UNITS, *(unit.code for unit in visit.plan.units)],
        key=f"units_{key}",
        format_func=lambda code: unit_name(visit, code),
        placeholder=texts("screens.accounts.units_choose"),
        help=texts("screens.accounts.units_help"),
    )
    return role, units


def _lacks_units(visit: Visit, role: Role, units: Sequence[str]) -> bool:
    """Whether a role is to be given over units, and none was chosen: all of them is a choice to be made."""
    if role.by_unit and not units:
        st.error(visit.texts("screens.accounts.units_missing"))
        return True
    return False


def _grants(role: Role, units: Sequence[str]) -> list[Grant]:
    return [Grant(role, unit) for unit in units] if role.by_unit else [Grant(role)]


def _confirmed(visit: Visit, what: str, one: Account) -> bool:
    """A button that opens what it means, and a second one that does it."""
    texts = visit.texts
    with st.popover(texts(f"screens.accounts.{what}"), key=f"{what}_{one.id}"):
        st.write(texts(f"screens.accounts.{what}_means", name=style.plain(one.display_name)))
        return st.button(texts(f"screens.accounts.{what}_confirm"), type="primary", key=f"{what}_{one.id}_confirm")


def _base() -> str:
    """How people reach this server: as set, else as this browser does."""
    here = urlsplit(st.context.url or "")
    return (session.settings().public_url or f"{here.scheme}://{here.netloc}").rstrip("/")

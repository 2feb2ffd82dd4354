"""One unit's page below its head: what it has to do, its part in the indicators, its returns, its explanations."""

from __future__ import annotations

import streamlit as st

from services.units.unit_profile import UnitProfile
from ui.components.contributions import COLUMNS, contribution_rows, contributions_table
from ui.components.surface import surface
from ui.components.unit_head import leads_table
from ui.frame import downloads
from ui.frame.navigation import address
from ui.look import style
from ui.units import unit_tables
from ui.visits import looking_back
from ui.visits.visit import Visit


def draw(visit: Visit, profile: UnitProfile) -> None:
    """All of it, in the order in which it is asked for."""
    _now(visit, profile)
    if profile.leads:
        surface(leads_table(profile.leads, visit.texts, looking_back.kept(visit)), key="unit_leads")
    if any(each.row.value is not None for each in profile.contributions):
        _contributions(visit, profile)
    elif profile.contributions:
        st.html(style.heading(visit.texts("screens.unit.contributions")))
        st.html(style.empty(visit.texts("screens.unit.nothing_approved", period=visit.texts.period(profile.period))))
    _returns(visit, profile)
    if profile.returns:
        _explained(visit, profile)


def _now(visit: Visit, profile: UnitProfile) -> None:
    st.html(style.heading(visit.texts("screens.unit.now")))
    st.html(unit_tables.to_do(visit, profile))
    if profile.comments:
        st.html(unit_tables.comments(visit, profile.comments))


def _contributions(visit: Visit, profile: UnitProfile) -> None:
    texts, unit, period = visit.texts, profile.unit, profile.period
    table = contributions_table(profile.contributions, str(period), visit.plan, texts, looking_back.kept(visit))
    picked = surface(table, key="unit_contributions")
    if picked and picked.event == "indicator":
        st.switch_page(address("indicator"), query_params={"code": picked.value, "period": str(period)})
    heads = [texts(f"screens.unit.column.{each}") for each in COLUMNS]
    title = f"{texts.unit_name(unit)} {texts.to_date(period)} {texts('screens.unit.contributions')}"
    rows = contribution_rows(profile.contributions, visit.plan, texts)
    downloads.offer(visit, downloads.content(visit, f"contributions/{unit.code}/{period}", title, heads, rows))


def _returns(visit: Visit, profile: UnitProfile) -> None:
    texts, name = visit.texts, visit.texts.unit_name(profile.unit)
    st.html(style.heading(texts("screens.unit.returns")))
    if not profile.returns:
        st.html(style.empty(texts("screens.unit.no_forms", unit=name)))
        return
    st.html(unit_tables.timeliness(profile, texts))
    table = unit_tables.returns_table(visit, profile)
    title = f"{name} {texts('screens.unit.returns')}"
    downloads.show(visit, table, name=f"unit/{profile.unit.code}/returns", title=title)


def _explained(visit: Visit, profile: UnitProfile) -> None:
    texts, name = visit.texts, visit.texts.unit_name(profile.unit)
    st.html(style.heading(texts("screens.unit.explained")))
    if not profile.explained:
        st.html(style.quiet(texts("screens.unit.explained.none")))
        return
    table = unit_tables.explained_table(visit, profile.explained, units=False, links=profile.takes_part)
    title = f"{name} {texts('screens.unit.explained')}"
    downloads.show(visit, table, name=f"unit/{profile.unit.code}/explained", title=title)

"""Which pages there are, and who may open them: one table, from which the menu is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page
from streamlit.runtime.scriptrunner import get_script_run_ctx

from i18n.texts import Texts
from services.rights.actor import Actor
from services.rights.permission import Action, permits

PAGES = Path(__file__).resolve().parents[2] / "pages"


@dataclass(frozen=True, slots=True)
class Screen:
    """A page script: `name` is its address and finds its title (`screens.frame.page.<name>`).

    `needs` is what its service asks for: who may not do that anywhere does not see the page.
    `past`: it can be shown as known at a moment, and offers nothing to write while it is. A page that is
    not `listed` has an address but no place in the menu; a `bare` one has no frame around it.
    """

    section: str
    name: str
    needs: Action
    past: bool = False
    listed: bool = True
    bare: bool = False

    @property
    def script(self) -> Path:
        """Where the page script is."""
        return PAGES / self.section / f"{self.name}.py"


HOME = Screen("monitoring", "overview", Action.VIEW_FIGURES, past=True)
SCREENS = (
    HOME,
    Screen("monitoring", "indicator", Action.VIEW_FIGURES, past=True),
    Screen("monitoring", "changes", Action.VIEW_FIGURES, past=True),
    Screen("monitoring", "unit", Action.VIEW_RETURNS, past=True),
    Screen("monitoring", "quality", Action.VIEW_RETURNS, past=True),
    Screen("monitoring", "wall", Action.VIEW_FIGURES, past=True, listed=False, bare=True),
    Screen("measures", "measures", Action.VIEW_MEASURES, past=True),
    Screen("measures", "measure", Action.VIEW_MEASURES, past=True),
    Screen("measures", "measure_matrix", Action.VIEW_MEASURES, past=True),
    Screen("measures", "measure_entry", Action.SUBMIT_RETURN),
    Screen("returns", "forms", Action.DOWNLOAD_FORM),
    Screen("returns", "upload", Action.SUBMIT_RETURN),
    Screen("returns", "own_layout", Action.MAP_LAYOUT),
    Screen("returns", "returns", Action.VIEW_RETURNS, past=True),
    Screen("returns", "completeness", Action.VIEW_RETURNS, past=True),
    Screen("returns", "lists", Action.VIEW_LISTS, past=True),
    Screen("returns", "review", Action.APPROVE_RETURN),
    Screen("returns", "checks", Action.VIEW_CHECKS),
    Screen("reports", "year_end", Action.EXPORT_REPORT, past=True),
    Screen("admin", "accounts", Action.ADMINISTER_ACCOUNTS),
    Screen("admin", "calendar", Action.ADMINISTER_CALENDAR),
    Screen("admin", "audit", Action.VIEW_AUDIT),
)


LANDINGS = ("overview", "forms", "review", "accounts", "audit")
"""Where people start who have chosen no first page: at the first of these that they may open."""


def landing(mine: Sequence[Screen]) -> Screen:
    """The screen to start at, of those somebody may open (one at least)."""
    return min(mine, key=lambda each: LANDINGS.index(each.name) if each.name in LANDINGS else len(LANDINGS))


def allowed(actor: Actor) -> tuple[Screen, ...]:
    """The screens the actor may open, in the table's order."""
    return tuple(screen for screen in SCREENS if permits(actor, screen.needs))


def pages(actor: Actor, texts: Texts, refuse: Callable[[Screen], None]) -> dict[str, list[Page]]:
    """The actor's pages by titled section; what they may not open is refused at its address, not hidden.

    Args:
        actor: with the roles of this moment.
        texts: for the titles.
        refuse: what happens at the address of a page that the actor may not open.
    """
    sections: dict[str, list[Page]] = {}
    mine = allowed(actor)
    for screen in mine:
        title = texts(f"screens.frame.section.{screen.section}")
        sections.setdefault(title, []).append(_page(screen, texts))
    for screen in SCREENS:
        if screen not in mine:
            sections.setdefault("", []).append(_refused(screen, texts, refuse))
    return sections


def _page(screen: Screen, texts: Texts) -> Page:
    """A run's own copy, since Streamlit marks in it which page runs and which is the first one."""
    return copy(_made(screen, texts, in_a_run=get_script_run_ctx(suppress_warning=True) is not None))


@cache
def _made(screen: Screen, texts: Texts, *, in_a_run: bool) -> Page:
    """Made once per language: it looks at the disk for its script, and holds nothing of a visitor.

    One made outside a run has no title, so it is not what a run gets. A refusal does hold whom it refuses,
    and is therefore made anew in every run.
    """
    return st.Page(
        screen.script,
        title=texts(f"screens.frame.page.{screen.name}"),
        url_path=screen.name,
        default=screen is HOME,
        visibility="visible" if screen.listed else "hidden",
    )


def is_bare(actor: Actor, name: str) -> bool:
    """Whether the page at this address stands alone, without menu and strip; a refusal never does."""
    return any(screen.bare for screen in allowed(actor) if screen.name == name)


def _refused(screen: Screen, texts: Texts, refuse: Callable[[Screen], None]) -> Page:
    return st.Page(
        lambda: refuse(screen),
        title=texts(f"screens.frame.page.{screen.name}"),
        url_path=screen.name,
        default=screen is HOME,
        visibility="hidden",
    )


def has_past(url_path: str) -> bool:
    """Whether the page at an address (empty: the home page) can be shown as known at a moment."""
    return any(screen.past for screen in SCREENS if screen.name == (url_path or HOME.name))


def address(name: str) -> Path:
    """The script of the page with this name, as `st.switch_page` and `st.page_link` want it."""
    return next(screen.script for screen in SCREENS if screen.name == name)

"""The menu is one table, and what is not in it for somebody is not there."""

from __future__ import annotations

import pytest

from i18n.texts import LANGUAGES, texts
from services.actor import LOCAL_OPERATOR, Actor
from services.roles import Grant, Role
from ui import navigation

MEASURES = ("measures", "measure", "measure_matrix")
RETURNS = ("forms", "upload", "own_layout", "returns", "completeness", "lists")


@pytest.mark.parametrize("screen", navigation.SCREENS, ids=lambda screen: screen.name)
def test_every_screen_of_the_table_has_a_script(screen: navigation.Screen):
    assert screen.script.is_file()


def test_every_page_script_is_in_the_table():
    scripts = {path for path in navigation.PAGES.rglob("*.py") if path.name != "__init__.py"}
    assert scripts == {screen.script for screen in navigation.SCREENS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_operator_sees_all_pages_under_their_sections(language):
    shown = navigation.pages(LOCAL_OPERATOR, texts(language), print)
    assert [len(pages) for pages in shown.values()] == [6, 4, 8, 1, 3]


def test_somebody_without_roles_sees_no_page():
    nobody = Actor("stranger", "Stranger")
    assert navigation.allowed(nobody) == ()
    assert list(navigation.pages(nobody, texts("zh"), print)) == [""]


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.REPORTER, ["unit", "quality", *MEASURES, "measure_entry", *RETURNS]),
        (Role.REVIEWER, ["unit", "quality", *MEASURES, "returns", "completeness", "lists", "review", "checks"]),
        (
            Role.VIEWER,
            [
                *("overview", "indicator", "changes", "unit", "quality", "wall"),
                *MEASURES,
                *("returns", "completeness", "lists", "year_end"),
            ],
        ),
        (Role.AUDITOR, ["audit"]),
        (Role.ADMINISTRATOR, ["checks", "accounts", "calendar"]),
    ],
)
def test_each_role_sees_the_pages_of_what_it_may_do(role: Role, names: list[str]):
    assert [screen.name for screen in navigation.allowed(Actor("one", "One", (Grant(role),)))] == names


def test_page_is_found_by_its_name():
    assert navigation.address("upload").name == "upload.py"

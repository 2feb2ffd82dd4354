"""The menu is one table, and what is not in it for somebody is not there."""

from __future__ import annotations

import pytest

from i18n.texts import LANGUAGES, texts
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from ui.frame import navigation

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


def test_what_a_run_marks_in_its_pages_is_not_in_those_of_another():
    first, second = (navigation.pages(LOCAL_OPERATOR, texts("zh"), print) for _ in range(2))
    for mine, theirs in zip(
        (page for pages in first.values() for page in pages),
        (page for pages in second.values() for page in pages),
        strict=True,
    ):
        assert mine is not theirs
        mine._can_be_called, mine._default = True, not theirs._default  # what `st.navigation` does
        assert not getattr(theirs, "_can_be_called", False)
    third = navigation.pages(LOCAL_OPERATOR, texts("zh"), print)
    assert sum(page._default for pages in third.values() for page in pages) == 1


def test_pages_kept_from_one_visitor_are_hidden_from_the_next_who_may_not_open_them():
    navigation.pages(LOCAL_OPERATOR, texts("zh"), print)
    nobody = navigation.pages(Actor("stranger", "Stranger"), texts("zh"), print)
    assert list(nobody) == [""]
    assert [page.visibility for page in nobody[""]] == ["hidden"] * len(navigation.SCREENS)

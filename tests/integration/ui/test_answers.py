"""Remembered answers are shared between users as they are: none can be changed, and none is told to other rights."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

import ui
from charts.theme import DARK, LIGHT
from indicators.errors import NotAllowedError
from indicators.periods import Period
from services.rights.actor import LOCAL_OPERATOR, Actor
from services.rights.roles import Grant, Role
from ui.monitoring import looking_since
from ui.monitoring.indicator_drawn import indicator_drawn
from ui.monitoring.overview_drawn import overview_drawn
from ui.visits import answers, queries, session
from ui.visits.visit import Visit

LEAVES = (str, int, float, Decimal, Fraction, date, datetime, Enum, bytes, type(None))
OPEN_FOR_READING = (tuple, frozenset, Mapping, Sequence, Union, types.UnionType)
SCRIPT = "ui.main"
"""Not a module: Streamlit runs it."""

SEPTEMBER = Period.month(2018, 9)


def changeable(kind: Any) -> list[Any]:
    """The types within a type whose values somebody could change (what is declared read-only mypy keeps so)."""
    seen: set[Any] = set()
    waiting, found = [kind], []
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            holds, inner = taken_apart(kind)
            waiting += inner
            found += [] if holds else [kind]
    return found


def taken_apart(kind: Any) -> tuple[bool, Iterable[Any]]:
    """Whether values of the type hold still by themselves, and the types of what is in them."""
    origin = get_origin(kind)
    if origin in OPEN_FOR_READING:
        return True, get_args(kind)
    if dataclasses.is_dataclass(kind):
        return kind.__dataclass_params__.frozen, get_type_hints(kind).values()
    if isinstance(kind, type) and issubclass(kind, tuple):  # a named one
        return True, get_type_hints(kind).values()
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return bool(kind.model_config.get("frozen")), [each.annotation for each in kind.model_fields.values()]
    return origin is Literal or kind is Ellipsis or (isinstance(kind, type) and issubclass(kind, LEAVES)), ()


def questions() -> list[Callable[..., Any]]:
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        if module.name != SCRIPT:
            importlib.import_module(module.name)
    return answers.QUESTIONS


@pytest.mark.parametrize("question", questions(), ids=lambda question: f"{question.__module__}.{question.__name__}")
def test_nobody_can_change_a_shared_answer(question):
    assert changeable(get_type_hints(question)["return"]) == []


def test_a_changeable_answer_would_be_found():
    @dataclasses.dataclass(frozen=True)
    class Inner:
        rows: list[str]

    assert changeable(tuple[dict[str, str], ...]) == [dict[str, str]]
    assert changeable(Inner) == [list[str]]


def visit_of(*roles: Role) -> Visit:
    return session.visit_in("zh", Actor("somebody", "", tuple(Grant(role) for role in roles)))


def test_the_same_rights_get_the_same_object(own_copy: str):
    drawn = overview_drawn(visit_of(Role.VIEWER), SEPTEMBER, "notice")
    assert overview_drawn(visit_of(Role.VIEWER), SEPTEMBER, "notice") is drawn


@pytest.mark.parametrize(
    "change",
    [
        {"language": "en"},
        {"submitted": True},
        {"sample": None},
        {"today": date(2018, 10, 21)},
        {"real_today": date(2018, 10, 21)},
        {"version": "another"},
        {"actor": Actor("somebody", "", (Grant(Role.VIEWER), Grant(Role.REVIEWER)))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_an_answer_depends_on_gives_another_one(own_copy: str, change):
    leader = visit_of(Role.VIEWER)
    drawn = overview_drawn(leader, SEPTEMBER, "notice")
    assert overview_drawn(leader, SEPTEMBER, "notice") is drawn
    assert overview_drawn(replace(leader, **change), SEPTEMBER, "notice") is not drawn


def test_the_drawing_is_in_the_language_of_who_asks(own_copy: str):
    leader = visit_of(Role.VIEWER)
    assert "2018年目标完成情况" in overview_drawn(leader, SEPTEMBER, "notice").head
    assert "2018 targets" in overview_drawn(replace(leader, language="en"), SEPTEMBER, "notice").head
    assert overview_drawn(leader, SEPTEMBER, "worst") is not overview_drawn(leader, SEPTEMBER, "notice")


def labels(spec: str) -> list[str]:
    return [each["text"] for each in json.loads(spec)["layout"]["annotations"]]


def test_an_indicators_drawing_is_in_the_language_and_the_colours_of_who_asks(own_copy: str):
    leader, code = visit_of(Role.VIEWER), "technology_contract_value"
    drawn = indicator_drawn(leader, code, SEPTEMBER, LIGHT)
    dark = indicator_drawn(leader, code, SEPTEMBER, DARK)
    english = indicator_drawn(replace(leader, language="en"), code, SEPTEMBER, LIGHT)
    assert indicator_drawn(leader, code, SEPTEMBER, LIGHT) is drawn
    assert dark.head == drawn.head != english.head
    assert LIGHT.actual in drawn.year.lines
    assert DARK.actual in dark.year.lines
    assert "目标 100" in labels(drawn.year.lines)
    assert "Target 100" in labels(english.year.lines)
    assert indicator_drawn(leader, "rd_intensity", SEPTEMBER, LIGHT).year is None


def test_who_may_not_see_figures_is_refused_although_the_answer_is_known(own_copy: str):
    overview_drawn(visit_of(Role.VIEWER), SEPTEMBER, "notice")
    administrator = visit_of(Role.ADMINISTRATOR)
    with pytest.raises(NotAllowedError):
        overview_drawn(administrator, SEPTEMBER, "notice")
    with pytest.raises(NotAllowedError):
        queries.overview(administrator, SEPTEMBER)
    indicator_drawn(visit_of(Role.VIEWER), "tech_smes", SEPTEMBER, LIGHT)
    with pytest.raises(NotAllowedError):
        indicator_drawn(administrator, "tech_smes", SEPTEMBER, LIGHT)


def test_a_write_forgets_and_a_new_stamp_asks_anew(own_copy: str):
    leader = visit_of(Role.VIEWER)
    known = queries.overview(leader, SEPTEMBER)
    assert queries.overview(leader, SEPTEMBER) is known
    assert queries.overview(replace(leader, version="another"), SEPTEMBER) is not known
    answers.forget()
    assert queries.overview(leader, SEPTEMBER) is not known


def test_links_of_the_past_and_the_present_are_kept_apart(own_copy: str):
    visit = session.visit_in("zh", LOCAL_OPERATOR)
    then = replace(visit, as_of=visit.now)
    assert "as_of=" in overview_drawn(then, SEPTEMBER, "notice").above
    assert "as_of=" not in overview_drawn(visit, SEPTEMBER, "notice").above


def test_a_page_asks_for_the_last_visit_again_only_when_there_is_something_to_note(screen, monkeypatch):
    asked = []
    monkeypatch.setattr(queries, "last_visit", lambda visit: asked.append(visit.now))
    page = screen("overview")
    page.run()
    assert len(asked) == 1
    monkeypatch.setattr(looking_since, "NOTED_EVERY", timedelta(0))
    page.run()
    assert len(asked) == 2

"""A unit's page: one's own unit; somebody else's is refused, also by its address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from db.audit import AuditFilter
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from ui.visits import queries, session

Screen = Callable[..., AppTest]


@pytest.fixture
def reporter_of_zhongshan(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """The screens as the reporter of 210202 sees them."""
    monkeypatch.setattr(session, "actor", lambda: Actor("zhang", "张三", (Grant(Role.REPORTER, "210202"),)))
    return screen


def test_a_reporter_sees_the_own_unit(reporter_of_zhongshan: Screen):
    test = reporter_of_zhongshan("unit", unit="210202")
    assert not test.exception
    assert test.selectbox(key="unit").options == ["中山区"]
    assert any('class="db-heading"' in each.proto.body for each in test.get("html"))


def test_another_unit_is_refused_by_its_address(reporter_of_zhongshan: Screen, own_copy: str):
    test = reporter_of_zhongshan("unit", unit="210211")
    assert len(test.exception) == 1
    assert not any('class="db-heading"' in each.proto.body for each in test.get("html"))
    with queries.database(own_copy).reading() as tx:
        denied = {(each.entry.action, each.entry.object) for each in tx.audit.find(AuditFilter(outcome="denied"))}
    assert ("view_returns", "unit:210211") in denied

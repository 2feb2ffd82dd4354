"""Errors become messages: refusals in words, everything else under a number that the log knows too."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest


def refused() -> None:
    from indicators.errors import UnknownUnitError
    from ui.frame import boundary

    boundary.show(UnknownUnitError(unit="火星区"))


def broken() -> None:
    from ui.frame import boundary

    boundary.show(ZeroDivisionError("secret detail"))


def ended() -> None:
    from services.rights.access_errors import NotSignedInError
    from ui.frame import boundary

    boundary.show(NotSignedInError())


def test_ended_session_leads_to_sign_in():
    test = AppTest.from_function(ended, default_timeout=30).run()
    (said,) = test.get("html")
    assert "登录已过期" in said.proto.body
    assert 'href="/sign-in"' in said.proto.body
    assert "data-dabiao-way-in" in said.proto.body
    assert not test.warning


def test_refusal_is_said_in_words():
    test = AppTest.from_function(refused, default_timeout=30).run()
    assert test.warning[0].value == "没有代码或名称为“火星区”的填报单位。"
    assert not test.exception


def test_unexpected_error_is_shown_as_a_number_and_logged_under_it(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR, logger="dabiao.screens"):
        test = AppTest.from_function(broken, default_timeout=30).run()
    incident = re.search(r"[0-9A-F]{8}", test.error[0].value)
    assert incident
    assert incident[0] in caplog.text
    assert "secret detail" in caplog.text
    assert "secret detail" not in test.error[0].value


def test_message_is_in_the_language_of_the_visit():
    test = AppTest.from_function(refused, default_timeout=30)
    test.query_params["lang"] = "en"
    assert "火星区" in test.run().warning[0].value
    assert not re.search("没有", test.warning[0].value)

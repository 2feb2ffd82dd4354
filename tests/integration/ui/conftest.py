"""The screens in this process, on a copy of the sample database."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui
from services.rights.actor import LOCAL_OPERATOR
from tests.integration.ui.process import begin_anew
from tests.sample_database import SECRET
from ui.frame import navigation
from ui.visits import queries, session

MAIN = Path(ui.__file__).with_name("main.py")


@pytest.fixture
def own_copy(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a copy of the sample database, which the screens then use."""
    url = f"sqlite:///{shutil.copy(sample_database, tmp_path / 'copy.sqlite3')}"
    monkeypatch.setenv("DABIAO_DATABASE_URL", url)
    monkeypatch.setenv("DABIAO_LANGUAGE", "zh")
    monkeypatch.setenv("DABIAO_SECRET", SECRET)
    monkeypatch.setattr(session, "actor", lambda: LOCAL_OPERATOR)
    monkeypatch.setattr(session, "form_token", lambda: "")
    begin_anew()
    yield url
    queries.database(url).dispose()
    queries.reader().close()
    begin_anew()


@pytest.fixture
def screen(own_copy: str) -> Callable[..., AppTest]:
    """Opens a page by its name through the gate, with its filters in the address."""

    def opened(name: str, **filters: str) -> AppTest:
        test = AppTest.from_file(str(MAIN), default_timeout=60)
        for key, value in filters.items():
            test.query_params[key] = value
        if navigation.address(name) != navigation.HOME.script:
            test.run()
            for key, value in filters.items():
                test.query_params[key] = value
            test.switch_page(f"../pages/{navigation.address(name).relative_to(navigation.PAGES)}")
        return test.run()

    return opened

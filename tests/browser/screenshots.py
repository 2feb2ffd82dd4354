"""Pictures of every screen: three widths, light and dark, both languages, with sample data, partial and empty.

`make screenshots` writes them to docs/screenshots/; those the README shows are kept in the project. Each
screen is opened once for a look and language and then made narrower, so that all of them take minutes.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from services.rights.roles import Grant
from tests.browser.conftest import ARGUMENTS, CHROMIUM, drawn
from tests.browser.people import EVERYTHING, ROLES, cookie
from tests.browser.server import Server, running
from tests.sample_database import ROOT, make_database
from ui.frame.navigation import HOME, SCREENS
from ui.visits.cookies import SESSION

FOLDER = ROOT / "docs" / "screenshots"
SIGN_IN = "/sign-in"
EVERY = {screen.name: "/" if screen is HOME else f"/{screen.name}" for screen in SCREENS}
OTHERS = {"sign-in": None, "refused": ROLES["leader"], "nobody": ROLES["nobody"], "overview-leader": ROLES["leader"]}
"""Who looks at these screens, who holds not every role; None is not signed in."""

FULL = EVERY | {
    "sign-in": SIGN_IN,
    "refused": "/accounts",
    "nobody": "/",
    "unknown": "/indicator?code=nowhere",
    "overview-leader": "/",
    "overview-partial": "/?period=2018-10",
    "overview-past": "/?as_of=2018-06-30",
    "overview-submitted": "/?submitted=1&period=2018-10",
    "wall-past": "/wall?as_of=2018-06-30",
    "unit-past": "/unit?unit=210281&as_of=2018-08-31",
    "quality-past": "/quality?as_of=2018-08-31",
    "indicator-ratio": "/indicator?code=high_tech_output_share",
    "indicator-flow": "/indicator?code=new_high_tech_firms",
    "indicator-partial": "/indicator?code=technology_contract_value&period=2018-10",
    "indicator-unknown": "/indicator?code=rd_intensity",
    "unit-partial": "/unit?period=2018-10",
    "unit-district": "/unit?unit=210202",
    "unit-department": "/unit?unit=DL-KJJ",
    "returns-open": "/returns?return=258",
    "returns-list": "/returns?return=203",
    "lists-moved": "/lists?period=2018-09&state=moved_in",
    "lists-institutions": "/lists?form=F05",
    "lists-firm": "/lists?firm=91990248MAX000948P",
    "returns-partial": "/returns?period=2018-10",
    "measures-board": "/measures?department=DL-JXW&view=board",
    "measure-late": "/measure?measure=M054",
    "measure-entry": "/measure_entry?unit=DL-SWJ",
    "checks-one": "/checks?view=one&rule=N04",
    "checks-new": "/checks?view=new",
}
WIDTHS = {1440: 900, 768: 1024, 390: 844}
SCHEMES = ("light", "dark")
LANGUAGES = ("zh", "en")
TALLEST = 6000


def looks() -> Iterator[tuple[str, str]]:
    """Every colour scheme and language."""
    return product(SCHEMES, LANGUAGES)


def take(browser: Browser, server: Server, screens: dict[str, str], mark: str, only: str) -> None:
    """One picture of every screen in every look and width."""
    for scheme, language in looks():
        windows: dict[str, Page] = {}
        for name, address in screens.items():
            titles = {width: f"{name}{mark}-{width}-{scheme}-{language}" for width in WIDTHS}
            wanted = {width: title for width, title in titles.items() if only in title}
            if wanted:
                grants = OTHERS.get(name, EVERYTHING)
                if str(grants) not in windows:
                    windows[str(grants)] = _window(browser, server, scheme, grants)
                shown = windows[str(grants)]
                _open(shown, f"{server.url}{address}{'&' if '?' in address else '?'}lang={language}")
            for width, title in wanted.items():
                _picture(shown, width, FOLDER / f"{title}.png")
        for window in windows.values():
            window.context.close()


def _window(browser: Browser, server: Server, scheme: str, grants: Sequence[Grant] | None) -> Page:
    """The window of somebody with these roles, or of nobody."""
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", device_scale_factor=1)
    if grants is not None:
        context.add_cookies([{"name": SESSION, "value": cookie(server, grants), "url": server.url}])
    return context.new_page()


def _open(page: Page, address: str) -> None:
    page.set_viewport_size({"width": max(WIDTHS), "height": WIDTHS[max(WIDTHS)]})
    page.goto(address)
    if SIGN_IN not in address:
        drawn(page)


def _picture(page: Page, width: int, path: Path) -> None:
    """The whole page: Streamlit scrolls within the window, so the window is made as high as what is in it."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.wait_for_timeout(500)
    high = page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollHeight ?? document.body.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(WIDTHS[width], min(high, TALLEST))})
    page.wait_for_timeout(250)
    page.screenshot(path=path)


def main() -> None:
    """Takes all pictures, or those whose name contains `--only`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        full = make_database(Path(folder) / "sample.sqlite3", "--sample")
        empty = make_database(Path(folder) / "empty.sqlite3")
        for database, screens, mark in ((full, FULL, ""), (empty, EVERY, "-empty")):
            place = Path(folder) / f"server{mark}"
            place.mkdir()
            with running(database, place) as server:
                take(browser, server, screens, mark, only)
        browser.close()


if __name__ == "__main__":
    main()

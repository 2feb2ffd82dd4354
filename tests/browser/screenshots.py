"""Pictures of every screen: three widths, light and dark, both languages, with sample data and empty.

`make screenshots` writes them to docs/screenshots/; those the README shows are kept in the project.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, drawn
from tests.browser.people import cookie
from tests.browser.server import Server, running
from tests.sample_database import ROOT, make_database
from ui.access.cookies import SESSION

FOLDER = ROOT / "docs" / "screenshots"
SCREENS = {
    "overview": "/?",
    "overview-partial": "/?period=2018-10&",
    "indicator-ratio": "/indicator?code=high_tech_output_share&",
    "indicator-flow": "/indicator?code=new_high_tech_firms&",
    "indicator-unknown": "/indicator?code=rd_intensity&",
    "forms": "/forms?",
    "upload": "/upload?",
    "returns": "/returns?",
    "year-end": "/year_end?",
}
EMPTY_SCREENS = {name: SCREENS[name] for name in ("overview", "indicator-ratio", "returns", "year-end")}
WIDTHS = {1440: 900, 768: 1024, 390: 844}
SCHEMES = ("light", "dark")
LANGUAGES = ("zh", "en")


def looks() -> Iterator[tuple[int, str, str]]:
    """Every width, colour scheme and language."""
    return product(WIDTHS, SCHEMES, LANGUAGES)


def take(browser: Browser, server: Server, screens: dict[str, str], mark: str, only: str) -> None:
    """One picture of every screen in every look."""
    for width, scheme, language in looks():
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, device_scale_factor=1
        )
        for name, address in screens.items():
            title = f"{name}{mark}-{width}-{scheme}-{language}"
            if only not in title:
                continue
            context.add_cookies([{"name": SESSION, "value": cookie(server), "url": server.url}])
            page = context.new_page()
            page.goto(f"{server.url}{address}lang={language}")
            drawn(page).wait_for_timeout(1200)
            page.screenshot(path=FOLDER / f"{title}.png", full_page=True)
            page.close()
        context.close()


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
        for database, screens, mark in ((full, SCREENS, ""), (empty, EMPTY_SCREENS, "-empty")):
            place = Path(folder) / f"server{mark}"
            place.mkdir()
            with running(database, place) as server:
                take(browser, server, screens, mark, only)
        browser.close()


if __name__ == "__main__":
    main()

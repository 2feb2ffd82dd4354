"""Pages in a real browser: first load cold and warm, and a click, ours beside an empty Streamlit page in one run.

`python -m bench.pages` starts both servers on this machine and opens the pages by turns in Chromium: cold is
a browser that has nothing of the server yet, warm one that was there before, a click redraws the whole page
(ours: the other language; the empty page: its one button). The bars are ratios of medians. `--cells 1000000`
measures on a store of that size in place of the sample.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.large_store import fill
from bench.measuring import RESULTS
from bench.servers import started
from db.database import Database
from indicators.registry import load_builtin
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.people import ROLES, cookie
from tests.browser.server import Server, free_port
from tests.sample_database import DABIAO, copied_sample, make_database
from ui.visits.cookies import SESSION

EMPTY_PAGE = """import streamlit as st

st.session_state.drawn = st.session_state.get("drawn", 0) + 1
st.button("again")
st.html(f'<p id="drawn">{st.session_state.drawn}</p>')
"""
STANDS_STILL = '[data-testid="stApp"][data-test-script-state="notRunning"]'
BARS = {("overview", "cold"): 1.5, ("overview", "warm"): 2.0, ("overview", "click"): 2.5}
BARS |= {(page, "click"): 4.0 for page in ("indicator", "unit")}
RUNS, QUICK = 7, 3


@dataclass(frozen=True)
class Measured:
    """A page: where it is, what has to be there when it is drawn, what a click changes."""

    address: str
    drawn: str
    click: Callable[[Page], None]


# All is waited for within the page, looked at before every frame: Playwright's own waiting looks after 0, 20, 70, 170,
# 270, 770 ms and so on, which made a page of 0.3 s one of 0.8 s.
PARTS = "[document, ...[...document.querySelectorAll('*')].map(each => each.shadowRoot)].filter(Boolean)"
DRAWN = f"told => {PARTS}.some(part => part.querySelector(told)?.getClientRects().length)"
HEADINGS = f"""told => {PARTS}.some(
  part => [...part.querySelectorAll('h1')].some(heading => heading.innerText.includes(told)))"""


def _again(page: Page) -> None:
    before = page.locator("#drawn").inner_text()
    page.locator('[data-testid="stButton"] button').click()
    page.wait_for_function(f"document.querySelector('#drawn')?.innerText !== '{before}'")


def _other_language(heading: str) -> Callable[[Page], None]:
    """A click on EN, until the page's heading is the English one."""

    def click(page: Page) -> None:
        page.locator(".st-key-lang button").last.click()
        page.wait_for_function(HEADINGS, arg=heading)

    return click


PAGES = {
    "empty": Measured("/", "#drawn", _again),
    "overview": Measured("/", "table.board tbody tr:nth-child(8)", _other_language("2018 targets")),
    "indicator": Measured(
        "/indicator?code=high_tech_output_share", ".st-key-trajectory .main-svg", _other_language("High-tech")
    ),
    "unit": Measured("/unit?unit=210202", "table.contributions", _other_language("Zhongshan")),
}


def filled(database: Path, cells: int) -> int:
    """Fills a database with the plan's own units' returns of ten years, over and over; the cells it then has."""
    store = Database(f"sqlite:///{database}")
    try:
        return fill(store, cells, load_builtin()).cells
    finally:
        store.dispose()


def measured(browser: Browser, server: Server, page_: Measured, signed_in: str | None) -> dict[str, float]:
    """One page once: seconds of a first load cold, of one warm, and of a click."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    if signed_in is not None:
        context.add_cookies([{"name": SESSION, "value": signed_in, "url": server.url}])
    page = context.new_page()
    found = {}
    for name in ("cold", "warm"):
        begun = time.perf_counter()
        page.goto(server.url + page_.address, wait_until="commit")
        page.wait_for_function(DRAWN, arg=page_.drawn)
        found[name] = time.perf_counter() - begun
        page.wait_for_function(DRAWN, arg=STANDS_STILL)
        page.wait_for_timeout(700)
    begun = time.perf_counter()
    page_.click(page)
    page.wait_for_function(DRAWN, arg=STANDS_STILL)
    found["click"] = time.perf_counter() - begun
    context.close()
    return found


def told(found: dict[str, dict[str, float]]) -> str:
    """The medians, their ratios to the empty page, and the bars."""
    lines = [
        "# Pages in a real browser (Chromium on the same machine; 2 cores; medians)",
        "",
        "| page | first load, cold | first load, warm | click |",
        "| --- | ---: | ---: | ---: |",
    ]
    for page, times in found.items():
        cells = (f"{times[each]:.2f} s ({times[each] / found['empty'][each]:.2f} ×)" for each in times)
        lines.append(f"| {page} | {' | '.join(cells)} |")
    lines += ["", "| bar | measured | wanted | |", "| --- | ---: | ---: | --- |"]
    for (page, what), bar in BARS.items():
        ratio = found[page][what] / found["empty"][what]
        lines.append(f"| {page}, {what} / empty | {ratio:.2f} | ≤ {bar:g} | {'met' if ratio <= bar else 'NOT met'} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Everything by turns; a quick run has fewer turns and keeps no results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--cells", type=int, default=0, help="on so many invented cells of ten years, not the sample")
    asked = parser.parse_args()
    quick, cells = asked.quick, asked.cells
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in PAGES}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        sample = make_database(place / "cells.sqlite3") if cells else copied_sample(place)
        if cells:
            print(f"{filled(sample, cells):,} cells in the store")
        (place / "empty.py").write_text(EMPTY_PAGE, encoding="utf-8")
        stock = [sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless", "true"]
        ports = free_port(), free_port()
        empty = [*stock, "--server.address", "127.0.0.1", "--server.port", str(ports[0])]
        servers = {"empty": stack.enter_context(started(empty, place, ports[0], sample))}
        (place / "ours").mkdir()
        ours = [DABIAO, "serve", "--port", str(ports[1])]
        mine = stack.enter_context(started(ours, place / "ours", ports[1], sample))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        time.sleep(5)  # ours warms up in the background, as at every start
        for _ in range(QUICK if quick else RUNS):
            for name, page in PAGES.items():
                server = servers.get(name, mine)
                signed_in = None if name == "empty" else cookie(mine, ROLES["leader"])
                taken[name].append(measured(browser, server, page, signed_in))
        browser.close()
    found = {name: {what: median(each[what] for each in runs) for what in runs[0]} for name, runs in taken.items()}
    text = told(found)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        name = f"pages-{cells}" if cells else "pages"
        (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
        (RESULTS / f"{name}.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

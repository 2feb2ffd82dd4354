"""Screens under load: reruns a second and waiting times of real web socket clients, ours beside an empty page.

`python -m bench.serving` starts a stock empty Streamlit page, our server, and two of our processes behind
nginx on the sample database, and asks each in the same way: 4 visitors without a pause, by turns, then
50, 200 and 800 open pages that each click every 30 s. The bars: our overview ≥ 3 × the stock empty page's
reruns a second; p95 < 0.5 s for the 200.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.measuring import RESULTS
from bench.servers import started
from bench.stream import SECONDS_TO_ANSWER, Visitor, every_so_often, in_a_row
from tests.browser.people import header
from tests.browser.server import Server, free_port
from tests.sample_database import DABIAO, copied_sample

EMPTY, ONE, MANY = "an empty Streamlit page, as it comes", "our overview", "our overview, two processes behind nginx"
EMPTY_PAGE = "import streamlit as st\n\nst.write('')\n"
BUSY, WARM_RUNS, TURNS = 4, 3, 5
SESSIONS, QUICK_SESSIONS = (50, 200, 800), (20,)
BAR_RERUNS, BAR_LATE, BAR_SESSIONS = 3, 0.5, 200


@dataclass(frozen=True, slots=True)
class Served:
    """A server: reruns a second; by the number of open pages, median and 95th percentile of a click in seconds."""

    reruns: float
    pages: Mapping[int, tuple[float, float]]


async def rate(server: Server, headers: Mapping[str, str], seconds: float) -> float:
    """Reruns a second of a few visitors who ask again without a pause."""
    async with AsyncExitStack() as stack:
        few = [await stack.enter_async_context(Visitor(server.url, headers)) for _ in range(BUSY)]
        for visitor in few:
            for _ in range(WARM_RUNS):
                await visitor.run()
        begun = time.perf_counter()
        busy = await in_a_row(few, seconds)
        return len(busy) / (time.perf_counter() - begun)


async def waiting(
    server: Server, headers: Mapping[str, str], seconds: float, sessions: int, pause: float
) -> tuple[float, float]:
    """Median and 95th percentile of the waiting times of many open pages, in seconds."""
    async with AsyncExitStack() as stack:
        many = []
        for _ in range(sessions):
            visitor = await stack.enter_async_context(Visitor(server.url, headers))
            await visitor.run()
            many.append(visitor)
        taken = await every_so_often(many, pause, seconds + pause)
    return median(taken), quantiles(taken, n=20)[-1]


def measured(sample: Path, folder: Path, seconds: float, sessions: Sequence[int], pause: float) -> dict[str, Served]:
    """All three servers by turns, so that a busy moment of the machine meets them alike; who is not asked rests."""
    (folder / "empty.py").write_text(EMPTY_PAGE, encoding="utf-8")
    streamlit = [sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless", "true"]
    commands: dict[str, list[str | Path]] = {
        EMPTY: [*streamlit, "--server.address", "127.0.0.1", "--server.port"],
        ONE: [DABIAO, "serve", "--port"],
        MANY: [DABIAO, "serve-many", "--processes", "2", "--port"],
    }
    with ExitStack() as stack:
        servers = {}
        for name, command in commands.items():
            port = free_port()
            run = started([*command, str(port)], folder, port, sample, f"log-{len(servers)}")
            servers[name] = stack.enter_context(run)
        who = {name: {} if name == EMPTY else header(server) for name, server in servers.items()}
        rates: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(TURNS):
            for name, server in servers.items():
                rates[name].append(asyncio.run(rate(server, who[name], seconds / TURNS)))
        pages: dict[str, dict[int, tuple[float, float]]] = {name: {} for name in servers}
        for many in sessions:
            for name, server in servers.items():
                pages[name][many] = asyncio.run(waiting(server, who[name], seconds, many, pause))
        return {name: Served(median(rates[name]), pages[name]) for name in servers}


def told(found: Mapping[str, Served], sessions: Sequence[int], pause: float) -> str:
    """The tables and the bars."""
    lines = [
        "# Screens under load (web socket clients on the same machine; 2 cores)",
        "",
        f"{BUSY} visitors ask again without a pause; then so many open pages click every {pause:g} s:",
        "median and p95 of a click. Who is not answered within a minute has waited that long, and goes.",
        "",
        f"| server | reruns a second |{''.join(f' {many} pages |' for many in sessions)}",
        f"| --- | ---: |{' ---: |' * len(sessions)}",
    ]
    for name, served in found.items():
        clicks = (served.pages[many] for many in sessions)
        shown = "".join(f" {_milliseconds(middle)}, {_milliseconds(late)} |" for middle, late in clicks)
        lines.append(f"| {name} | {served.reruns:.1f} |{shown}")
    ratio = found[ONE].reruns / found[EMPTY].reruns
    lines += [
        "",
        "| bar | measured | wanted | |",
        "| --- | ---: | ---: | --- |",
        f"| our reruns / the stock empty page's | {ratio:.2f} | ≥ 3 | {_met(ratio >= BAR_RERUNS)} |",
    ]
    if BAR_SESSIONS in sessions:
        _, late = found[ONE].pages[BAR_SESSIONS]
        lines.append(f"| p95 of {BAR_SESSIONS} open pages, s | {late:.2f} | < 0.5 | {_met(late < BAR_LATE)} |")
    return "\n".join([*lines, ""])


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms" if seconds < SECONDS_TO_ANSWER else "a minute"


def _met(holds: bool) -> str:
    return "met" if holds else "NOT met"


def main() -> None:
    """The whole comparison; a quick run is shorter, has fewer pages, and keeps no results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    seconds, sessions, pause = (5.0, QUICK_SESSIONS, 5.0) if quick else (30.0, SESSIONS, 30.0)
    with tempfile.TemporaryDirectory() as folder:
        sample = copied_sample(Path(folder))
        found = measured(sample, Path(folder), seconds, sessions, pause)
    text = told(found, sessions, pause)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "serving.md").write_text(text, encoding="utf-8")
        plain = {name: asdict(served) for name, served in found.items()}
        (RESULTS / "serving.json").write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

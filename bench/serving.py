"""Screens under load: reruns a second and waiting times of real web socket clients, ours beside an empty page.

`python -m bench.serving` starts a stock empty Streamlit page, our server, and two of our processes behind
nginx on the sample database, and asks each in the same way: 4 visitors without a pause, by turns, then
200 open pages that each click every 30 s. The bars: our overview ≥ 3 × the stock empty page's
reruns a second; p95 < 0.5 s for the 200.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from statistics import median, quantiles

from bench.measuring import RESULTS
from bench.servers import started
from bench.stream import Visitor, every_so_often, in_a_row
from tests.browser.people import header
from tests.browser.server import Server, free_port
from tests.sample_database import DABIAO, copied_sample

EMPTY, ONE, MANY = "an empty Streamlit page, as it comes", "our overview", "our overview, two processes behind nginx"
EMPTY_PAGE = "import streamlit as st\n\nst.write('')\n"
BUSY, WARM_RUNS, TURNS = 4, 3, 5
BAR_RERUNS, BAR_LATE = 3, 0.5


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
) -> list[float]:
    """Median and 95th percentile of the waiting times of many open pages, in seconds."""
    async with AsyncExitStack() as stack:
        many = []
        for _ in range(sessions):
            visitor = await stack.enter_async_context(Visitor(server.url, headers))
            await visitor.run()
            many.append(visitor)
        taken = await every_so_often(many, pause, seconds + pause)
    return [median(taken), quantiles(taken, n=20)[-1]]


def measured(sample: Path, folder: Path, seconds: float, sessions: int, pause: float) -> dict[str, list[float]]:
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
            servers[name] = stack.enter_context(started([*command, str(port)], folder, port, sample))
        who = {name: {} if name == EMPTY else header(server) for name, server in servers.items()}
        rates: dict[str, list[float]] = {name: [] for name in servers}
        for _ in range(TURNS):
            for name, server in servers.items():
                rates[name].append(asyncio.run(rate(server, who[name], seconds / TURNS)))
        return {
            name: [median(rates[name]), *asyncio.run(waiting(server, who[name], seconds, sessions, pause))]
            for name, server in servers.items()
        }


def told(found: Mapping[str, list[float]], sessions: int, pause: float) -> str:
    """The table and the bars."""
    lines = [
        "# Screens under load (web socket clients on the same machine; 2 cores)",
        "",
        f"{BUSY} visitors ask again without a pause; then {sessions} open pages click every {pause:g} s.",
        "",
        "| server | reruns a second | median of a click | p95 |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {rate:.1f} | {middle * 1000:.0f} ms | {late * 1000:.0f} ms |"
        for name, (rate, middle, late) in found.items()
    ]
    ratio, late = found[ONE][0] / found[EMPTY][0], found[ONE][2]
    lines += [
        "",
        "| bar | measured | wanted | |",
        "| --- | ---: | ---: | --- |",
        f"| our reruns / the stock empty page's | {ratio:.2f} | ≥ 3 | {_met(ratio >= BAR_RERUNS)} |",
        f"| p95 of {sessions} open pages, s | {late:.2f} | < 0.5 | {_met(late < BAR_LATE)} |",
        "",
    ]
    return "\n".join(lines)


def _met(holds: bool) -> str:
    return "met" if holds else "NOT met"


def main() -> None:
    """The whole comparison; a quick run is shorter, has fewer pages, and keeps no results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    seconds, sessions, pause = (5.0, 20, 5.0) if quick else (30.0, 200, 30.0)
    with tempfile.TemporaryDirectory() as folder:
        sample = copied_sample(Path(folder))
        found = measured(sample, Path(folder), seconds, sessions, pause)
    text = told(found, sessions, pause)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "serving.md").write_text(text, encoding="utf-8")
        (RESULTS / "serving.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

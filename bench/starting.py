"""Starting, and what an open page costs: ours beside a stock empty Streamlit page in one run.

`python -m bench.starting` starts both servers by turns until they answer, opens pages on each and weighs the process
before and after, and times `dabiao --help`. Bars: our server answers within 1.3 × the stock one, the help within 0.5 s.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

from bench.measuring import RESULTS
from bench.servers import Started, megabytes, started
from bench.stream import Visitor
from tests.browser.people import ROLES, header
from tests.browser.server import free_port
from tests.sample_database import DABIAO, ROOT, copied_sample

STOCK, OURS = "streamlit run, an empty page", "dabiao serve"
EMPTY_PAGE = "import streamlit as st\n\nst.write('')\n"
BAR, HELP_BAR = 1.3, 0.5
RUNS, SESSIONS, QUICK_RUNS, QUICK_SESSIONS = 7, 100, 2, 10


def help_seconds() -> float:
    """From the command to the end of `dabiao --help`."""
    begun = time.perf_counter()
    subprocess.run([DABIAO, "--help"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


async def opened(server: Started, headers: Mapping[str, str], sessions: int) -> tuple[float, float]:
    """Megabytes of the process with one open page, and what each further one adds."""
    async with AsyncExitStack() as stack:

        async def open_one() -> None:
            visitor = await stack.enter_async_context(Visitor(server.url, headers))
            await visitor.run()

        await open_one()
        before = megabytes(server.process_id)
        for _ in range(sessions):
            await open_one()
        return before, (megabytes(server.process_id) - before) / sessions


def measured(folder: Path, sample: Path, runs: int, sessions: int, warming: float) -> dict[str, dict[str, float]]:
    """Both servers by turns; the open pages on the last of each."""
    (folder / "empty.py").write_text(EMPTY_PAGE, encoding="utf-8")
    stock = [sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless", "true"]
    commands: dict[str, list[str | Path]] = {
        STOCK: [*stock, "--server.address", "127.0.0.1", "--server.port"],
        OURS: [DABIAO, "serve", "--port"],
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    found: dict[str, dict[str, float]] = {}
    for run in range(runs):
        for name, command in commands.items():
            port = free_port()
            with started([*command, str(port)], folder, port, sample) as server:
                seconds[name].append(server.seconds_to_answer)
                if run == runs - 1:
                    time.sleep(warming)
                    headers = {} if name == STOCK else header(server, ROLES["leader"])
                    held, each = asyncio.run(opened(server, headers, sessions))
                    found[name] = {"held": held, "per_session": each}
    return {name: {"answers": median(seconds[name]), **found[name]} for name in commands}


def told(found: Mapping[str, Mapping[str, float]], helped: float, sessions: int) -> str:
    """The table and the bars."""
    lines = [
        "# Starting, and memory of open pages (medians; 2 cores)",
        "",
        f"| server | answers after | memory, warm | each of {sessions} more open pages |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {each['answers']:.2f} s | {each['held']:.0f} MB | {each['per_session']:.2f} MB |"
        for name, each in found.items()
    ]
    ratio = found[OURS]["answers"] / found[STOCK]["answers"]
    bars = [
        ("our server / the stock one", f"{ratio:.2f}", f"≤ {BAR}", ratio <= BAR),
        ("`dabiao --help`, s", f"{helped:.2f}", f"≤ {HELP_BAR}", helped <= HELP_BAR),
    ]
    lines += ["", "| bar | measured | wanted | |", "| --- | ---: | ---: | --- |"]
    lines += [f"| {what} | {value} | {bar} | {'met' if ok else 'NOT met'} |" for what, value, bar, ok in bars]
    return "\n".join([*lines, ""])


def main() -> None:
    """Everything by turns; a quick run has fewer turns and keeps no results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    runs, sessions, warming = (QUICK_RUNS, QUICK_SESSIONS, 4) if quick else (RUNS, SESSIONS, 8)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sample = copied_sample(folder)
        helped = median(help_seconds() for _ in range(runs))
        found = measured(folder, sample, runs, sessions, warming)
    text = told(found, helped, sessions)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "starting.md").write_text(text, encoding="utf-8")
        plain = {"servers": found, "help": helped, "sessions": sessions}
        (RESULTS / "starting.json").write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

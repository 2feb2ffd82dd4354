"""Whether memory stays flat: visitors who come, click and leave, and returns sent through the page, for an hour.

`python -m bench.soak` runs our server on the sample for DABIAO_SOAK_MINUTES (60): each upload is a return handed to
the upload box, checked, and submitted with its button, every time with other figures; viewers open a page, click
a few times and leave. Bar: after the first quarter, in which caches fill up to their bounds, memory grows
by less than a tenth; afterwards `dabiao verify` finds nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import median

from websockets.exceptions import WebSocketException

from bench.measuring import RESULTS
from bench.servers import Started, megabytes, started
from bench.stream import Visitor
from i18n.texts import texts
from indicators import registry
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey
from sample_data.returns import all_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from services.rights.roles import Grant, Role
from tests.browser.people import ROLES, header
from tests.browser.server import free_port
from tests.sample_database import DABIAO, ROOT, copied_sample, environment

SENT = ReturnKey("F01", "210203", Period.month(2018, 10))
"""A return of the sample that waits for its reviewer: whoever corrects it may send it again."""

PAGES = (
    ("", ""),
    ("indicator", "code=high_tech_output_share"),
    ("indicator", "code=technology_contract_value"),
    ("unit", "unit=210202"),
    ("returns", "period=2018-10"),
    ("measures", ""),
)
CLICKS, RUNS_OF_AN_UPLOAD = 10, 4
FAILURES = (ValueError, OSError, TimeoutError, WebSocketException)
MINUTES, MINUTES_QUICK = 60.0, 0.3
GROWTH_BAR = 1.1
_STEPS = 40


@dataclass
class Soak:
    """What has happened so far, and the memory at moments: (minutes, reruns, uploads, MB)."""

    begun: float = field(default_factory=time.perf_counter)
    reruns: int = 0
    sessions: int = 0
    uploads: list[float] = field(default_factory=list)
    memory: list[tuple[float, int, int, float]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def minutes(self) -> float:
        """Since the beginning."""
        return (time.perf_counter() - self.begun) / 60


def workbooks() -> Iterator[bytes]:
    """The return as its form, filled in with other figures every time."""
    plan = registry.load_builtin()
    pairs = with_references(all_returns(plan, simulate(), "october"))
    one, references = next(pair for pair in pairs if pair[0].key == SENT)
    contracts, patents = ((code, Basis.CURRENT, SENT.period) for code in ("09", "08"))
    number = 0
    while True:
        number += 1
        moved = {
            contracts: one.figures[contracts] + Decimal(number % _STEPS) / 100,
            patents: one.figures[patents] + number // _STEPS,
        }
        yield filled_form(plan, one, references, {**one.figures, **moved})


async def send(server: Started, headers: Mapping[str, str], content: bytes) -> float:
    """One return through the page, from the open page to its receipt; its seconds.

    Raises:
        ValueError: when the page did not offer to submit it, or gave no receipt.
    """
    submit = texts("zh")("screens.upload.submit")
    async with Visitor(server.url, headers, page="upload") as visitor:
        await visitor.run()
        begun = time.perf_counter()
        box = await visitor.give("西岗区10月.xlsx", content)
        await visitor.run([box])
        if submit not in visitor.buttons:
            raise ValueError(visitor.alerts)
        await visitor.press(submit, [box])
        if submit in visitor.buttons:
            raise ValueError(visitor.alerts)
        return time.perf_counter() - begun


async def keep_sending(server: Started, headers: Mapping[str, str], soak: Soak, until: float, every: float) -> None:
    """One return after the other, `every` so many seconds."""
    given = workbooks()
    while soak.minutes < until:
        begun = time.perf_counter()
        soak.sessions += 1
        try:
            soak.uploads.append(await send(server, headers, next(given)))
            soak.reruns += RUNS_OF_AN_UPLOAD
        except FAILURES as error:
            soak.failures.append(repr(error))
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))


async def keep_looking(
    server: Started, headers: Mapping[str, str], soak: Soak, until: float, every: float, first: int
) -> None:
    """Opens a page, clicks, leaves, opens the next."""
    place = first
    while soak.minutes < until:
        page, query = PAGES[place % len(PAGES)]
        place += 1
        soak.sessions += 1
        try:
            async with Visitor(server.url, headers, query, page) as visitor:
                for _ in range(CLICKS):
                    if soak.minutes >= until:
                        return
                    await visitor.run()
                    soak.reruns += 1
                    await asyncio.sleep(every)
        except FAILURES as error:
            soak.failures.append(repr(error))


async def keep_weighing(server: Started, soak: Soak, until: float, every: float) -> None:
    """Notes the server's memory, its reading processes included."""
    while soak.minutes < until:
        await asyncio.sleep(every)
        held = await asyncio.to_thread(megabytes, server.process_id)
        soak.memory.append((soak.minutes, soak.reruns, len(soak.uploads), held))


async def soaked(server: Started, minutes: float) -> Soak:
    """Everything at once until the time is up."""
    soak = Soak()
    quick = minutes < 1
    reporter = header(server, (Grant(Role.REPORTER, SENT.unit),))
    leader = header(server, (*ROLES["leader"], *ROLES["reviewer"]))
    await asyncio.gather(
        keep_sending(server, reporter, soak, minutes, 0.5 if quick else 1.5),
        *(keep_looking(server, leader, soak, minutes, 0.5 if quick else 2.0, first) for first in range(len(PAGES))),
        keep_weighing(server, soak, minutes, 1 if quick else 15),
    )
    return soak


def growth(soak: Soak) -> float:
    """Median memory of the last quarter over that of the second."""
    quarter = max(1, len(soak.memory) // 4)
    held = [each[-1] for each in soak.memory]
    return median(held[-quarter:]) / median(held[quarter : 2 * quarter])


def told(soak: Soak, *, sound: bool) -> str:
    """The table and the bars."""
    quarter = max(1, len(soak.uploads) // 4)
    early, late = median(soak.uploads[:quarter]), median(soak.uploads[-quarter:])
    lines = [
        f"# {soak.minutes:.1f} minutes of reruns and uploads (one process; its reading processes counted in)",
        "",
        f"{soak.reruns:,} reruns, {len(soak.uploads):,} returns sent through the page, {soak.sessions:,} sessions.",
        "",
        "| minute | reruns | uploads | memory |",
        "| ---: | ---: | ---: | ---: |",
    ]
    shown = soak.memory[:: max(1, len(soak.memory) // 13)]
    if shown[-1] != soak.memory[-1]:
        shown.append(soak.memory[-1])
    lines += [f"| {minute:.1f} | {reruns:,} | {uploads:,} | {held:.0f} MB |" for minute, reruns, uploads, held in shown]
    ratio = growth(soak)
    lines += [
        "",
        f"From a file to its receipt: median {early:.2f} s in the first quarter, {late:.2f} s in the last.",
        "",
        "| bar | measured | wanted | |",
        "| --- | ---: | ---: | --- |",
        f"| memory, last quarter / second quarter | {ratio:.2f} | ≤ {GROWTH_BAR} | {_met(ratio <= GROWTH_BAR)} |",
        f"| runs and uploads that failed | {len(soak.failures)} | 0 | {_met(not soak.failures)} |",
        f"| `dabiao verify` afterwards | {'sound' if sound else 'NOT sound'} | sound | {_met(sound)} |",
        "",
    ]
    return "\n".join(lines)


def _met(holds: bool) -> str:
    return "met" if holds else "NOT met"


def main() -> None:
    """A soak on a database of its own; a quick one keeps no results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    minutes = MINUTES_QUICK if quick else float(os.environ.get("DABIAO_SOAK_MINUTES", MINUTES))
    with tempfile.TemporaryDirectory() as folder:
        sample, port = copied_sample(Path(folder)), free_port()
        with started([DABIAO, "serve", "--port", str(port)], Path(folder), port, sample) as server:
            time.sleep(5)  # it warms up in the background, as at every start
            soak = asyncio.run(soaked(server, minutes))
            settings = environment(server.database_url)
        sound = not subprocess.run([DABIAO, "verify"], cwd=ROOT, env=settings, check=False).returncode
    text = told(soak, sound=sound)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "soak.md").write_text(text, encoding="utf-8")
        (RESULTS / "soak.json").write_text(json.dumps(asdict(soak)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

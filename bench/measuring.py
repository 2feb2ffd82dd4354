"""Runs one piece of work in a process of its own, several times, and tells time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds by the clock and of processor time, and the peak of memory in MB; its child included."""

    seconds: float
    processor_seconds: float
    megabytes: float


def measure_here(work: Callable[[], object], repeats: int) -> list[float]:
    """In the child: do the work `repeats` times; the seconds of each."""
    taken = []
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def processor_seconds() -> float:
    """Processor time so far, of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def print_found(taken: Sequence[float], processor: float) -> None:
    """In the child, at its end, when its own children have ended: what `measure_apart` reads."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(json.dumps([list(taken), processor / len(taken), (own + child) / 1024]), flush=True)


def measure_apart(module: str, ways: Mapping[str, Sequence[str]], runs: int) -> dict[str, Measured]:
    """In the parent: run `python -m module arguments` for every way, `runs` times by turns; medians.

    By turns, so that a busy moment of the machine meets all ways alike.
    """
    found: dict[str, list[tuple[list[float], float, float]]] = {way: [] for way in ways}
    for _ in range(runs):
        for way, arguments in ways.items():
            command = [sys.executable, "-m", module, *arguments]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[way].append(json.loads(done.stdout))
    return {way: _medians(results) for way, results in found.items()}


def _medians(results: Sequence[tuple[list[float], float, float]]) -> Measured:
    seconds = [each for taken, _, _ in results for each in taken]
    return Measured(median(seconds), median(one[1] for one in results), median(one[2] for one in results))


def told(
    name: str, title: str, results: Mapping[str, Mapping[str, Measured]], said: Sequence[str], *, keep: bool
) -> str:
    """The results as Markdown; with `keep` also written to results/NAME.md and results/NAME.json."""
    lines = [f"# {title}", ""]
    for case, ways in results.items():
        lines += [f"## {case}", "", "| way | time | processor time | peak memory |", "| --- | ---: | ---: | ---: |"]
        lines += [
            f"| {way} | {_time(found.seconds)} | {_time(found.processor_seconds)} | {found.megabytes:.0f} MB |"
            for way, found in ways.items()
        ]
        lines.append("")
    lines += [*said, ""]
    text = "\n".join(lines)
    if not keep:
        return text
    RESULTS.mkdir(exist_ok=True)
    plain = {case: {way: asdict(found) for way, found in ways.items()} for case, ways in results.items()}
    (RESULTS / f"{name}.json").write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (RESULTS / f"{name}.md").write_text(text, encoding="utf-8")
    return text


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"

"""One table of everything that was measured, with its bar: what the README quotes.

`python -m bench.table` reads the results that the benchmarks have kept and writes the table into README.md, between
its two marks. A row stands there only when it was measured; every row's figures are of one run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.measuring import RESULTS

README = RESULTS.parents[1] / "README.md"
BEGIN, END = "<!-- begin: python -m bench.table -->\n\n", "\n<!-- end -->\n"
MILLION = 1_000_000
FLAT = 1.5
"""What is still called flat over the sizes of one run: a busy moment of the machine is no growth."""

Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: ours, what a user would pick, the floor, and what was asked of it."""

    work: str
    ours: str
    instead: str
    floor: str
    bar: str
    met: bool | None


def read(name: str) -> Kept | None:
    """A benchmark's kept results; None where there are none."""
    path = RESULTS / f"{name}.json"
    if not path.exists():
        return None
    kept: Kept = json.loads(path.read_text(encoding="utf-8"))
    return kept


def of_reading(kept: Kept) -> Iterator[Row]:
    """Reading a list and a usual return."""
    large = next((ways for case, ways in kept.items() if case.startswith("100,000")), None)
    if large is not None:
        ours, floor = large["ours"]["seconds"], large["calamine alone"]["seconds"]
        pandas = large["pandas + openpyxl"]["seconds"]
        bar = "≤ 3 × the floor, ≥ 5 × faster than pandas"
        met = ours <= 3 * floor and pandas >= 5 * ours
        yield Row("read and check 100,000 × 12 cells", _s(ours), f"pandas + openpyxl {_s(pandas)}", _s(floor), bar, met)
    checked = next((ways for case, ways in kept.items() if "dry run" in case), None)
    if checked is not None:
        seconds = next(iter(checked.values()))["seconds"]
        yield Row("a usual return, from upload to verdict", _s(seconds), "", "", "≤ 0.5 s", seconds <= 0.5)


def of_writing(kept: Kept) -> Iterator[Row]:
    """Writing a table and a form."""
    large, form = kept.values()
    ours, floor = large["ours"], large["XlsxWriter, constant memory"]
    pandas = large["pandas + openpyxl"]
    ratio = ours["seconds"] / floor["seconds"]
    instead = f"pandas + openpyxl {_s(pandas['seconds'])}"
    yield Row(
        "write 100,000 × 12 cells",
        _s(ours["seconds"]),
        instead,
        _s(floor["seconds"]),
        "≤ 1.2 × the floor",
        ratio <= 1.2,
    )
    seconds = next(iter(form.values()))["seconds"]
    yield Row("an empty form", _s(seconds), "", "", "≤ 0.1 s", seconds <= 0.1)


def of_annotating(kept: Kept) -> Iterator[Row]:
    """An annotated copy."""
    large = next(iter(kept.values()))
    ours, floor = large["ours"]["seconds"], large["plain XlsxWriter"]["seconds"]
    work = "annotated copy of 100,000 × 12 cells, 2,000 problems"
    yield Row(work, _s(ours), "", _s(floor), "≤ 2 × the floor", ours <= 2 * floor)


def of_loading(kept: Kept) -> Iterator[Row]:
    """Loading cells into both databases."""
    for engine, name, bar in (("sqlite", "SQLite, 1,000,000 cells", 1.5), ("postgresql", "PostgreSQL, 200,000", 2)):
        found = kept[engine]
        ours, floor = found["ours"], found["the driver alone"]
        instead = f"pandas.to_sql {_s(found['pandas.to_sql'])}"
        yield Row(f"load into {name}", _s(ours), instead, _s(floor), f"≤ {bar} × the floor", ours <= bar * floor)


def of_growth(kept: Kept) -> Iterator[Row]:
    """What must be flat as the history grows."""
    first, last = kept["seconds"][0], kept["seconds"][-1]
    sizes = f"{kept['cells'][0] / MILLION:g} and {kept['cells'][-1] / MILLION:g} million cells"
    rollups, window = "all sums from the roll-ups", "latest approved, summed, by a window function"
    yield Row(
        f"latest approved sums, {kept['engine']}, at {sizes}",
        f"{_s(first[rollups])} and {_s(last[rollups])}",
        f"window function {_s(first[window])} and {_s(last[window])}",
        "",
        f"≤ 20 ms, at most {FLAT} × from the first size to the last",
        last[rollups] <= 0.02 and last[rollups] <= FLAT * first[rollups],
    )
    past = "overview as known in the middle of the history"
    shown = f"{_s(first[past])} and {_s(last[past])}"
    yield Row(f"overview as known then, {kept['engine']}", shown, "", "", "≤ 0.5 s", last[past] <= 0.5)


def of_pages(kept: Kept) -> Iterator[Row]:
    """Pages in a browser, as ratios to the empty page."""
    bars = {("overview", "cold"): 1.5, ("overview", "warm"): 2, ("overview", "click"): 2.5, ("indicator", "click"): 4}
    for (page, what), bar in bars.items():
        ours, floor = kept[page][what], kept["empty"][what]
        yield Row(f"{page} page, {what}", _s(ours), "", f"empty {_s(floor)}", f"≤ {bar} ×", ours <= bar * floor)


def of_serving(kept: Kept) -> Iterator[Row]:
    """Reruns a second, and many open pages."""
    stock, ours, *_ = kept.values()
    mine, empty = ours["reruns"], stock["reruns"]
    yield Row("reruns a second", f"{mine:.1f}", f"stock empty page {empty:.1f}", "", "≥ 3 × it", mine >= 3 * empty)
    (_, late), (_, stock_late) = ours["pages"]["200"], stock["pages"]["200"]
    instead = f"stock empty page {_s(stock_late)}"
    yield Row("200 open pages clicking every 30 s, p95", _s(late), instead, "", "< 0.5 s", late < 0.5)


def of_exporting(kept: Kept) -> Iterator[Row]:
    """Year-end files."""
    for name, bar in (("Word", 3), ("Excel", 2), ("PDF", 2)):
        seconds = kept["the median of several"][name]["seconds"]
        yield Row(f"year-end summary, {name}", _s(seconds), "", "", f"≤ {bar} s", seconds <= bar)


def of_starting(kept: Kept) -> Iterator[Row]:
    """Starting and memory."""
    stock, ours = kept["servers"].values()
    ratio = ours["answers"] / stock["answers"]
    instead = f"streamlit run {_s(stock['answers'])}"
    yield Row("server answers after", _s(ours["answers"]), instead, "", "≤ 1.3 × it", ratio <= 1.3)
    yield Row("`dabiao --help`", _s(kept["help"]), "", "", "≤ 0.5 s", kept["help"] <= 0.5)
    instead = f"stock empty page {stock['per_session']:.2f} MB"
    yield Row("memory of each further open page", f"{ours['per_session']:.2f} MB", instead, "", "", None)


def of_soak(kept: Kept) -> Iterator[Row]:
    """Memory over an hour."""
    held = [each[-1] for each in kept["memory"]]
    quarter = max(1, len(held) // 4)
    early, late = (sorted(part)[quarter // 2] for part in (held[quarter : 2 * quarter], held[-quarter:]))
    work = f"memory after {kept['reruns']:,} reruns and {len(kept['uploads']):,} uploads"
    yield Row(work, f"{late:.0f} MB", "", f"after a quarter {early:.0f} MB", "≤ 1.1 × it", late <= 1.1 * early)


def of_failover(kept: Kept) -> Iterator[Row]:
    """A database node that dies."""
    most = max(map(len, kept["errors"].values()))
    yield Row(
        "the primary dies: next approval after; approvals lost; errors one person saw",
        f"{kept['approving']:.0f} s; {kept['lost']}; {most}",
        "",
        "",
        "0 lost, ≤ 1 error",
        kept["lost"] == 0 and most <= 1 and kept["sound"],
    )


PARTS: dict[str, Callable[[Kept], Iterator[Row]]] = {
    "reading": of_reading,
    "writing": of_writing,
    "annotating": of_annotating,
    "loading": of_loading,
    "growth_sqlite": of_growth,
    "growth_postgresql": of_growth,
    "pages": of_pages,
    "serving": of_serving,
    "exporting": of_exporting,
    "starting": of_starting,
    "soak": of_soak,
    "failover": of_failover,
}


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def table() -> str:
    """The rows of all kept results."""
    lines = [
        "| work | ours | what one would pick instead | floor | wanted | |",
        "| --- | ---: | ---: | ---: | --- | --- |",
    ]
    for name, rows in PARTS.items():
        kept = read(name)
        for row in rows(kept) if kept is not None else ():
            word = "" if row.met is None else ("met" if row.met else "**not met**")
            lines.append(f"| {row.work} | {row.ours} | {row.instead} | {row.floor} | {row.bar} | {word} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Writes and prints it."""
    text = table()
    before, _, after = parts_of(README.read_text(encoding="utf-8"))
    README.write_text(f"{before}{BEGIN}{text}{END}{after}", encoding="utf-8")
    print(text)


def parts_of(readme: str) -> tuple[str, str, str]:
    """What stands before the table, the table, and what stands after it; both marks left out."""
    before, rest = readme.split(BEGIN)
    quoted, after = rest.split(END)
    return before, quoted, after


if __name__ == "__main__":
    main()

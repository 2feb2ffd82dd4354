"""How uploads, approvals, screens and as-of queries fare as the history grows: flat where they must be flat.

`python -m bench.growth` fills SQLite with 1, 10 and 30 million cells (`--quick`: 0.05 and 0.2),
measures each action on each size, and writes results/growth_sqlite.json and .md. `--postgresql` does the same on a
PostgreSQL server of its own; `python -m bench.growth_curves` draws what was measured (docs/growth.md).
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from itertools import count
from statistics import median
from typing import Any, cast

import psycopg

from bench.large_store import BEGUN, FILE, FORM, MILLION, Filled, figures_of, fill, province
from bench.measuring import RESULTS
from db.database import Database
from db.records import Submission
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from services.monitoring.monitor import overview
from services.monitoring.trace_figure import trace
from services.returns.review_queue import waiting_returns
from services.returns.review_return import approve_return, reopen_return
from services.rights.actor import LOCAL_OPERATOR
from tests.postgres import running_cluster

COUNTIES, QUICK_COUNTIES = 100, 13
SIZES, QUICK_SIZES = (MILLION, 10 * MILLION, 30 * MILLION), (MILLION // 20, MILLION // 5)
SEPTEMBER = Period.month(2018, 9)
TODAY = date(2018, 12, 20)
REPEATS, ASKED = 5, 21
WINDOW = "latest approved, summed, by a window function"
ROLLUPS = "all sums from the roll-ups"
FILLED = "filling the database"
_WINDOW_QUERY = """
SELECT variable, period, SUM(value) FROM (
  SELECT o.variable, o.period, o.unit, o.value,
         ROW_NUMBER() OVER (PARTITION BY o.variable, o.period, o.basis, o.unit ORDER BY e.sequence DESC) AS place
  FROM observations o JOIN submission_events e ON e.submission_id = o.submission_id AND e.state = 'approved'
  WHERE o.basis = 'current'
) AS ranked WHERE place = 1 GROUP BY variable, period
"""


class Actions:
    """What is measured, on one filled database; every action gives the seconds it took."""

    def __init__(self, database: Database, filled: Filled) -> None:
        self.database, self.filled, self._turn, self._waiting = database, filled, 0, 0

    def all(self) -> Mapping[str, Callable[[], float]]:
        """By name, in the order of the table."""
        plan, database = self.filled.plan, self.database
        traced = "high_tech_output_share"
        return {
            "a return stored (30 cells)": self.store,
            "a return approved, with its roll-ups": self.approve,
            "overview": timed(lambda: overview(database, plan, LOCAL_OPERATOR, SEPTEMBER, TODAY)),
            "trace of a figure": timed(lambda: trace(database, plan, LOCAL_OPERATOR, traced, SEPTEMBER)),
            "overview as known in the middle of the history": timed(
                lambda: overview(database, plan, LOCAL_OPERATOR, SEPTEMBER, TODAY, as_of=self.filled.middle)
            ),
            "the queue of a reviewer": timed(lambda: waiting_returns(database, plan, LOCAL_OPERATOR)),
            ROLLUPS: self._rollups,
        }

    def store(self) -> float:
        """A correction of one county's September, after its approved one was reopened."""
        self._turn += 1
        plan, unit = self.filled.plan, f"P{self._turn:05d}"
        key, now = ReturnKey(FORM, unit, SEPTEMBER), datetime.now(tz=UTC)
        with self.database.reading() as tx:
            last = cast("Submission", tx.submissions.last(plan.head.id, key))
        reopen_return(self.database, plan, LOCAL_OPERATOR, last.id, "更正", now)
        figures = figures_of(plan, unit, SEPTEMBER, self._turn)
        begun = time.perf_counter()
        with self.database.transaction() as tx:
            digest = tx.files.add(FILE, BEGUN)
            sent = {"file_name": "示例.xlsx", "sha256": digest, "submitted_by": "示例填报人", "submitted_at": now}
            added = tx.submissions.add(plan.head.id, key, figures=figures, state=ReturnState.SUBMITTED, **sent)
        self._waiting = added.id
        return time.perf_counter() - begun

    def approve(self) -> float:
        """The approval of such a correction."""
        self.store()
        return timed(
            lambda: approve_return(self.database, self.filled.plan, LOCAL_OPERATOR, self._waiting, datetime.now(tz=UTC))
        )()

    def window(self) -> float:
        """What one would write without roll-ups: every figure's latest approved value, summed over units."""

        def ask() -> None:
            with self.database.driver_connection() as connection:
                cast("Any", connection).execute(_WINDOW_QUERY).fetchall()

        return timed(ask)()

    def _rollups(self) -> float:
        """The median of several answers: one takes 2 ms, less than what anything else on the machine may add to it."""

        def ask() -> None:
            with self.database.reading() as tx:
                tx.rollups.points(self.filled.plan.head.id, years=[SEPTEMBER.year])

        return median(timed(ask)() for _ in range(ASKED))


def timed(work: Callable[[], object]) -> Callable[[], float]:
    """The work as an action that tells its seconds."""

    def run() -> float:
        begun = time.perf_counter()
        work()
        return time.perf_counter() - begun

    return run


def filled_up(url: str, cells: int, counties: int) -> tuple[Actions, float]:
    """One filled database, and the seconds it took to fill it."""
    database = Database(url)
    database.upgrade()
    begun = time.perf_counter()
    filled = fill(database, cells, province(counties))
    taken = time.perf_counter() - begun
    if not database.is_sqlite:
        settle(url)
    return Actions(database, filled), taken


def measured(actions: Sequence[Actions]) -> list[dict[str, float]]:
    """Medians in seconds of every action on every database, by turns: a busy moment of the machine meets all sizes."""
    taken: list[dict[str, list[float]]] = [{name: [] for name in each.all()} for each in actions]
    for turn in range(REPEATS + 1):
        for each, found in zip(actions, taken, strict=True):
            for name, action in each.all().items():
                seconds = action()
                if turn:  # the first one warms the caches
                    found[name].append(seconds)
    medians = [{name: median(seconds) for name, seconds in found.items()} for found in taken]
    return [found | {WINDOW: each.window()} for each, found in zip(actions, medians, strict=True)]


def settle(url: str) -> None:
    """What PostgreSQL does by itself within minutes after a bulk load."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def table(sizes: Sequence[int], found: Sequence[Mapping[str, float]]) -> str:
    """Milliseconds by size, and how much slower the largest is than the smallest."""
    heads = " | ".join(f"{size / MILLION:g} million" for size in sizes)
    lines = [f"| action | {heads} | largest / smallest |", "| --- |" + " ---: |" * (len(sizes) + 1)]
    for name in found[0]:
        taken = [each[name] for each in found]
        shown = " | ".join(f"{seconds * 1000:,.1f} ms" for seconds in taken)
        lines.append(f"| {name} | {shown} | {taken[-1] / taken[0]:.1f} |")
    return "\n".join(lines)


def _new_databases(stack: ExitStack, *, postgresql: bool) -> Callable[[], str]:
    """Gives the address of another empty database at every call."""
    if postgresql:
        cluster = stack.enter_context(running_cluster())
        return lambda: cluster.url(cluster.create())
    folder, numbers = stack.enter_context(tempfile.TemporaryDirectory()), count(1)
    return lambda: f"sqlite:///{folder}/{next(numbers)}.sqlite3"


def main() -> None:
    """All sizes filled, then measured by turns; a quick run keeps no results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own")
    parser.add_argument("--counties", type=int, default=COUNTIES)
    parser.add_argument("--millions", type=float, nargs="+", help="sizes other than those in the table")
    asked = parser.parse_args()
    sizes = [round(each * MILLION) for each in asked.millions] if asked.millions else SIZES
    sizes, counties = (QUICK_SIZES, QUICK_COUNTIES) if asked.quick else (sizes, asked.counties)
    engine = "PostgreSQL" if asked.postgresql else "SQLite"
    with ExitStack() as stack:
        new = _new_databases(stack, postgresql=asked.postgresql)
        made = [filled_up(new(), cells, counties) for cells in sizes]
        found = [{FILLED: taken} | each for (_, taken), each in zip(made, measured([a for a, _ in made]), strict=True)]
        for actions, _ in made:
            actions.database.dispose()
    print(told(engine, counties, sizes, found))
    if not asked.quick:
        keep(engine, counties, sizes, found)


def told(engine: str, counties: int, sizes: Sequence[int], found: Sequence[Mapping[str, float]]) -> str:
    """The table under its heading."""
    heading = f"# Growth of the history, {engine}, {counties} reporting units (medians of {REPEATS}; 2 cores)"
    return f"{heading}\n\n{table(sizes, found)}\n"


def keep(engine: str, counties: int, sizes: Sequence[int], found: Sequence[Mapping[str, float]]) -> None:
    """Writes the table, its numbers and its picture."""
    name = f"growth_{engine.lower()}" + ("" if counties == COUNTIES else f"_{counties}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.md").write_text(told(engine, counties, sizes, found), encoding="utf-8")
    plain = {"engine": engine, "units": counties, "cells": list(sizes), "seconds": list(found)}
    (RESULTS / f"{name}.json").write_text(json.dumps(plain, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()

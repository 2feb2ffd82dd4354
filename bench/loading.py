"""Loading cells: the store's bulk way beside pandas, SQLAlchemy's dictionaries, and the drivers alone.

`python -m bench.loading` loads 1,000,000 cells into SQLite and 200,000 into a PostgreSQL server of its own,
each way into a fresh table of the same shape. The bars are ratios of one run:
SQLite ≤ 1.5 × the driver's tuples, PostgreSQL ≤ 2 × COPY.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, insert
from sqlalchemy.schema import CreateTable

from bench.large_store import MILLION, figures_of, province
from bench.measuring import RESULTS
from db.bulk import insert_rows
from db.observations import figure_rows
from db.tables import OBSERVATIONS
from indicators.periods import MONTHS_IN_YEAR, Period
from tests.postgres import running_cluster

if TYPE_CHECKING:
    from sqlalchemy import Engine

OURS, PANDAS, DICTIONARIES, FLOOR = "ours", "pandas.to_sql", "SQLAlchemy, dictionaries", "the driver alone"
RUNS = 3
POSTGRESQL_CELLS = 200_000
COUNTIES = 100
NAMES = [column.name for column in OBSERVATIONS.columns]
Row = tuple[Any, ...]
Way = Callable[["Engine", Sequence[Row]], None]


def invented_rows(cells: int) -> list[Row]:
    """Rows of the table of observations, as the store prepares them."""
    plan = province(COUNTIES)
    rows: list[Row] = []
    submission = 0
    while len(rows) < cells:
        submission += 1
        period = Period.month(2009 + submission // (COUNTIES * MONTHS_IN_YEAR), submission % MONTHS_IN_YEAR + 1)
        rows += figure_rows(submission, figures_of(plan, f"P{submission % COUNTIES + 1:05d}", period, submission))
    return rows[:cells]


def ours(engine: Engine, rows: Sequence[Row]) -> None:
    """The store's bulk way."""
    with engine.begin() as connection:
        insert_rows(connection, OBSERVATIONS, rows)


def with_pandas(engine: Engine, rows: Sequence[Row]) -> None:
    """What a user would pick."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=NAMES)
    with engine.begin() as connection:
        frame.to_sql(OBSERVATIONS.name, connection, if_exists="append", index=False)


def with_dictionaries(engine: Engine, rows: Sequence[Row]) -> None:
    """The expression language's ordinary way, on a table without our types."""
    from sqlalchemy import column, table

    plain = table(OBSERVATIONS.name, *(column(name) for name in NAMES))
    with engine.begin() as connection:
        connection.execute(insert(plain), [dict(zip(NAMES, row, strict=True)) for row in rows])


def driver_alone(engine: Engine, rows: Sequence[Row]) -> None:
    """The floor: sqlite3's tuples, psycopg's COPY."""
    with closing(engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        if isinstance(driver, sqlite3.Connection):
            driver.executemany(f"INSERT INTO observations VALUES ({', '.join('?' * len(NAMES))})", rows)
        else:
            with driver.cursor() as cursor, cursor.copy("COPY observations FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        driver.commit()


WAYS: Mapping[str, Way] = {OURS: ours, FLOOR: driver_alone, PANDAS: with_pandas, DICTIONARIES: with_dictionaries}


def timed(url: str, way: Way, rows: Sequence[Row]) -> float:
    """Seconds to load into a fresh table of the store's shape, its key included, without the other tables."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS observations")
        connection.exec_driver_sql(_made(connection))
    begun = time.perf_counter()
    way(engine, rows)
    taken = time.perf_counter() - begun
    engine.dispose()
    return taken


def _made(connection: Connection) -> str:
    """The table without its reference to submissions, which are not there."""
    made = str(CreateTable(OBSERVATIONS, include_foreign_key_constraints=[]).compile(dialect=connection.dialect))
    return made.strip()


def measured(url_of: Callable[[int], str], rows: Sequence[Row]) -> dict[str, float]:
    """Medians by way, the ways by turns; the slow ones once."""
    found: dict[str, list[float]] = {way: [] for way in WAYS}
    for run in range(RUNS):
        for number, (name, way) in enumerate(WAYS.items()):
            if run == 0 or name in {OURS, FLOOR}:
                found[name].append(timed(url_of(run * len(WAYS) + number), way, rows))
    return {name: median(taken) for name, taken in found.items()}


def told(case: str, found: Mapping[str, float], bar: float) -> list[str]:
    """A table for one engine, with its bar."""
    ratio = found[OURS] / found[FLOOR]
    return [
        f"## {case}",
        "",
        "| way | time | × the floor |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {seconds:.2f} s | {seconds / found[FLOOR]:.2f} |" for name, seconds in found.items()),
        "",
        f"ours / the driver alone: {ratio:.2f}, wanted ≤ {bar} — {'met' if ratio <= bar else 'NOT met'}",
        "",
    ]


def main() -> None:
    """SQLite and PostgreSQL; a quick run keeps no results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    cells = MILLION // 10 if asked.quick else MILLION
    rows = invented_rows(cells)
    lines, results = ["# Loading cells (medians)", ""], {}
    with tempfile.TemporaryDirectory() as folder:
        results["sqlite"] = measured(lambda number: f"sqlite:///{folder}/{number}.sqlite3", rows)
    lines += told(f"SQLite, {cells:,} cells", results["sqlite"], 1.5)
    few = rows[:POSTGRESQL_CELLS]
    with running_cluster() as cluster:
        url = cluster.url(cluster.create()).replace("postgresql://", "postgresql+psycopg://")
        results["postgresql"] = measured(lambda _: url, few)
    lines += told(f"PostgreSQL, {len(few):,} cells", results["postgresql"], 2)
    text = "\n".join(lines)
    print(text)
    if not asked.quick:
        RESULTS.mkdir(exist_ok=True)
        Path(RESULTS / "loading.md").write_text(text, encoding="utf-8")
        Path(RESULTS / "loading.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

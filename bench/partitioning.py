"""Whether partitioning the observations by year helps on PostgreSQL: the same actions on both shapes, by turns.

`python -m bench.partitioning` fills one database with 3 million cells, copies the table of observations into one that
is partitioned by the year of the figure's period, and puts one and the other in its place by turns. By plan there is
nothing to partition: one plan's figures are nearly all there are.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from statistics import median

import psycopg

from bench.growth import Actions
from bench.large_store import MILLION, YEARS, Filled, figures_of, fill, province
from bench.measuring import RESULTS
from db.database import Database
from db.observations import figure_rows
from indicators.periods import Period
from tests.postgres import running_cluster

PLAIN, PARTED = "plain", "partitioned by year"
TURNS, REPEATS = 3, 5
ROWS, QUICK_ROWS = 3 * MILLION, MILLION // 10
COUNTIES = 100
_BULK = "3,000 cells by COPY"
_INDEX = "(variable, period, basis, unit)"


def make_parted(url: str) -> None:
    """The other table beside the plain one, with the same rows, key and index."""
    parts = [
        f"CREATE TABLE observations_{year} PARTITION OF observations_parted "
        f"FOR VALUES FROM ('{year}') TO ('{year + 1}')"
        for year in YEARS
    ]
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in (
            "CREATE TABLE observations_parted (LIKE observations INCLUDING DEFAULTS) PARTITION BY RANGE (period)",
            *parts,
            "CREATE TABLE observations_other PARTITION OF observations_parted DEFAULT",
            "INSERT INTO observations_parted SELECT * FROM observations",
            "ALTER TABLE observations_parted ADD PRIMARY KEY (submission_id, variable, period, basis, unit)",
            f"CREATE INDEX ON observations_parted {_INDEX}",
            "ALTER TABLE observations_parted ADD FOREIGN KEY (submission_id) REFERENCES submissions (id)",
            "VACUUM ANALYZE",
        ):
            connection.execute(statement.encode())


def swap(url: str, *, parted: bool) -> None:
    """Puts one of the tables in the place of the other."""
    away, here = (
        ("observations_plain", "observations_parted") if parted else ("observations_parted", "observations_plain")
    )
    with psycopg.connect(url) as connection:
        connection.execute(f"ALTER TABLE observations RENAME TO {away}".encode())
        connection.execute(f"ALTER TABLE {here} RENAME TO observations".encode())


def by_copy(url: str, filled: Filled) -> float:
    """Seconds to load 100 returns into the table, taken back again."""
    rows = [
        row
        for number in range(1, COUNTIES + 1)
        for row in figure_rows(1, figures_of(filled.plan, f"P{number:05d}", Period.month(2030, 1), number))
    ]
    with psycopg.connect(url) as connection:
        begun = time.perf_counter()
        with connection.cursor() as cursor, cursor.copy("COPY observations FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        taken = time.perf_counter() - begun
        connection.rollback()
    return taken


def measured(url: str, rows: int) -> dict[str, dict[str, float]]:
    """Medians in seconds, by action and shape."""
    database = Database(url)
    database.upgrade()
    filled = fill(database, rows, province(COUNTIES))
    make_parted(url)
    found: dict[str, dict[str, list[float]]] = {}
    actions = Actions(database, filled)
    for _ in range(TURNS):
        for shape in (PLAIN, PARTED):
            for name, action in actions.all().items():
                action()
                found.setdefault(name, {}).setdefault(shape, []).extend(action() for _ in range(REPEATS))
            found.setdefault(_BULK, {}).setdefault(shape, []).append(by_copy(url, filled))
            database.dispose()
            swap(url, parted=shape == PLAIN)
    database.dispose()
    return {name: {shape: median(taken) for shape, taken in shapes.items()} for name, shapes in found.items()}


def told(found: Mapping[str, Mapping[str, float]], rows: int) -> str:
    """Milliseconds of both, and the ratio."""
    lines = [
        f"# Observations plain and by year, PostgreSQL, {rows / MILLION:g} million cells (medians; 2 cores)",
        "",
        f"| action | {PLAIN} | {PARTED} | partitioned / plain |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, shapes in found.items():
        plain, parted = shapes[PLAIN], shapes[PARTED]
        lines.append(f"| {name} | {plain * 1000:.1f} ms | {parted * 1000:.1f} ms | {parted / plain:.2f} |")
    return "\n".join([*lines, ""])


def main() -> None:
    """Both shapes by turns; a quick run keeps no results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rows = QUICK_ROWS if quick else ROWS
    with running_cluster() as cluster:
        found = measured(cluster.url(cluster.create()), rows)
    text = told(found, rows)
    print(text)
    if not quick:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "partitioning.md").write_text(text, encoding="utf-8")
        (RESULTS / "partitioning.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

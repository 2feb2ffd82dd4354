"""The year-end summary: from the figures in the database to the bytes of a file, with all sections.

`python -m bench.exporting` measures a database with the whole year (made if there is none); `--quick` the October
sample, once. Bars: Word 3 s, Excel 2 s, PDF 2 s on 2 cores; a first file of a process includes the imports.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bench.measuring import measure_apart, measure_here, print_found, processor_seconds, told
from tests.sample_database import copied_sample, make_database

FORMATS = {"Word": "docx", "Excel": "xlsx", "PDF": "pdf"}
BARS = {"Word": 3.0, "Excel": 2.0, "PDF": 2.0}


def run_one(ending: str, path: Path, repeats: int) -> None:
    """In the child: content, document and file, as an export does it; nothing is kept."""
    from db.database import Database
    from i18n.texts import texts
    from indicators import registry
    from services.exports.export_summary import export_year_end
    from services.exports.report_choice import YEAR_END_FORMATS, ReportChoice
    from services.groundwork.today import today
    from services.rights.actor import LOCAL_OPERATOR

    database, plan = Database(f"sqlite:///{path}"), registry.load_builtin("dalian-2018")
    day: date = today(database, plan)
    now = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
    choice = ReportChoice(next(each for each in YEAR_END_FORMATS if each == ending))

    def export() -> None:
        export_year_end(database, plan, LOCAL_OPERATOR, plan.head.year, day, texts("zh"), choice, now=now)

    before = processor_seconds()
    taken = measure_here(export, repeats)
    print_found(taken, processor_seconds() - before)
    database.dispose()


def main(*, quick: bool) -> None:
    """Loads the sample, then every format by turns, each time in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        year_end = Path(folder) / "year-end.sqlite3"
        path = copied_sample(Path(folder)) if quick else make_database(year_end, "--sample=year-end")
        runs = 1 if quick else 3
        first = measure_apart("bench.exporting", _ways(path, 1), runs)
        later = measure_apart("bench.exporting", _ways(path, 2 if quick else 5), runs)
    results = {"first file of a process": first, "the median of several": later}
    said = ["| bar | found | wanted | |", "| --- | ---: | ---: | --- |"]
    for name, bar in BARS.items():
        seconds = later[name].seconds
        said.append(f"| {name} | {seconds:.2f} s | ≤ {bar:.0f} s | {'met' if seconds <= bar else 'NOT met'} |")
    print(told("exporting", "Year-end summary, all sections (medians; 2 cores)", results, said, keep=not quick))


def _ways(path: Path, repeats: int) -> dict[str, list[str]]:
    return {name: [ending, str(path), str(repeats)] for name, ending in FORMATS.items()}


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments and arguments[0] != "--quick":
        run_one(arguments[0], Path(arguments[1]), int(arguments[2]))
    else:
        main(quick=bool(arguments))

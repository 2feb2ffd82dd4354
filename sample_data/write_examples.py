"""Writes the committed examples anew: `python -m sample_data.write_examples`, after a form has changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from indicators import registry
from indicators.periods import Period
from indicators.returns import ReturnKey
from sample_data.bad_returns import BAD_RETURNS
from sample_data.returns import all_returns
from sample_data.simulation import simulate
from sample_data.workbooks import file_name, filled_form, with_references

EXAMPLES = Path(__file__).with_name("examples")

_GOOD = (
    ReturnKey("F01", "210213", Period.month(2018, 9)),
    ReturnKey("F01H", "DL-GX", Period.whole_year(2017)),
    ReturnKey("F02", "DL-TJJ", Period.whole_year(2017)),
    ReturnKey("F03", "DL-RSJ", Period.quarter(2018, 3)),
    ReturnKey("F04", "210224", Period.month(2018, 9)),
    ReturnKey("F05", "DL-CXD", Period.month(2018, 9)),
)


def examples() -> Iterator[tuple[str, bytes]]:
    """Path below the folder, and content: a few good returns, and the bad ones that are small."""
    plan = registry.load_builtin()
    last = {one.key: (one, references) for one, references in with_references(all_returns(plan, simulate(), "october"))}
    for key in _GOOD:
        one, references = last[key]
        yield f"good/{file_name(plan, one)}", filled_form(plan, one, references)
    for bad in BAD_RETURNS:
        if not bad.large:
            yield f"bad/{bad.file_name}", bad.make()


def write_examples(folder: Path = EXAMPLES) -> None:
    """Writes the examples and removes those that are no longer made."""
    made = dict(examples())
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for path in folder.glob("*/*"):
        if f"{path.parent.name}/{path.name}" not in made:
            path.unlink()


if __name__ == "__main__":
    write_examples()

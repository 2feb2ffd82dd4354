"""JSON schemas of the plan files, made from the models: an editor then checks a plan while it is typed.

`python -c "from indicators import plan_schemas; plan_schemas.write()"` writes them anew; a test
fails while they are not current.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from indicators.plan_files import PLAN_FILES

FOLDER = Path(__file__).parent / "plans" / "schemas"


def schemas() -> Mapping[str, str]:
    """File name → the schema's text, for every file of a plan."""
    return {
        f"{name}.json": json.dumps(model.model_json_schema(), ensure_ascii=False, indent=2) + "\n"
        for name, model in PLAN_FILES.items()
    }


def write(folder: Path = FOLDER) -> None:
    """Write every schema into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")

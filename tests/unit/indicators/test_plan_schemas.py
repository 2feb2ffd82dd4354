from __future__ import annotations

from pathlib import Path

import pytest

from indicators import plan_schemas, registry
from indicators.plan_files import PLAN_FILES


@pytest.mark.parametrize("name", sorted(plan_schemas.schemas()))
def test_schema_on_disk_is_the_one_of_the_models(name: str):
    written = (plan_schemas.FOLDER / name).read_text(encoding="utf-8")
    assert written == plan_schemas.schemas()[name], "write them anew: `plan_schemas.write()`"


@pytest.mark.parametrize("plan", registry.builtin_plans())
@pytest.mark.parametrize("name", sorted(PLAN_FILES))
def test_plan_file_names_its_schema(plan: str, name: str):
    file = registry.BUILTIN_FOLDER / plan / f"{name}.yaml"
    if name == "scope_changes" and not file.exists():
        return  # a plan whose scope never changed has no such file
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../schemas/{name}.json"


def test_schemas_are_written_into_a_folder_that_need_not_exist(tmp_path: Path):
    plan_schemas.write(tmp_path / "new")
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(plan_schemas.schemas())

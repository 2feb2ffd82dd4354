"""docs/sql-relied-upon.md lists the SQL that the store uses: nothing more, nothing less."""

from __future__ import annotations

import ast
import re
from itertools import chain

import pytest
from sqlalchemy import ColumnElement, Select
from sqlalchemy.dialects.postgresql import Insert

from tests.architecture.source_files import ROOT, SourceFile, source_files

STORE = [file for file in source_files() if re.fullmatch(r"db/\w+\.py", file.path)]
CONSTRUCTS = {
    "select", "insert", "update", "delete", "exists", "union", "union_all", "intersect", "except_", "case", "tuple_",
    "and_", "or_", "not_", "true", "false", "null", "literal", "distinct", "cast", "lateral", "values", "over",
    "within_group",
}  # fmt: skip
METHODS = {name for kind in (Select, ColumnElement, Insert) for name in dir(kind) if not name.startswith("_")}
OF_PYTHON = {"compile", "endswith", "startswith", "execution_options", "get_execution_options", "join"}
ONE_ENGINE_ONLY = {"pg_get_serial_sequence", "setval", "pg_advisory_xact_lock"}
LISTED = (ROOT / "docs" / "sql-relied-upon.md").read_text(encoding="utf-8")


def _imported(file: SourceFile) -> set[str]:
    """Constructs of the expression language."""
    imports = (node for node in ast.walk(file.tree) if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy")
    return {alias.name for node in imports for alias in node.names} & CONSTRUCTS


def _called(file: SourceFile) -> set[str]:
    """Methods that build SQL, called on anything but a path or a text; functions of the database."""
    calls = [node.func for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    attributes = [each for each in calls if isinstance(each, ast.Attribute)]
    functions = {each.attr for each in attributes if ast.unparse(each.value) == "func"}
    with_query = "sqlalchemy" in file.imported() and not file.path.endswith(("audit_witness.py", "backup.py"))
    methods = {each.attr for each in attributes if each.attr in METHODS - OF_PYTHON} if with_query else set()
    return functions | methods


def _rows(section: str) -> list[list[str]]:
    lines = LISTED.partition(f"## {section}\n")[2].partition("\n## ")[0].splitlines()
    cells = [re.split(r"(?<!\\)\|", line.strip().strip("|")) for line in lines if line.startswith("|")]
    return cells[2:]


def test_the_portable_sql_is_what_is_listed():
    listed = set(chain.from_iterable(re.findall(r"`([^`]+)`", row[0]) for row in _rows("Everywhere")))
    used = set().union(*(_imported(file) | _called(file) for file in STORE)) - ONE_ENGINE_ONLY
    assert used == listed


@pytest.mark.parametrize("row", _rows("One engine only"), ids=lambda row: row[0].strip())
def test_what_one_engine_has_alone_stands_where_the_list_says(row: list[str]):
    names, places = (re.findall(r"`([^`]+)`", cell) for cell in row[:2])
    texts = [(ROOT / place).read_text(encoding="utf-8") for place in places]
    assert all(any(name in text for text in texts) for name in names)
    assert all(any(name in text for name in names) for text in texts)


def test_the_engines_are_told_apart_only_where_the_list_says():
    telling = {file.path for file in STORE if re.search(r"dialect\.name|exec_driver_sql|get_backend_name", file.text)}
    places = set(chain.from_iterable(re.findall(r"`(db/[^`]+)`", row[1]) for row in _rows("One engine only")))
    assert telling - {"db/columns.py", "db/database.py"} <= places


def test_indexes_are_plain_and_every_query_is_of_the_expression_language():
    assert not [file.path for file in STORE if re.search(r"(postgresql|sqlite)_(where|using|include|ops)", file.text)]
    written_out = {file.path for file in STORE if "text" in _names_from_sqlalchemy(file)}
    assert written_out == {"db/transfer.py"}


def _names_from_sqlalchemy(file: SourceFile) -> set[str]:
    imports = (node for node in ast.walk(file.tree) if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy")
    return {alias.name for node in imports for alias in node.names}

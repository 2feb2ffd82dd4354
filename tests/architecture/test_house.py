"""What the import contracts cannot see: sizes, boundaries, the modules on top, names."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.source_files import PACKAGES, ROOT, SourceFile, source_files, tracked_files

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_PAGE = 80
BOUNDARIES = {"console/command.py", "ui/frame/boundary.py"}
EMPTY_NAMES = {"utils", "helpers", "common", "manager", "misc", "data2"}
ALLOWED_IN_TOP_MODULES = {
    "settings.py": set(),
    "app.py": {"ui", "settings", "services", "db", "indicators", "i18n"},
    "dabiao.py": {"cli", "console"},
    "cli.py": {"console", "services", "i18n", "indicators"},
}

every_file = pytest.mark.parametrize("file", source_files(), ids=lambda file: file.path)


@every_file
def test_no_file_is_longer_than_can_be_read_at_once(file: SourceFile):
    assert file.line_count <= LONGEST_FILE


@every_file
def test_no_function_is_longer_than_a_screen(file: SourceFile):
    too_long = {
        f.name: f.end_lineno - f.lineno + 1 for f in file.functions() if f.end_lineno - f.lineno >= LONGEST_FUNCTION
    }
    assert not too_long


@every_file
def test_only_boundaries_catch_everything(file: SourceFile):
    caught = [
        node.lineno
        for node in ast.walk(file.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    ]
    assert not caught or file.path in BOUNDARIES


@every_file
def test_every_file_says_why_it_exists(file: SourceFile):
    assert ast.get_docstring(file.tree)


@every_file
def test_no_check_is_silenced_in_place(file: SourceFile):
    assert "# noqa" not in file.text
    assert "# type: ignore" not in file.text


@every_file
def test_workbooks_are_made_in_the_one_way_that_keeps_texts_texts(file: SourceFile):
    made = [
        node.lineno
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Workbook"
    ]
    assert not made or file.path.startswith(("sample_data/", "bench/"))


def test_pages_are_thin():
    long_pages = {
        f.path: f.line_count for f in source_files() if f.path.startswith("pages/") and f.line_count > LONGEST_PAGE
    }
    assert not long_pages


@pytest.mark.parametrize("name", ALLOWED_IN_TOP_MODULES)
def test_top_modules_use_only_what_they_may(name: str):
    (file,) = (f for f in source_files() if f.path == name)
    own = file.imported() & {*PACKAGES, "settings", "app", "cli"}
    assert own <= ALLOWED_IN_TOP_MODULES[name]


def test_every_package_folder_is_known_to_the_tools():
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert folders == set(PACKAGES)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for package in PACKAGES:
        assert f'"{package}"' in project


def test_every_folder_with_modules_is_a_package():
    without = {
        str(path.parent.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if not (path.parent / "__init__.py").exists() and "migrations" not in path.parts
    }
    assert not without


def test_names_say_what_is_inside():
    assert not [f.path for f in source_files() if EMPTY_NAMES & set(f.path.removesuffix(".py").split("/"))]


def test_nothing_refers_to_another_folder_beside_the_project():
    for name in tracked_files():
        if name.endswith((".py", ".yaml", ".toml", ".sh", ".md", "Makefile", ".po")) and not name.startswith("tests/"):
            assert "../shared" not in (ROOT / name).read_text(encoding="utf-8"), name


def test_repository_stays_light():
    assert sum((ROOT / name).stat().st_size for name in tracked_files()) < 10_000_000

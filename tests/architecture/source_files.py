"""The project's own Python files, parsed once for the structure tests."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (
    "bench", "charts", "console", "db", "i18n", "indicators",
    "pages", "reports", "sample_data", "services", "ui", "workbooks",
)  # fmt: skip
TOP_MODULES = ("app.py", "cli.py", "dabiao.py", "settings.py")


@dataclass(frozen=True)
class SourceFile:
    """A Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def line_count(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node

    def imported(self) -> set[str]:
        """Top-level names of everything imported anywhere in the file, also late."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
        return found


@cache
def source_files() -> tuple[SourceFile, ...]:
    """All Python files of the program (not the tests)."""
    paths = [ROOT / name for name in TOP_MODULES if (ROOT / name).exists()]
    for package in PACKAGES:
        paths += sorted((ROOT / package).rglob("*.py"))
    return tuple(
        SourceFile(str(path.relative_to(ROOT)), text := path.read_text(encoding="utf-8"), ast.parse(text))
        for path in paths
    )


@cache
def tracked_files() -> tuple[str, ...]:
    """The files of the project: tracked by git, or new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return tuple(name for name in listed.stdout.splitlines() if (ROOT / name).exists())

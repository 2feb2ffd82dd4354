"""No service forgets to ask for permission, and none asks where the denial could not be kept."""

from __future__ import annotations

import ast

from tests.architecture.source_files import source_files

SERVICES = [file for file in source_files() if file.path.startswith("services/")]


def _called(function: ast.AST) -> set[str]:
    """The names of functions called as such (methods are the stores')."""
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {name.id for name in calls if isinstance(name, ast.Name)}


def _opens_a_transaction(block: ast.AST) -> bool:
    return isinstance(block, ast.With) and any(
        isinstance(item.context_expr, ast.Call)
        and isinstance(item.context_expr.func, ast.Attribute)
        and item.context_expr.func.attr in {"transaction", "reading"}
        for item in block.items
    )


def _arguments(function: ast.FunctionDef) -> dict[str, str]:
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return {each.arg: ast.unparse(each.annotation) for each in arguments if each.annotation}


def _asking() -> set[str]:
    """The names of functions of the services that ask, themselves or through another; of a name had twice, both."""
    functions: dict[str, list[set[str]]] = {}
    for file in SERVICES:
        for f in file.tree.body:
            if isinstance(f, ast.FunctionDef):
                functions.setdefault(f.name, []).append(_called(f))
    asking = {"require"}
    while more := {name for name, each in functions.items() if all(called & asking for called in each)} - asking:
        asking |= more
    return asking


def test_every_service_that_acts_for_somebody_asks_for_permission():
    asking = _asking()
    forgetful = {
        f"{file.path}: {f.name}"
        for file in SERVICES
        for f in file.tree.body
        if isinstance(f, ast.FunctionDef)
        and not f.name.startswith("_")
        and {"Database", "Actor"} <= set(_arguments(f).values())
        and f.name not in asking
    }
    assert not forgetful


def test_nobody_asks_for_permission_inside_a_transaction():
    """The denial needs a transaction of its own; inside another it would wait for itself, or be rolled back."""
    asking = _asking()
    inside = {
        f"{file.path}:{call.lineno}"
        for file in SERVICES
        for block in ast.walk(file.tree)
        if _opens_a_transaction(block)
        for statement in block.body
        for call in ast.walk(statement)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in asking
    }
    assert not inside

"""What every subcommand shares: its help in both languages, and the boundary where errors become messages."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from typing import Literal, ParamSpec

import typer

from i18n.catalogues import forms

Arguments = ParamSpec("Arguments")


def help_text(key: str) -> str:
    """A help text in the language of the environment; read before anything heavy is imported."""
    language: Literal["zh", "en"] = "en" if os.environ.get("DABIAO_LANGUAGE") == "en" else "zh"
    return forms(language, f"commands.help.{key}")[0]


def boundary(command: Callable[Arguments, int]) -> Callable[Arguments, None]:
    """The command line's one place where errors become messages and exit codes."""

    @wraps(command)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except Exception as error:
            from console.session import said_error

            code = said_error(error)
        raise typer.Exit(code)

    return guarded

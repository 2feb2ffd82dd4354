from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli import app
from sample_data.write_examples import __file__ as examples_module
from tests.annotating import FORM, HARD, colours, comments, opened
from workbooks.annotation.marks import PROBLEMS_SHEET

EXAMPLES = Path(examples_module).parent / "examples"
BAD = EXAMPLES / "bad" / "cell_not_number_示例数据.xlsx"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DABIAO_DATABASE_URL", f"sqlite:///{tmp_path / 'a.sqlite3'}")
    monkeypatch.setenv("DABIAO_LANGUAGE", "zh")
    assert run("init").exit_code == 0


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def checked(file: Path) -> list[dict[str, object]]:
    """The problems of a file, as `check --format json` tells them."""
    (document,) = json.loads(run("check", file, "--format", "json").stdout)
    return document["problems"]


def test_the_copy_is_written_and_its_check_says_the_same(tmp_path: Path):
    target = tmp_path / "copy.xlsx"
    result = run("annotate", BAD, "-o", target)
    assert result.exit_code == 0
    assert "标出 1 个问题" in result.stdout
    assert opened(target.read_bytes()).sheetnames[0] == PROBLEMS_SHEET
    (problem,) = checked(BAD)
    assert checked(target) == [problem]
    assert colours(target.read_bytes(), FORM, [problem["cell"]]) == [HARD]
    assert set(comments(target.read_bytes(), FORM)) == {problem["cell"]}


def test_a_return_without_problems_is_written_as_it_is(tmp_path: Path):
    good = next((EXAMPLES / "good").glob("F01_*.xlsx"))
    target = tmp_path / "copy.xlsx"
    result = run("annotate", good, "-o", target)
    assert (result.exit_code, "没有发现问题" in result.stdout) == (0, True)
    assert target.read_bytes() == good.read_bytes()


def test_a_file_that_may_not_be_opened_is_not_accepted_and_nothing_is_written(tmp_path: Path):
    target = tmp_path / "copy.xlsx"
    result = run("annotate", EXAMPLES / "bad" / "kind_encrypted_示例数据.xlsx", "-o", target)
    assert result.exit_code == 1
    assert "未通过安全检查" in result.stderr
    assert not target.exists()


@pytest.mark.parametrize("arguments", [("annotate", "no such file.xlsx", "-o", "x"), ("annotate", BAD)])
def test_wrong_usage_is_told_apart(arguments):
    assert run(*arguments).exit_code == 2

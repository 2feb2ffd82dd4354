"""What the command line says to people, and the exit codes it ends with."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

import cli
from tests.sample_database import ROOT

BAD = ROOT / "sample_data" / "examples" / "bad"
GOOD = ROOT / "sample_data" / "examples" / "good"
Run = Callable[..., Result]


@pytest.fixture
def run(sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `dabiao` on a copy of the sample database."""
    copy = shutil.copyfile(sample_database, tmp_path / "dabiao.sqlite3")
    monkeypatch.setenv("DABIAO_DATABASE_URL", f"sqlite:///{copy}")
    monkeypatch.setenv("DABIAO_LANGUAGE", "zh")
    return lambda *arguments: CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


def only(folder: Path, start: str) -> Path:
    return next(path for path in sorted(folder.iterdir()) if path.name.startswith(start))


def test_status_says_every_indicator_in_a_line(run: Run):
    done = run("status")
    assert done.exit_code == 0
    head, *rows = done.stdout.strip().splitlines()
    assert head == "截至2018年1—9月"
    assert len(rows) == 8
    assert rows[0].startswith("达到时序  新增高企  141家（目标 ≥150）")


def test_status_in_json_is_one_document_and_nothing_else(run: Run):
    document = json.loads(run("status", "--period", "2018-08", "--format", "json").stdout)
    assert [entry["period"] for entry in document[:1]] == ["2018-08"]


def test_status_as_known_at_a_moment_leaves_later_returns_out(run: Run):
    document = json.loads(
        run("status", "--period", "2018-09", "--as-of", "2018-09-15T00:00:00+08:00", "--format", "json").stdout
    )
    assert document[0]["actual"] is None
    assert document[0]["coverage"]["reported"] == 0


def test_trace_names_file_cell_and_uploader(run: Run):
    lines = run("trace", "new_high_tech_firms", "--period", "2018-09").stdout.splitlines()
    assert len(lines) == 13
    assert "F01_中山区_2018-09_示例数据.xlsx" in lines[0]
    assert "!D9" in lines[0]
    assert "还没有" in run("trace", "new_high_tech_firms", "--period", "2018-12").stdout
    assert len(json.loads(run("trace", "new_high_tech_firms", "--period", "2018-09", "--format", "json").stdout)) == 13


def test_an_original_comes_back_byte_for_byte(run: Run, tmp_path: Path):
    cells = json.loads(run("trace", "new_high_tech_firms", "--period", "2018-09", "--format", "json").stdout)
    target = tmp_path / "original.xlsx"
    assert run("original", cells[0]["sha256"], "-o", target).exit_code == 0
    assert load_workbook(target)[cells[0]["sheet"]][cells[0]["cell"]].value == cells[0]["value"]


def test_check_says_what_is_wrong_where_and_ends_with_one(run: Run):
    done = run("check", only(BAD, "not_integer"))
    assert done.exit_code == 1
    assert "未通过审核" in done.stdout
    assert "[强制] F01 创新指标月报!" in done.stdout


def test_check_in_json_gives_the_contracts_keys(run: Run):
    (verdict,) = json.loads(run("check", only(BAD, "not_integer"), "--format", "json").stdout)
    assert list(verdict) == ["file", "form", "unit", "period", "accepted", "problems"]
    assert list(verdict["problems"][0]) == ["code", "severity", "sheet", "cell", "message"]


def test_the_same_file_again_is_accepted_and_said_to_be_the_same(run: Run):
    done = run("check", only(GOOD, "F01_"))
    assert done.exit_code == 0
    assert "完全相同" in done.stdout


def test_a_form_filled_in_imported_and_approved_moves_the_figure(run: Run, tmp_path: Path):
    form = tmp_path / "form.xlsx"
    before = _contracts(run)
    assert run("template", "--form", "F01", "--unit", "中山区", "--period", "2018-09", "-o", form).exit_code == 0
    shutil.copyfile(_september_of_zhongshan(run, tmp_path), form)
    book = load_workbook(form)
    sheet = book.worksheets[0]
    sheet["D17"] = round(sheet["D17"].value + 0.01, 2)
    for row in range(9, 19):
        for column in "GHIJ":
            if isinstance(sheet[f"{column}{row}"].value, str) and sheet[f"{column}{row}"].value.startswith("="):
                sheet[f"{column}{row}"] = None
    book.save(form)
    done = run("import", form, "--user", "示例填报人·中山区", "--approve-as", "示例审核员")
    assert done.exit_code == 0, done.output
    assert "第 2 次上报" in done.stdout
    assert _contracts(run) == pytest.approx(before + 0.01)


def _contracts(run: Run) -> float:
    status = json.loads(run("status", "--format", "json").stdout)
    return next(each["actual"] for each in status if each["code"] == "technology_contract_value")


def _september_of_zhongshan(run: Run, folder: Path) -> Path:
    cells = json.loads(run("trace", "new_high_tech_firms", "--period", "2018-09", "--format", "json").stdout)
    target = folder / "september.xlsx"
    run("original", next(cell["sha256"] for cell in cells if cell["unit"] == "210202"), "-o", target)
    return target


def test_a_file_that_is_not_accepted_is_not_imported(run: Run):
    done = run("import", only(BAD, "not_integer"), "--user", "示例填报人")
    assert done.exit_code == 1


def test_the_year_end_summary_is_written_in_the_format_of_the_files_ending(run: Run, tmp_path: Path):
    target = tmp_path / "year-end.xlsx"
    assert run("export", "year-end", "--year", "2018", "-o", target).exit_code == 0
    assert len(load_workbook(target).sheetnames) > 8
    assert run("export", "year-end", "--year", "2018", "-o", tmp_path / "year-end.odt").exit_code == 2
    assert run("export", "year-end", "--year", "2019", "-o", target).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("template", "--form", "F99", "--unit", "中山区", "--period", "2018-09", "-o", "x.xlsx"),
        ("template", "--form", "F01", "--unit", "火星区", "--period", "2018-09", "-o", "x.xlsx"),
        ("template", "--form", "F01", "--unit", "中山区", "--period", "2018-13", "-o", "x.xlsx"),
        ("trace", "happiness", "--period", "2018-09"),
        ("status", "--plan", "atlantis"),
        ("check", "no-such-file.xlsx"),
    ],
)
def test_wrong_usage_ends_with_two(run: Run, arguments: tuple[str, ...]):
    assert run(*arguments).exit_code == 2


def test_a_database_that_was_never_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "nothing.sqlite3"
    monkeypatch.setenv("DABIAO_DATABASE_URL", f"sqlite:///{path}")
    done = CliRunner().invoke(cli.app, ["status"])
    assert done.exit_code == 1
    assert done.stderr.strip()


def test_an_unexpected_fault_is_told_by_a_number_only(run: Run, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr("services.monitoring.trace_figure.traced_cells", broken)
    done = run("trace", "new_high_tech_firms", "--period", "2018-09")
    assert done.exit_code == 1
    assert "系统内部出现差错" in done.stderr
    assert "ZeroDivisionError" not in done.stdout


def test_the_sample_option_alone_means_october(monkeypatch: pytest.MonkeyPatch):
    seen: list[list[str]] = []
    monkeypatch.setattr(cli, "app", seen.append)
    monkeypatch.setattr("sys.argv", ["dabiao", "init", "--sample"])
    cli.main()
    assert seen == [["init", "--sample=october"]]


def test_all_forms_of_a_period_are_written_as_one_zip(run: Run, tmp_path: Path):
    target = tmp_path / "forms.zip"
    done = run("template", "--all", "--period", "2018-10", "-o", target)
    assert done.exit_code == 0
    assert "正在生成报表" in done.stderr
    with zipfile.ZipFile(target) as archive:
        assert "F01_中山区_2018-10.xlsx" in archive.namelist()
    wrong = run("template", "--all", "--form", "F01", "--period", "2018-10", "-o", target)
    assert wrong.exit_code == 2
    assert run("template", "--form", "F01", "--period", "2018-10", "-o", target).exit_code == 2


def test_a_zip_is_checked_and_imported_file_by_file(run: Run, tmp_path: Path):
    good, bad = only(BAD, "number_normalised"), only(BAD, "kind_html")
    target = tmp_path / "returns.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in (bad, good):
            archive.write(path, path.name)
        archive.writestr("__MACOSX/._x", b"x")
    checked = run("check", target, "--format", "json")
    assert checked.exit_code == 1
    document = json.loads(checked.stdout)
    assert [entry["accepted"] for entry in document] == [False, True]
    assert document[1]["file"] == f"returns.zip/{good.name}"
    imported = run("import", target, "--user", "王")
    assert imported.exit_code == 1
    assert "读取" in imported.stdout
    assert "第 2 次上报" in imported.stdout or "#2" in imported.stdout


def test_a_moment_may_be_a_day_and_what_is_none_is_wrong_usage(run: Run):
    by_day = run("status", "--as-of", "2018-09-30", "--format", "json").stdout
    assert by_day == run("status", "--as-of", "2018-09-30T23:59:59.999999", "--format", "json").stdout
    assert json.loads(by_day)[0]["period"] == "2018-08"
    assert run("status", "--as-of", "gestern").exit_code == 2


def test_trace_as_known_before_the_correction_names_the_earlier_file(run: Run):
    def cells(*arguments: str):
        told = run("trace", "rd_intensity", "--period", "2017", "--format", "json", *arguments)
        return {(cell["value"], cell["sha256"]) for cell in json.loads(told.stdout)}

    assert len(cells("--as-of", "2018-06-30")) == len(cells()) == 2
    assert not cells("--as-of", "2018-06-30") & cells()


def test_changes_tell_what_moved_and_because_of_which_cells(run: Run):
    document = json.loads(run("changes", "--from", "2018-06-30", "--to", "2018-10-10", "--format", "json").stdout)
    (revised,) = [entry for entry in document if not entry["appeared"]]
    assert (revised["code"], revised["period"]) == ("rd_intensity", "2017")
    assert round(revised["after"] - revised["before"], 9) == round(revised["difference"], 9)
    assert {cell["variable"] for cell in revised["cells"]} == {"21", "22"}
    said = run("changes", "--from", "2018-06-30", "--to", "2018-10-10").stdout.splitlines()
    assert said[0].startswith("研发经费投入强度 2017年：2.82 → 2.86 %")
    assert "F02 全市综合指标!D10" in said[1]
    assert run("changes", "--from", "2018-10-19").stdout.startswith("两个时点之间")
    assert run("changes", "--from", "2018-10-10", "--to", "2018-10-01").exit_code == 2


def test_measures_in_json_are_the_contract(run: Run):
    document = json.loads(run("measures", "--format", "json").stdout)
    assert len(document) == 102
    assert set(document[0]) == {"id", "section", "title_zh", "departments", "status", "indicators"}
    assert document[0] | {"title_zh": ""} == {
        "id": "M001",
        "section": "三(一)1(1)",
        "title_zh": "",
        "departments": ["DL-KJJ"],
        "status": "in_progress",
        "indicators": ["rd_intensity", "invention_patents_per_10k"],
    }
    assert {entry["section"] for entry in document} >= {"四(二)(1)", "八(一)1", "七(二)", "九"}


def test_measures_in_words_have_a_line_each(run: Run):
    lines = run("measures").stdout.splitlines()
    assert len(lines) == 102
    assert lines[24].startswith("M025  三(三)2(2)  受阻  ")
    assert lines[29].endswith("（市发展改革委、市科技局）")

from __future__ import annotations

import io
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from i18n.texts import texts
from indicators.observations import Basis
from indicators.periods import Period
from indicators.registry import load_builtin
from tests.integration.office import converted, formulas, page_facts, recomputed
from workbooks.template import References, write_form

PLAN = load_builtin("dalian-2018")
SEPTEMBER = Period.month(2018, 9)


def form(code: str, unit: str, period: str, language: str = "zh") -> bytes:
    chosen = texts("en" if language == "en" else "zh")
    return write_form(PLAN, PLAN.form(code), PLAN.unit(unit), Period.parse(period), References(), chosen)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each form as PDF, the longest of them in English too."""
    forms = {
        "F01": form("F01", "DL-GX", "2018-09"),
        "F01-en": form("F01", "DL-GX", "2018-09", "en"),
        "F01H": form("F01H", "210202", "2017"),
        "F02": form("F02", "DL-TJJ", "2018"),
    }
    return converted(forms, tmp_path_factory.mktemp("print"), "pdf")


@pytest.mark.parametrize("name", ["F01", "F01-en", "F01H", "F02"])
def test_a_form_prints_on_one_landscape_page(printed: dict[str, Path], name: str) -> None:
    facts = page_facts(printed[name])
    width, height = (float(part) for part in facts["Page size"].split(" pts")[0].split(" x "))
    assert facts["Pages"] == "1"
    assert (round(width), round(height)) == (842, 595)


def test_the_printed_page_reads_as_the_form(printed: dict[str, Path]) -> None:
    command = ["pdftotext", "-layout", str(printed["F01"]), "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    for words in ("创新指标月报", "大创统01表", "填报单位：高新区", "2018年9月", "单位负责人", "审核关系"):
        assert words in said
    assert "dabiao_meta" not in said


def test_an_office_program_computes_what_the_form_says_already(tmp_path: Path) -> None:
    current = {"01": Decimal(120), "03": Decimal("310.25"), "09": Decimal("7.85"), "10": Decimal(131)}
    restated = {"01": Decimal(96), "03": Decimal("288.53"), "10": Decimal(0)}
    values: dict[tuple[str, Basis, Period], Decimal | str] = {}
    values |= {(code, Basis.CURRENT, SEPTEMBER): value for code, value in current.items()}
    values |= {(code, Basis.RESTATED, SEPTEMBER): value for code, value in restated.items()}
    values["05", Basis.CURRENT, SEPTEMBER] = "12万"
    references = References({"01": Decimal(100), "03": Decimal("273.02")}, {})
    place = PLAN.form("F01"), PLAN.unit("210202"), SEPTEMBER
    content = write_form(PLAN, *place, references, texts("zh"), values=values)
    cached, anew = load_workbook(io.BytesIO(content), data_only=True), recomputed(content, tmp_path)
    assert len(formulas(content)) == 17
    for sheet, address in formulas(content):
        assert anew[sheet][address].value == cached[sheet][address].value, address

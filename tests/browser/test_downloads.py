"""What is taken away in a real browser: tables as files that open, charts as pictures with their title on them."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn
from tests.browser.people import ROLES
from tests.browser.server import Server

Visit = Callable[..., Page]
PNG = b"\x89PNG\r\n\x1a\n"


def taken(page: Page, name: str, folder: Path) -> Path:
    """What the first button of this name gives."""
    with page.expect_download() as got:
        page.get_by_role("button", name=name).first.click()
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def test_a_table_is_taken_as_csv_and_as_excel_with_the_same_rows(server: Server, visit: Visit, tmp_path: Path):
    page = visit(server, "/unit?unit=210281")
    # Tables come one after the other: the first button stays the first once the last part is there.
    expect(page.get_by_role("heading", name="对各项指标的贡献")).to_be_visible()
    drawn(page)
    as_csv, as_excel = (taken(page, kind, tmp_path) for kind in ("CSV", "Excel"))
    assert "示例数据" in as_csv.name
    content = as_csv.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(as_excel).active
    shown = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    heads = shown.index(rows[0])
    assert len(shown) - heads == len(rows) == 8
    assert any("示例数据" in cell for row in shown[:heads] for cell in row)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_taken_as_a_picture_of_twice_its_size(server: Server, visit: Visit, tmp_path: Path, scheme: str):
    page = visit(server, "/indicator?code=new_high_tech_firms", color_scheme=scheme)
    expect(page.locator(".st-key-trajectory .main-svg").first).to_be_visible()
    picture = taken(page, "下载图片：新增高新技术企业", tmp_path).read_bytes()
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    chart = page.locator(".st-key-trajectory .js-plotly-plot").bounding_box()
    assert chart is not None
    assert width >= 2 * chart["width"]
    assert height >= 2 * (chart["height"] + 80)
    assert len(picture) > 20_000


def test_who_only_administers_takes_no_figures(server: Server, visit: Visit):
    page = visit(server, "/accounts", grants=ROLES["administrator"])
    expect(page.get_by_role("button", name="CSV")).to_have_count(1)
    expect(visit(server, "/quality", grants=ROLES["administrator"]).get_by_role("button", name="CSV")).to_have_count(0)

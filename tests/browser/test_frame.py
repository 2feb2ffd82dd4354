"""The frame around every page: the gate, both languages, light and dark, nothing of Streamlit's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn, enter
from tests.browser.heard import heard
from tests.browser.people import NOTHING, header
from tests.browser.server import ROOT, Server, get, running, started
from tests.browser.windows import HEIGHT, Windows
from ui.frame.navigation import HOME, SCREENS
from ui.look import style

ADDRESSES = ["/" if screen is HOME else f"/{screen.name}" for screen in SCREENS]
BAD_RETURN = ROOT / "sample_data/examples/bad/below_minimum_示例数据.xlsx"
Visit = Callable[..., Page]

every_address = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture(scope="module", params=ADDRESSES)
def seen(request: pytest.FixtureRequest, server: Server, windows: Windows) -> Iterator[Page]:
    """Each page in turn, opened once for all tests that only look at it."""
    with windows.of_a_test() as window:
        page = enter(window(server, 1440, "light"), server, request.param)
        yield page


SAID_TO_PEOPLE = """() => {
  // Changes the page: to be asked last. Names of accounts are data, in any script.
  if (["/accounts", "/audit"].includes(location.pathname))
    for (const data of document.querySelectorAll("tbody, [data-testid=stSelectbox] input")) data.remove();
  for (const icon of document.querySelectorAll('[data-testid="stIconMaterial"]')) icon.textContent = "";
  const said = [document.body.innerText];
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [data-title]"))
    for (const name of ["aria-label", "title", "placeholder", "data-title"])
      said.push(element.getAttribute(name) ?? "");
  return said.join("\\n");
}"""
NOT_STREAMLITS = (
    r"\S*\.xlsx|XLSX|Excel|WPS|PNG|CSV|EN\b|R&D|dabiao verify|Word|PDF|[0-9A-Z]{18}|（\w+）"
    r"|(?<![A-Za-z])(?:pdf|docx|png|jpg|xls|xlsx|ods|csv|zip|PNG|JPG|DOCX|ZIP|XLS|ODS)(?![A-Za-z])"
)


@pytest.mark.parametrize("address", ["/", "/upload"])
def test_page_opens_as_the_very_first_request_of_a_server(
    sample_database: Path, tmp_path: Path, visit: Visit, address: str
):
    with started(sample_database, tmp_path) as fresh:
        _opens(visit(fresh, address))


def _opens(page: Page) -> None:
    expect(page.locator(".db-strip")).to_contain_text("示例数据")
    expect(page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile("^总览$"))).to_have_count(1)
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


@every_address
def test_no_page_runs_before_the_gate(sample_database: Path, tmp_path: Path, address: str):
    """The very first request of a server: after the frame comes one sentence, and nothing else."""
    with running(sample_database, tmp_path) as fresh:
        said = heard(fresh, address, NOTHING)
    assert set(said.kinds) <= {"html", "markdown", "date_input", "button_group"}
    assert said.kinds[-2:] == ["html", "html"]
    assert [body.startswith('<div class="db-') for body in said.markup] == [True] * 4
    assert said.markup[-1] == '<div class="db-empty">您还没有可以使用的页面，请与管理员联系。</div>'
    assert said.headings == 0


@pytest.mark.parametrize("address", ["/", "/upload"])
def test_who_has_no_page_sees_none(sample_database: Path, tmp_path: Path, visit: Visit, address: str):
    with running(sample_database, tmp_path) as fresh:
        page = visit(fresh, address, grants=NOTHING)
        expect(page.locator(".db-empty")).to_have_text("您还没有可以使用的页面，请与管理员联系。")
        expect(page.locator("h1")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(0)


def test_every_page_says_whose_plan_which_day_and_that_data_are_samples(seen: Page):
    strip = seen.locator(".db-strip, .db-wall-foot")
    for said in ("大连", "示例数据", "2018年9月"):
        expect(strip).to_contain_text(said)
    if not seen.url.partition("?")[0].endswith("/wall"):
        expect(strip).to_contain_text("2018年10月20日")


def test_every_page_has_one_heading_of_the_first_rank(seen: Page):
    assert seen.get_by_role("heading", level=1).count() == 1


def test_every_page_has_its_own_title_and_language(seen: Page):
    assert seen.title().endswith(" · 达标")
    assert seen.evaluate("document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_no_page_is_wider_than_the_window(seen: Page, width: int):
    seen.set_viewport_size({"width": width, "height": HEIGHT})
    # Charts follow a window that changes a moment later; what stays too wide is too wide.
    seen.wait_for_function(
        """width => {
          const main = document.querySelector("[data-testid=stMain]");
          return window.innerWidth === width && main.scrollWidth - main.clientWidth <= 1;
        }""",
        arg=width,
        timeout=5_000,
    )


def test_no_english_word_of_streamlit_is_left_in_chinese(seen: Page):
    said = seen.evaluate(SAID_TO_PEOPLE)
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(NOT_STREAMLITS, "", said))


def test_script_of_a_page_is_no_address(server: Server, visit: Visit):
    page = visit(server, "/pages/returns/upload")
    assert page.url.removeprefix(server.url).startswith("/?") or page.url == f"{server.url}/"
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)


def test_no_english_word_is_left_when_a_file_was_chosen(server: Server, visit: Visit):
    page = visit(server, "/upload")
    page.locator("input[type=file]").first.set_input_files(BAD_RETURN)
    expect(page.locator(".db-table").first).to_be_visible()
    said = drawn(page).evaluate(SAID_TO_PEOPLE)
    assert not re.findall(r"[A-Za-z]{3,}", re.sub(NOT_STREAMLITS, "", said.replace(BAD_RETURN.stem, "")))


def test_unknown_address_is_said_and_leads_to_the_overview(server: Server, visit: Visit):
    page = visit(server, "/nowhere")
    expect(page.get_by_role("dialog")).to_contain_text("没有")
    assert not re.search("[A-Za-z]{3,}", page.get_by_role("dialog").inner_text().replace("nowhere", ""))


def test_language_is_one_click_away_and_stands_in_the_address(server: Server, visit: Visit):
    page = visit(server, "/forms")
    page.get_by_role("radio", name="EN").click()
    expect(page.get_by_role("heading", name="Download forms")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]lang=en"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Upload").click()
    expect(page.get_by_role("heading", name="Upload")).to_be_visible()
    expect(page).to_have_url(re.compile(r"upload.*[?&]lang=en"))


def test_address_opens_in_its_language_with_its_filters(server: Server, visit: Visit):
    page = visit(server, "/forms?lang=en&form=F01&unit=210203&period=2018-05")
    expect(page.get_by_role("heading", name="Download forms")).to_be_visible()
    expect(page.locator(".db-facts")).to_contain_text("2018-05")
    assert "period=2018-05" in page.url


@pytest.mark.parametrize("look", ["light", "dark"])
def test_look_follows_the_browser(server: Server, visit: Visit, look: str):
    page = visit(server, "/forms", color_scheme=look)
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 20, 29)"}[look]


def test_look_that_was_chosen_holds_on_every_page(server: Server, visit: Visit):
    page = visit(server, "/forms", color_scheme="light")
    page.get_by_role("button", name="深色").click()
    page.wait_for_load_state()
    drawn(page)
    page.goto(f"{server.url}/returns")
    drawn(page)
    background = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert background == "rgb(15, 20, 29)"


def test_streamlit_does_not_show(server: Server, visit: Visit):
    page = visit(server)
    assert "Streamlit" not in page.evaluate(SAID_TO_PEOPLE)
    for name in ("stAppDeployButton", "stMainMenu", "stDecoration"):
        expect(page.get_by_test_id(name).filter(visible=True)).to_have_count(0)


def test_page_head_is_ours(server: Server):
    answer = get(server, "/returns?lang=en", header(server))
    html = answer.body.decode()
    assert '<html lang="en">' in html
    assert "<title>Dabiao</title>" in html
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_tabs_icon_is_ours_also_when_the_page_is_drawn(server: Server, visit: Visit):
    page = visit(server)
    (icon,) = page.evaluate("[...document.querySelectorAll('link[rel~=icon]')].map(each => each.getAttribute('href'))")
    found = get(server, f"/{icon.removeprefix('./')}")
    assert (found.status, found.headers["content-type"]) == (HTTPStatus.OK, "image/png")
    assert found.body == (style.ASSETS / "favicon.png").read_bytes()


def test_unknown_original_is_not_found(server: Server):
    answer = get(server, f"/original/{'0' * 64}", header(server))
    assert answer.status == HTTPStatus.NOT_FOUND
    assert "没有找到" in answer.body.decode()

"""Word documents opened by an office program: pages, footnotes and charts as they print."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from i18n.texts import texts
from indicators.periods import Period
from reports.brief import compose_brief
from reports.pdf import write_pdf
from reports.word.writer import write_word
from tests.integration.office import page_facts
from tests.unit.reports.invented import content, summary

PATIENCE = 240


def printed(documents: Mapping[str, bytes], folder: Path) -> dict[str, Path]:
    """Word documents as PDFs."""
    for name, made in documents.items():
        (folder / f"{name}.docx").write_bytes(made)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(shutil.which("soffice")), own, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    sources = [str(folder / f"{name}.docx") for name in documents]
    subprocess.run([*command, *sources], check=True, capture_output=True, timeout=PATIENCE)
    return {name: folder / f"{name}.pdf" for name in documents}


def text_of(pdf: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    said = {language: texts("zh" if language == "zh" else "en") for language in ("zh", "en")}
    briefs = {
        f"brief-{language}": write_word(
            compose_brief(content(sample=True), said[language], Period.quarter(2018, 4)), "x"
        )
        for language in said
    }
    whole: dict[str, Any] = {language: write_word(summary(language, sample=True), "x") for language in said}
    return printed({**whole, **briefs}, tmp_path_factory.mktemp("word"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_office_program_opens_it_and_shows_every_figure(pdfs: dict[str, Path], language: str) -> None:
    assert 8 <= int(page_facts(pdfs[language])["Pages"]) <= 20
    told = text_of(pdfs[language]).replace(" ", "")
    for figure in summary(language, sample=True).figures:
        assert figure.number.replace(" ", "") in told, figure.key
    assert "—1—" in told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_contents_give_the_page_of_every_heading(pdfs: dict[str, Path], language: Any) -> None:
    contents, *pages = [re.sub(r"\s", "", page) for page in text_of(pdfs[language]).split("\f")]
    listed = [re.sub(r"\s", "", heading.text) for heading in summary(language).headings]
    for heading in listed:
        found = re.search(rf"{re.escape(heading)}(\d+?)(?={'|'.join(map(re.escape, listed))}|—1—)", contents)
        assert found, heading
        assert heading in pages[int(found.group(1)) - 2], heading


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_brief_is_one_page_in_word_and_pdf(pdfs: dict[str, Path], language: Any, tmp_path: Path) -> None:
    assert page_facts(pdfs[f"brief-{language}"])["Pages"] == "1"
    made = write_pdf(compose_brief(content(sample=True), texts(language), Period.quarter(2018, 4)), "x")
    (tmp_path / "brief.pdf").write_bytes(made)
    assert page_facts(tmp_path / "brief.pdf")["Pages"] == "1"

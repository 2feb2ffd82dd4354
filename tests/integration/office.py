"""LibreOffice as a second opinion: what a workbook prints like, and what its formulas come to."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

_CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")
_PATIENCE = 120


def converted(files: Mapping[str, bytes], folder: Path, to: str) -> dict[str, Path]:
    """The workbooks (name without ending → bytes) in another format (`pdf`, `xlsx`; `csv:…` with its filter)."""
    source, target = folder / "from", folder / "to"
    for each in (source, target):
        shutil.rmtree(each, ignore_errors=True)
        each.mkdir()
    for name, content in files.items():
        (source / f"{name}.xlsx").write_bytes(content)
    # A profile of its own: another LibreOffice may be running.
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", own, "--headless", "--convert-to", to, "--outdir", str(target)]
    subprocess.run(
        [*command, *(str(source / f"{name}.xlsx") for name in files)],
        check=True,
        capture_output=True,
        timeout=_PATIENCE,
    )
    return {name: target / f"{name}.{to.partition(':')[0]}" for name in files}


def page_facts(pdf: Path) -> dict[str, str]:
    """What pdfinfo says about a PDF."""
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True, timeout=_PATIENCE).stdout
    pairs = (line.partition(":") for line in told.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def recomputed(content: bytes, folder: Path) -> Workbook:
    """The workbook with every formula computed anew, its cached values thrown away before."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            new.writestr(name, _CACHED.sub(rb"\1", old.read(name)))
    return load_workbook(converted({"bare": bare.getvalue()}, folder, "xlsx")["bare"], data_only=True)


def formulas(content: bytes) -> list[tuple[str, str]]:
    """Sheet and address of every formula."""
    book = load_workbook(io.BytesIO(content))
    return [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for line in sheet.iter_rows()
        for cell in line
        if cell.data_type == "f"
    ]

"""The catalogues: gettext .po files, one or more per domain and language, read when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES = Path(__file__).parent / "locales"

_Forms = tuple[str, ...]


@cache
def catalogue(language: Language, domain: str) -> Mapping[str, _Forms]:
    """All entries of a domain: key → its text, or its singular and plural forms.

    A domain's entries may stand in several files whose names begin with it
    (`screens_overview.po`, `screens_frame.po`), so that each part of the house keeps its own.
    """
    from babel.messages.pofile import read_po

    entries: dict[str, _Forms] = {}
    for path in sorted((LOCALES / language).glob(f"{domain}*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                key, text = message.id, message.string
                if not key:
                    continue
                name = key if isinstance(key, str) else key[0]
                entries[name] = (text,) if isinstance(text, str) else tuple(text or ())
    return entries


def forms(language: Language, key: str) -> _Forms:
    """The text of a key, or its plural forms.

    Raises:
        KeyError: when the catalogue has no such key: a fault of the program, found by its tests.
    """
    return catalogue(language, key.partition(".")[0])[key]

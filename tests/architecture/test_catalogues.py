"""Both languages, always: every key in both catalogues, same blanks, every key that code names exists."""

from __future__ import annotations

import re
import string

import pytest

from i18n.catalogues import LANGUAGES, LOCALES, catalogue
from tests.architecture.source_files import source_files

DOMAINS = sorted({path.name.removesuffix(".po").partition("_")[0] for path in LOCALES.glob("*/*.po")})
_LITERAL_KEY = re.compile(rf"""["']((?:{"|".join(DOMAINS)})\.[a-z0-9_.]+[a-z0-9_])["']""")


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("domain", DOMAINS)
def test_both_languages_have_the_same_keys(domain: str):
    chinese, english = (catalogue(language, domain) for language in LANGUAGES)
    assert chinese.keys() == english.keys()


@pytest.mark.parametrize("domain", DOMAINS)
def test_texts_of_a_key_have_the_same_blanks_in_both_languages(domain: str):
    chinese, english = (catalogue(language, domain) for language in LANGUAGES)
    differing = [key for key in chinese if blanks(chinese[key][0]) != blanks(english[key][-1])]
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("domain", DOMAINS)
def test_no_text_is_empty(domain: str, language):
    assert not [key for key, forms in catalogue(language, domain).items() if not all(forms)]


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_key_stands_in_two_files(domain: str):
    for language in LANGUAGES:
        keys: list[str] = []
        for path in (LOCALES / language).glob(f"{domain}*.po"):
            keys += re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys))


def test_every_key_that_code_names_exists():
    unknown = {
        (file.path, key)
        for file in source_files()
        for key in _LITERAL_KEY.findall(file.text)
        if key not in catalogue("zh", key.partition(".")[0]) and not _is_prefix(key)
    }
    assert not unknown


def _is_prefix(key: str) -> bool:
    return any(known.startswith(f"{key}.") for known in catalogue("zh", key.partition(".")[0]))

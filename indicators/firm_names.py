"""Names and codes of firms as they are compared; what was written is kept beside."""

from __future__ import annotations

import re
import unicodedata

_NOT_SEEN = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_BRACKETS = re.compile("[\\[\\]{}〔〕【】〈〉《》「」『』]")
_ROUND = dict.fromkeys("[{〔【〈《「『", "(") | dict.fromkeys("]}〕】〉》」』", ")")


def name_key(name: str) -> str:
    """The name for comparing: half-width, without blanks and unseen signs, one kind of brackets, small letters."""
    plain = _NOT_SEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()
    if _BRACKETS.search(plain):
        plain = _BRACKETS.sub(lambda found: _ROUND[found[0]], plain)
    # An accent may have lost the blank it stood on.
    return unicodedata.normalize("NFKC", plain)


def code_key(code: str) -> str:
    """The code as it is kept and compared: half-width capitals without blanks, unseen signs and hyphens."""
    if code.isascii() and code.isalnum():
        return code.upper()
    return _NOT_SEEN.sub("", unicodedata.normalize("NFKC", code)).replace("-", "").upper()

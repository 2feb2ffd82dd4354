"""Names of files that leave: whatever stands in a title, the name is one name, on every system, in every program."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SEPARATORS = re.compile(r"[\s<>:\"/\\|?*'`]+")
_EDGES = " .-_"
_FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 80


def file_name(stem: str, ending: str, tail: str = "") -> str:
    """`stem_tail.ending`, made safe; of a name too long the stem gives way, never the tail (a day, the sample mark)."""
    if not tail:
        return f"{safe_stem(stem)}.{ending}"
    end = safe_stem(tail)
    return f"{safe_stem(stem)[: _LONGEST - len(end) - 1].rstrip(_EDGES)}_{end}.{ending}"


def uploaded_stem(name: str, fallback: str) -> str:
    """An uploaded file's name without folders and ending, made safe."""
    return safe_stem(PurePosixPath(name.replace("\\", "/")).stem, fallback)


def safe_stem(stem: str, fallback: str = "dabiao") -> str:
    """The stem with nothing in it that leads elsewhere or hides.

    Signs of folders, quotes and white space become `-`, control signs and marks of writing direction go; it does not
    begin like a formula or a hidden file, is no name of a device of Windows, and at most 80 signs long.
    """
    seen = "".join(sign for sign in stem if sign in "\t\n\r" or unicodedata.category(sign) not in _UNSEEN)
    plain = _SEPARATORS.sub("-", seen).lstrip(_EDGES + _FORMULA_SIGNS)[:_LONGEST].rstrip(_EDGES)
    named = f"_{plain}" if _DEVICES.match(plain) else plain
    return named or fallback

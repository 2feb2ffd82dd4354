"""The colours of screens and charts, for light and dark: colour means status and nothing else.

Every colour of a word reaches 4.5:1 on the page and on the quiet boxes, every colour of a shape or
line that must be told apart 3:1 (WCAG 2.1 AA); tests measure it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum

FONT_STACK = '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif'


class Tone(StrEnum):
    """What a colour says: fine, a little late, late, or nothing."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, as CSS colour values.

    `*_text` are the tones as words, the plain tones as shapes and bars. `faint` is the ground of
    quiet boxes, `track` the empty part of a bar, `actual` the line of reported values.
    """

    ground: str
    faint: str
    track: str
    hairline: str
    ink: str
    secondary: str
    muted: str
    actual: str
    last_year: str
    link: str
    good: str
    warn: str
    bad: str
    neutral: str
    good_text: str
    warn_text: str
    bad_text: str
    neutral_text: str

    def tone(self, tone: Tone) -> str:
        """The colour of a shape or bar of this tone."""
        return str(getattr(self, tone.value))


LIGHT = Palette(
    ground="#ffffff",
    faint="#f8f9fc",
    track="#eceff3",
    hairline="#eaecf0",
    ink="#101828",
    secondary="#475467",
    muted="#667085",
    actual="#173f7a",
    last_year="#a9b3c1",
    link="#173f7a",
    good="#1f7a4d",
    warn="#b7791f",
    bad="#b42318",
    neutral="#667085",
    good_text="#1f7a4d",
    warn_text="#8f5b0e",
    bad_text="#b42318",
    neutral_text="#667085",
)

DARK = Palette(
    ground="#0f141d",
    faint="#171e2a",
    track="#28313f",
    hairline="#242c39",
    ink="#e7eaf0",
    secondary="#b3bccb",
    muted="#98a2b3",
    actual="#84adff",
    last_year="#5f6b7b",
    link="#84adff",
    good="#3fae78",
    warn="#d99a35",
    bad="#e5675b",
    neutral="#98a2b3",
    good_text="#58c994",
    warn_text="#e5b05a",
    bad_text="#f28b80",
    neutral_text="#98a2b3",
)


def _custom_property(name: str) -> str:
    return f"--{name.replace('_', '-')}"


BY_STYLESHEET = Palette(**{field.name: f"var({_custom_property(field.name)})" for field in fields(Palette)})
"""The palette of drawings inside a page: their colours follow the page's stylesheet, light or dark."""


def css_declarations(palette: Palette) -> str:
    """The palette as CSS custom properties (`--ink: #101828; …`)."""
    return " ".join(f"{_custom_property(name)}: {value};" for name, value in asdict(palette).items())


def css_light_dark() -> str:
    """Custom properties that take the light or the dark colour by the `color-scheme` around them."""
    dark = asdict(DARK)
    return " ".join(
        f"{_custom_property(name)}: light-dark({value}, {dark[name]});" for name, value in asdict(LIGHT).items()
    )

"""The styles of the official format: GB/T 9704-2012 for Chinese; the same page, set smaller, for English.

28 characters a line and 22 lines a page come from the page's grid, an exact leading of 28.95 pt and
characters set 0.25 pt closer. The fonts named are those the standard asks for; none is shipped.
"""

from __future__ import annotations

from dataclasses import dataclass

from i18n.catalogues import Language
from reports.word.xml import NAMESPACES

LEADING = 579
"""28.95 pt in twentieths of a point."""
_BODY: dict[Language, tuple[int, int]] = {"zh": (32, LEADING), "en": (24, 380)}
"""Size in half points and leading in twentieths of the body: the standard's 16 pt is meant for characters."""
_BRIEF: dict[Language, tuple[int, int]] = {"zh": (22, 350), "en": (19, 250)}
"""Size in half points and leading in twentieths of a brief's body."""
_CLOSER = '<w:spacing w:val="-5"/>'
# No air between Chinese and Latin signs: the standard counts characters, and digits are half of one.
_UNSPACED = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="630"/>'
_NO_GRID = '<w:snapToGrid w:val="0"/>'
_PAGE_TAB = '<w:tabs><w:tab w:val="right" w:pos="8844"/></w:tabs>'
_CENTRE, _LEFT = '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'
_PLAIN = '<w:spacing w:val="0"/>'
_ANNEX = '<w:keepNext/><w:pageBreakBefore/><w:outlineLvl w:val="0"/>'
_QUOTED = '<w:ind w:left="315" w:right="315" w:firstLineChars="200" w:firstLine="630"/>'
_BESIDE = '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="475467"/></w:pBdr>'


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of body, headings and tables: (Latin, Chinese); sizes in half points.

    `contents` are size and leading (in twentieths) of the two levels of the table of contents.
    """

    body: tuple[str, str]
    title: tuple[str, str]
    first: tuple[str, str]
    second: tuple[str, str]
    table: tuple[str, str]
    code: tuple[str, str] = ("Consolas", "宋体")
    title_size: int = 44
    subtitle_size: int = 28
    heading_sizes: tuple[int, int] = (32, 32)
    contents: tuple[tuple[int, int], tuple[int, int]] = ((32, 500), (28, 440))


_FONTS: dict[Language, Fonts] = {
    "zh": Fonts(
        body=("仿宋_GB2312", "仿宋_GB2312"),
        title=("方正小标宋简体", "方正小标宋简体"),
        first=("黑体", "黑体"),
        second=("楷体_GB2312", "楷体_GB2312"),
        table=("宋体", "宋体"),
    ),
    "en": Fonts(
        body=("Times New Roman", "仿宋_GB2312"),
        title=("Times New Roman", "方正小标宋简体"),
        first=("Arial", "黑体"),
        second=("Times New Roman", "楷体_GB2312"),
        table=("Times New Roman", "宋体"),
        title_size=36,
        subtitle_size=22,
        heading_sizes=(30, 26),
        contents=((24, 400), (21, 330)),
    ),
}


def styles_xml(language: Language, *, brief: bool = False) -> str:
    """The whole styles part; a brief is set smaller, so that it stays on its page."""
    fonts = _FONTS[language]
    size, leading = (_BRIEF if brief else _BODY)[language]
    # A line of Latin text justified to both edges would be torn apart.
    body_edge = '<w:jc w:val="both"/>' if language == "zh" else '<w:jc w:val="left"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(fonts.body)}{_size(size)}"
        f'<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    parts = [
        _style(
            "Normal",
            "Normal",
            f"{_UNSPACED}{_leading(leading)}{body_edge}",
            _CLOSER,
            default=True,
        ),
        _style("BodyText", "Body Text", _INDENT),
        *_title_styles(fonts, brief=brief),
        *_headings(fonts, bold=language == "en", brief=brief),
        _style("Annex", "Annex Heading", _ANNEX, _fonts(fonts.first) + _size(fonts.heading_sizes[0])),
        _style("Quote", "Quote", _QUOTED, _fonts(fonts.second), base="BodyText"),
        _style("WriterWords", "Writer Words", _BESIDE, base="BodyText"),
        *_small_styles(fonts, brief=brief),
    ]
    return f"<w:styles {NAMESPACES}>{defaults}{''.join(parts)}{_CHARACTER_STYLES}{_TABLE_STYLES}</w:styles>"


def _title_styles(fonts: Fonts, *, brief: bool) -> list[str]:
    """What stands on the first page: title, particulars, contents."""
    second = _fonts(fonts.second) + _size(20 if brief else fonts.subtitle_size)
    (large, wide), (small, narrow) = fonts.contents
    title_leading = _leading(520) if brief else ""
    title_size = _size(32 if brief else fonts.title_size)
    return [
        _style("Title", "Title", title_leading + _CENTRE, _fonts(fonts.title) + title_size),
        _style("Subtitle", "Subtitle", f"{_NO_GRID}{_leading(300 if brief else 440)}{_CENTRE}", second),
        _style("ContentsHead", "Contents Head", _CENTRE, _fonts(fonts.first)),
        _style("TOC1", "toc 1", f"{_PAGE_TAB}{_NO_GRID}{_leading(wide)}{_LEFT}", _size(large)),
        _style("TOC2", "toc 2", f'{_PAGE_TAB}{_NO_GRID}{_leading(narrow)}<w:ind w:left="630"/>{_LEFT}', _size(small)),
    ]


def _small_styles(fonts: Fonts, *, brief: bool) -> list[str]:
    """What is set smaller than the body: remarks, tables, captions, notes, heads and feet."""
    table = _fonts(fonts.table)
    caption = '<w:spacing w:before="120" w:after="60" w:line="320" w:lineRule="exact"/>'
    picture = '<w:spacing w:before="60" w:after="0" w:line="240" w:lineRule="auto"/>'
    remark = f'{_NO_GRID}{_leading(360)}<w:ind w:firstLineChars="200" w:firstLine="420"/>'
    small = table + _PLAIN + _size(16 if brief else 18)
    closing = f"<w:keepNext/><w:keepLines/>{_NO_GRID}{_leading(230 if brief else 320)}{_LEFT}"
    return [
        _style("Remark", "Remark", remark, table + _size(21)),
        _style("Caption", "caption", _NO_GRID + caption + _CENTRE, _fonts(fonts.first) + _size(21)),
        _style("Picture", "Picture", f"<w:keepNext/>{_NO_GRID}{picture}{_CENTRE}"),
        _style("TableText", "Table Text", _NO_GRID + _leading(300) + _LEFT, table + _PLAIN + _size(21)),
        _style("TableHead", "Table Head", _CENTRE, _fonts(fonts.first), base="TableText"),
        _style("TableMiddle", "Table Middle", _leading(260), _size(18), base="TableText"),
        _style("TableSmall", "Table Small", _leading(240), _size(17), base="TableText"),
        _style("Closing", "Closing Lines", closing, small),
        _style("FootnoteText", "footnote text", _NO_GRID + _leading(210 if brief else 240) + _LEFT, small),
        _style("Header", "header", f'{_NO_GRID}{_leading(280)}<w:jc w:val="right"/>', _fonts(fonts.first) + _size(21)),
        _style("Footer", "footer", _NO_GRID + _leading(320), _fonts(("宋体", "宋体")) + _PLAIN + _size(28)),
    ]


def code_fonts(language: Language) -> str:
    """Run properties of hashes."""
    return _fonts(_FONTS[language].code)


def _style(
    style_id: str, name: str, paragraph: str, run: str = "", *, base: str = "Normal", default: bool = False
) -> str:
    first = ' w:default="1"' if default else ""
    based = "" if default else f'<w:basedOn w:val="{base}"/>'
    said = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    shown = f"<w:rPr>{run}</w:rPr>" if run else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"{said}{shown}</w:style>"
    )


def _headings(fonts: Fonts, *, bold: bool, brief: bool) -> list[str]:
    """The three levels; a brief's are as large as its body."""
    first, second = ("", "") if brief else map(_size, fonts.heading_sizes)
    weight = "<w:b/>" if bold else ""
    return [
        _heading(1, _fonts(fonts.first) + weight + first),
        _heading(2, _fonts(fonts.second) + weight + second),
        _heading(3, _fonts(fonts.body)),
    ]


def _heading(level: int, looks: str) -> str:
    paragraph = f'<w:keepNext/>{_INDENT}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"Heading{level}", f"heading {level}", paragraph, looks)


def _fonts(fonts: tuple[str, str]) -> str:
    latin, chinese = fonts
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _leading(twentieths: int) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{twentieths}" w:lineRule="exact"/>'


_CHARACTER_STYLES = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
)
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="98A2B3"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)

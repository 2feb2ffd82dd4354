"""Invents the firms and institutions of the sample's name lists: codes check, and nobody can take them for real ones.

The region in every code (9902..) is none that exists, and every name begins with 示例.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from indicators.credit_codes import check_character
from sample_data.chance import swing

NEW, RENEWED = "新认定", "重新认定"
INSTITUTION_KINDS = ("工程技术研究中心", "重点实验室", "企业技术中心", "新型研发机构")
_FIRST = "云海星晨瑞泰启博宏信"
_SECOND = "帆航源拓智联创科达芯"
_FIELDS = (
    "智能装备", "数控机床", "软件技术", "生物医药", "新材料", "轴承", "电子科技", "海洋工程", "精密仪器",
    "轨道交通", "节能环保", "信息技术",
)  # fmt: skip
_ENDS = ("（大连）有限公司", "股份有限公司", "科技有限公司", "（大连）股份有限公司")
_DAYS = 15
"""In the first half of a month: the early returns of October are sent after that."""


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm with its certificate as it stands at a moment; `note` is written beside it."""

    number: int
    issued: date
    kind: str
    note: str | None = None

    @property
    def code(self) -> str:
        """Its unified social credit code, of a region that does not exist."""
        body = f"919902{self.number % 100:02d}MAX{self.number:06d}"
        return body + check_character(body)

    @property
    def name(self) -> str:
        """`示例云帆智能装备（大连）有限公司`; no two are the same."""
        return f"{self.short_name}{_ENDS[self.number // 1200 % len(_ENDS)]}"

    @property
    def short_name(self) -> str:
        """Without what kind of company it is."""
        number = self.number
        return f"示例{_FIRST[number % 10]}{_SECOND[number // 10 % 10]}{_FIELDS[number // 100 % len(_FIELDS)]}"

    @property
    def certificate(self) -> str:
        """`GR201899000123`: of the year of issue, and a province that does not exist."""
        return f"GR{self.issued.year}99{self.number:06d}"

    def renewed(self, issued: date) -> Firm:
        """With a certificate issued anew."""
        return replace(self, issued=issued, kind=RENEWED)


class Institution(NamedTuple):
    """A research institution of a firm."""

    name: str
    host: Firm
    kind: str
    approval: str
    approved: date


def some_day(year: int, month: int, *key: object) -> date:
    """A day of the month that follows from the key."""
    return date(year, month, 1 + int((swing(*key) + 1) / 2 * _DAYS))


def institution(host: Firm, approved: date, number: int) -> Institution:
    """An institution of a host; a host's second one is of another kind."""
    kind = INSTITUTION_KINDS[number % len(INSTITUTION_KINDS)]
    return Institution(f"{host.short_name}{kind}", host, kind, f"示例科发〔{approved.year}〕{number:03d}号", approved)

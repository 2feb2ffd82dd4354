"""A small plan of another city and year, as files; tests change single words of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

FILES: Mapping[str, str] = {
    "plan.yaml": """\
id: shenyang-2020
version: "1"
name: {zh: 沈阳市创新发展计划, en: Shenyang innovation plan}
short_name: {zh: 沈阳计划, en: Shenyang plan}
year: 2020
time_zone: Asia/Shanghai
document: {title: 通知, issued_by: 沈阳市人民政府, issued_on: 2020-03-01}
note: {zh: 示例, en: Example}
""",
    "indicators.yaml": """\
indicators:
  - code: contracts
    name: {zh: 合同额, en: Contracts}
    short_name: {zh: 合同额, en: Contracts}
    unit: {zh: 亿元, en: 100 million yuan}
    decimals: 2
    target: {value: 80.50, comparator: ≥}
    formula: {numerator: "11"}
    frequency: monthly
    path: {kind: linear}
    thresholds: {on_schedule: 1.00, slightly_behind: 0.90}
    lead: SY-KJ
    companion: "12"
    source: {section: 二, quote: 合同额}
    definition: {zh: 合同额, en: Contracts}
    note: {zh: 无, en: None}
  - code: density
    name: {zh: 密度, en: Density}
    short_name: {zh: 密度, en: Density}
    unit: {zh: 家/万人, en: firms per 10 000 people}
    decimals: 1
    target: {value: 3, comparator: ≥}
    formula: {numerator: "12", denominator: "31", denominator_rule: city}
    frequency: yearly
    publication: {month: 8, day: 31}
    scope: [SY-A, SY-B]
    lead: SY-KJ
    source: {section: 二, quote: 密度}
    definition: {zh: 密度, en: Density}
    note: {zh: 无, en: None}
""",
    "variables.yaml": """\
variables:
  - {code: "11", name: {zh: 合同, en: Contracts}, unit: {zh: 亿元, en: 100m yuan},
     kind: flow, frequency: monthly, decimals: 2, definition: {zh: 合同, en: Contracts}}
  - {code: "12", name: {zh: 企业, en: Firms}, unit: {zh: 家, en: firms},
     kind: stock, frequency: monthly, decimals: 0, definition: {zh: 企业, en: Firms}}
  - {code: "31", name: {zh: 人口, en: People}, unit: {zh: 万人, en: 10 000},
     kind: stock, frequency: yearly, decimals: 2, definition: {zh: 人口, en: People}}
""",
    "units.yaml": """\
units:
  - {code: SY-A, name: 和平区, name_en: Heping, kind: district, excludes: [SY-B]}
  - {code: SY-B, name: 高新区, name_en: High-tech Zone, aliases: [沈阳高新区], kind: district}
  - {code: SY-KJ, name: 市科技局, name_en: Science Bureau, kind: department}
  - {code: SY-TJ, name: 市统计局, name_en: Statistics Bureau, kind: statistics}
""",
    "forms.yaml": """\
forms:
  - code: F01
    title: {zh: 月报, en: Monthly}
    layout: indicators
    table_number: 沈创01表
    issued_by: 沈阳市科技局
    approval_number: （示例）
    valid_until: （示例）
    compiled_by: 沈阳市科技局
    frequencies: [monthly]
    reported_by: [district]
    variables: ["11", "12"]
    deadline: {months_after: 1, day: 8}
  - code: F02
    title: {zh: 年报, en: Yearly}
    layout: city
    table_number: 沈创02表
    issued_by: 沈阳市科技局
    approval_number: （示例）
    valid_until: （示例）
    compiled_by: 沈阳市科技局
    frequencies: [yearly]
    reported_by: [statistics]
    variables: ["31"]
    deadline: {months_after: 2, day: 8}
""",
    "checks.yaml": """\
checks:
  - {code: A01, form: F01, severity: soft, relation: 11≥上期11, name: {zh: 不减, en: Must not fall}}
  - {code: A02, form: F01, severity: hard, relation: 12>=0, name: {zh: 非负, en: Not negative}}
""",
}


def write_plan(parent: Path, changes: Mapping[str, tuple[tuple[str, str], ...]] | None = None) -> Path:
    """The plan's folder, with the first place of each `before` replaced by its `after`, file by file."""
    folder = parent / "shenyang-2020"
    folder.mkdir()
    for name, text in FILES.items():
        written = text
        for before, after in (changes or {}).get(name, ()):
            assert before in written, before
            written = written.replace(before, after, 1)
        (folder / name).write_text(written, encoding="utf-8")
    return folder

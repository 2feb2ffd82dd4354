"""Where a figure comes from: every cell that entered it, down to workbook, sheet, cell and people."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from db.records import TracedFigure
from i18n.texts import Texts
from indicators.plan import Plan
from indicators.standing import Standing, Status
from ui.components.words import actual_words, reason_words

FOLD_ABOVE = 8
_SECTION = Markup(
    '<section class="section"><h2>{title}</h2><p class="quiet">{sum}</p>{table}'
    '<p class="small quiet">{note}</p></section>'
)
_TABLE = Markup(
    '<table class="plain-table cards{folded}" id="cells"><thead><tr>{heads}</tr></thead>'
    "<tbody>{rows}</tbody></table>{more}"
)
_HEAD = Markup('<th scope="col"{right}>{text}</th>')
_RIGHT = Markup(' class="number"')
_ROW = Markup(
    '<tr><td>{unit}</td><td class="wide" data-head="{item_head}"><span>{item}{explanation}</span></td>'
    '<td class="number" data-head="{value_head}"><span>{value}<span class="small quiet"> {measure}</span></span></td>'
    '<td data-head="{cell_head}"><code>{cell}</code></td>'
    '<td class="wide wrap" data-head="{file_head}"><button type="button" class="plain" data-event="original" '
    'data-value="{sha256}" title="{download}">{file}</button></td>'
    '<td class="small" data-head="{uploaded_head}"><span>{uploaded}</span></td>'
    '<td class="small" data-head="{approved_head}"><span>{approved}</span></td></tr>'
)
_EXPLANATION = Markup('<span class="small quiet explanation">{text}</span>')
_MORE = Markup('<button type="button" class="plain more" data-unfold="cells">{text}</button>')
_COLUMNS = ("unit", "item", "value", "cell", "file", "uploaded", "approved")
_NUMERIC = frozenset({"value"})


def provenance(cells: Sequence[TracedFigure], standing: Standing, plan: Plan, texts: Texts) -> Markup:
    """The sum in words and the table of its cells; without cells, what to do to get some."""
    if not cells:
        waiting = standing.status is Status.NOT_DUE and reason_words(standing, plan, texts)
        return _SECTION.format(
            title=texts("screens.indicator.trace.title.none"),
            sum=waiting or texts("screens.indicator.trace.empty"),
            table="",
            note="",
        )
    heads = {name: texts(f"screens.indicator.trace.column.{name}") for name in _COLUMNS}
    return _SECTION.format(
        title=texts("screens.indicator.trace.title", value=_figure(standing, texts)),
        sum=_sum(standing, plan, texts),
        table=_table(cells, heads, plan, texts),
        note=texts("screens.indicator.trace.note"),
    )


def _table(cells: Sequence[TracedFigure], heads: dict[str, str], plan: Plan, texts: Texts) -> Markup:
    folds = len(cells) > FOLD_ABOVE
    return _TABLE.format(
        folded=" folded" if folds else "",
        heads=Markup("").join(
            _HEAD.format(right=_RIGHT if name in _NUMERIC else "", text=text) for name, text in heads.items()
        ),
        rows=Markup("").join(_row(cell, heads, plan, texts) for cell in cells),
        more=_MORE.format(text=texts.plural("screens.indicator.trace.more", len(cells))) if folds else "",
    )


def _row(cell: TracedFigure, heads: dict[str, str], plan: Plan, texts: Texts) -> Markup:
    figure, submission = cell.figure, cell.submission
    observation = figure.observation
    variable = plan.variable_by_code[observation.variable]
    told = {f"{name}_head": text for name, text in heads.items()}
    zone = plan.head.time_zone
    approved = "" if submission.decided_at is None else texts.moment(submission.decided_at, zone)
    return _ROW.format(
        unit=texts.unit_name(plan.unit(observation.unit)),
        item=f"{variable.code} {texts.name(variable.name)}",
        explanation=_explanation(figure.explanation, texts),
        value=texts.number(observation.value, variable.decimals),
        measure=texts.unit(variable.unit),
        cell=f"{figure.sheet}!{figure.cell}",
        sha256=submission.sha256,
        download=texts("screens.indicator.trace.download"),
        file=submission.file_name,
        uploaded=_who_and_when(submission.submitted_by, texts.moment(submission.submitted_at, zone)),
        approved=_who_and_when(submission.decided_by or "", approved),
        **told,
    )


def _who_and_when(who: str, when: str) -> Markup:
    return Markup('{who}<br><span class="quiet">{when}</span>').format(who=who, when=when)


def _explanation(text: str | None, texts: Texts) -> Markup:
    return _EXPLANATION.format(text=texts("screens.indicator.trace.explanation", text=text)) if text else Markup("")


def _figure(standing: Standing, texts: Texts) -> str:
    unit = texts.unit(standing.indicator.unit)
    joined = "" if standing.indicator.is_percentage else " "
    return f"{actual_words(standing, texts)}{joined}{unit}"


def _sum(standing: Standing, plan: Plan, texts: Texts) -> str:
    """The figure as the sum or the quotient it is, with the sums that entered."""
    formula, point = standing.indicator.formula, standing.point
    numerator = plan.variable_by_code[formula.numerator]
    told = {
        "value": _figure(standing, texts),
        "numerator": texts.name(numerator.name),
        "total": texts.number(point.numerator, numerator.decimals),
        "measure": texts.unit(numerator.unit),
    }
    if formula.denominator is None:
        return texts.plural("screens.indicator.trace.sum", point.reported, **told)
    denominator = plan.variable_by_code[formula.denominator]
    percent = ".percent" if standing.indicator.is_percentage else ""
    return texts(
        f"screens.indicator.trace.quotient{percent}",
        denominator=texts.name(denominator.name),
        whole=texts.number(point.denominator, denominator.decimals),
        whole_measure=texts.unit(denominator.unit),
        **told,
    )

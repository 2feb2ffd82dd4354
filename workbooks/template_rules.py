"""What Excel itself checks while a form is filled in, with a prompt at each field."""

from __future__ import annotations

from datetime import date
from typing import Any

from i18n.texts import Texts
from indicators.credit_codes import LENGTH
from indicators.observations import Basis
from indicators.plan import Variable
from indicators.plan_lists import ListColumn, ListField
from workbooks.columns import NOT_APPLICABLE, STATUS_CHOICES
from workbooks.layout import InputCell

EXPLANATION_LIMIT = 500
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255
_LONGEST_ENTRY = 200
_FIRST_DAY = date(1990, 1, 1)


def figure_rule(texts: Texts, variable: Variable, cell: InputCell) -> dict[str, Any]:
    """A number of the variable's kind not below its minimum, or 不适用."""
    conditions = [f"ISNUMBER({cell.address})"]
    if variable.minimum is not None:
        conditions.append(f"{cell.address}>={variable.minimum}")
    if variable.decimals == 0:
        conditions.append(f"{cell.address}=INT({cell.address})")
    kind = "whole" if variable.decimals == 0 else "decimal"
    # IF, not AND: an AND over a text cell would compare the text and never say no.
    test = conditions[0] if len(conditions) == 1 else f"IF({conditions[0]},AND({','.join(conditions[1:])}),FALSE)"
    return {
        "validate": "custom",
        "value": f'=OR({cell.address}="{NOT_APPLICABLE}",{test})',
        "ignore_blank": True,
        "input_title": f"{variable.code} {texts.name(variable.name)}"[:_TITLE_LIMIT],
        "input_message": _prompt(texts, variable, cell)[:_MESSAGE_LIMIT],
        "error_title": texts("forms.error.title")[:_TITLE_LIMIT],
        "error_message": texts(f"forms.error.{kind}", minimum=_minimum(texts, variable))[:_MESSAGE_LIMIT],
    }


def _minimum(texts: Texts, variable: Variable) -> str:
    return "" if variable.minimum is None else texts("forms.error.minimum", minimum=texts.plain(variable.minimum))


def _prompt(texts: Texts, variable: Variable, cell: InputCell) -> str:
    period = cell.period if cell.basis is Basis.CURRENT else cell.period.last_year
    what = texts.to_date(period) if variable.kind.value == "flow" else texts.period(period)
    asked = texts(f"forms.prompt.{variable.kind}_{cell.basis}", period=what)
    precision = (
        texts.plural("forms.prompt.decimals", variable.decimals) if variable.decimals else texts("forms.prompt.whole")
    )
    unit = texts("forms.prompt.unit", unit=texts.name(variable.unit))
    return f"{asked}\n{unit}{precision}\n{texts('forms.prompt.nothing')}"


def status_rule(texts: Texts) -> dict[str, Any]:
    """One of the observation statuses."""
    return {
        "validate": "list",
        "source": list(STATUS_CHOICES),
        "input_title": texts("forms.prompt.status_title")[:_TITLE_LIMIT],
        "input_message": texts("forms.prompt.status")[:_MESSAGE_LIMIT],
        "error_title": texts("forms.error.title")[:_TITLE_LIMIT],
        "error_message": texts("forms.error.status")[:_MESSAGE_LIMIT],
    }


def explanation_rule(texts: Texts) -> dict[str, Any]:
    """A text that is not too long to be read."""
    return {
        "validate": "length",
        "criteria": "<=",
        "value": EXPLANATION_LIMIT,
        "input_title": texts("forms.prompt.explanation_title")[:_TITLE_LIMIT],
        "input_message": texts("forms.prompt.explanation")[:_MESSAGE_LIMIT],
        "error_title": texts("forms.error.title")[:_TITLE_LIMIT],
        "error_message": texts("forms.error.explanation", limit=EXPLANATION_LIMIT)[:_MESSAGE_LIMIT],
    }


def entry_rule(texts: Texts, column: ListColumn, cell: str) -> dict[str, Any]:
    """What may stand in a list's column; `cell` is the first of the cells the rule is for."""
    rule: dict[str, Any] = {
        "input_title": texts.name(column.name)[:_TITLE_LIMIT],
        "input_message": texts.name(column.prompt)[:_MESSAGE_LIMIT],
        "error_title": texts("forms.error.title")[:_TITLE_LIMIT],
    }
    said: dict[str, Any]
    if column.choices:
        said = {"validate": "list", "source": [choice.zh for choice in column.choices]}
        message = texts("forms.error.choice")
    elif column.field is ListField.CODE:
        said = {"validate": "custom", "value": f"=LEN(TRIM({cell}))={LENGTH}"}
        message = texts("forms.error.credit_code", length=LENGTH)
    elif column.field is ListField.DATE:
        said = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": "=TODAY()"}
        message = texts("forms.error.date")
    else:
        said = {"validate": "length", "criteria": "<=", "value": _LONGEST_ENTRY}
        message = texts("forms.error.entry", limit=_LONGEST_ENTRY)
    return {**rule, **said, "error_message": message[:_MESSAGE_LIMIT]}

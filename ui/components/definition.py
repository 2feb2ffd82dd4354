"""What the indicator means: definition, caveats, formula, source, and what had to be chosen."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from i18n.texts import Texts
from indicators.plan import Indicator, Plan

_SECTION = Markup('<section class="section"><h2>{title}</h2><dl class="facts">{facts}</dl></section>')
_FACT = Markup("<dt>{name}</dt><dd>{text}</dd>")
_PARAGRAPH = Markup("<p>{text}</p>")


def definition(indicator: Indicator, plan: Plan, texts: Texts) -> Markup:
    """The indicator's page in the registry, in words."""
    facts = Markup("").join(
        _FACT.format(
            name=texts(f"screens.indicator.about.{name}"),
            text=Markup("").join(_PARAGRAPH.format(text=text) for text in paragraphs),
        )
        for name, paragraphs in _facts(indicator, plan, texts)
    )
    return _SECTION.format(title=texts("screens.indicator.about.title"), facts=facts)


def _facts(indicator: Indicator, plan: Plan, texts: Texts) -> Iterator[tuple[str, list[str]]]:
    yield "definition", [texts.name(indicator.definition)]
    yield "formula", [_formula(indicator, plan, texts)]
    if indicator.caveats:
        yield "caveats", [texts.name(caveat) for caveat in indicator.caveats]
    document = plan.head.document
    section, quote = indicator.source.section, indicator.source.quote
    yield "source", [texts("screens.indicator.about.quote", document=document.title, section=section, quote=quote)]
    yield "lead", [texts("screens.indicator.about.lead_setting", lead=texts.unit_name(plan.unit(indicator.lead)))]
    yield "note", [texts.name(indicator.note)]


def _formula(indicator: Indicator, plan: Plan, texts: Texts) -> str:
    formula = indicator.formula
    numerator = _named(formula.numerator, plan, texts)
    if formula.denominator is None:
        return texts("screens.indicator.about.formula.sum", numerator=numerator)
    percent = ".percent" if indicator.is_percentage else ""
    return texts(
        f"screens.indicator.about.formula.quotient{percent}",
        numerator=numerator,
        denominator=_named(formula.denominator, plan, texts),
    )


def _named(code: str, plan: Plan, texts: Texts) -> str:
    return f"{code} {texts.name(plan.variable_by_code[code].name)}"

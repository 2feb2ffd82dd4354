"""A return against the other units', for its reviewer: one line a comparison, each with what it means in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import streamlit as st

from i18n.relation_words import reference_words
from i18n.texts import Texts
from indicators.among_units import Among, Comparison
from indicators.outliers import MOST_USUAL
from services.checks.compare_units import ChangeBesides, CityCheck, UnitsBesides
from services.checks.doubled_rows import Doubled, ListBesides
from services.returns.compare_return import OpenedReturn
from ui.frame import downloads
from ui.lists import list_tables
from ui.look import style
from ui.visits import looking_back
from ui.visits.visit import Visit

NOWHERE = "—"
_HEADS = ("what", "cell", "own", "others", "said")
_GOOD, _DOUBTFUL, _OPEN = ("●", "db-mark db-mark-good"), ("▲", "db-mark db-mark-warn"), ("○", "db-mark db-mark-none")
_USUAL = ("", "")
_LOOKS = {
    Among.LIKE: _USUAL,
    Among.ABOVE: _DOUBTFUL,
    Among.BELOW: _DOUBTFUL,
    Among.FEW: _OPEN,
    Among.ALONE: _OPEN,
}
Row = tuple[str | style.Cell, ...]


def besides(visit: Visit, shown: OpenedReturn, found: UnitsBesides) -> None:
    """The whole panel; a sentence where there is nothing to say."""
    texts, key = visit.texts, shown.submission.key
    st.subheader(texts("screens.besides.title"))
    if found.is_empty:
        st.caption(texts("screens.besides.nothing"))
        return
    st.caption(texts("screens.besides.lead", limit=texts.plain(MOST_USUAL)))
    heads = [texts(f"screens.besides.head.{name}") for name in _HEADS]
    table = style.table(heads, _rows(visit, found))
    title = texts.unit_name(shown.unit), shown.form.code, texts.period(key.period), texts("screens.besides.title")
    downloads.show(visit, table, name=f"return/{shown.submission.id}/besides", title=" ".join(title))


def _rows(visit: Visit, found: UnitsBesides) -> Iterator[Row]:
    texts = visit.texts
    for check in found.city:
        yield _city(visit, check)
    for listed in found.lists:
        yield from _listed(visit, listed)
    for change in found.changes:
        yield _change(change, texts)


def _row(what: str, cell: str, own: str, others: str, said: str, mark: tuple[str, str]) -> Row:
    sign, look = mark
    return (
        style.Cell(what, "db-text"),
        style.Cell(cell, "db-short"),
        style.Cell(own, "db-figure"),
        style.Cell(others, "db-text"),
        style.Cell(f"{sign} {said}".strip(), f"{look} db-text".strip()),
    )


def _city(visit: Visit, check: CityCheck) -> Row:
    texts, variables = visit.texts, visit.plan.variable_by_code
    what = texts("screens.besides.city", code=check.rule.code, name=texts.name(check.rule.name))
    values = (
        f"{reference_words(each, visit.plan, texts)} {texts.number(value, variables[each.code].decimals)}"
        for each, value in check.values.items()
        if not each.is_own
    )
    others = texts("forms.separator").join(values) or NOWHERE
    seen = check.figure.observation
    own = texts.number(seen.value, variables[seen.variable].decimals)
    if check.holds is None:
        said, mark = "open", _OPEN
    elif check.holds:
        said, mark = "holds", _GOOD
    else:
        said, mark = ("explained" if (check.figure.explanation or "").strip() else "broken"), _DOUBTFUL
    return _row(what, check.figure.cell, own, others, texts(f"screens.besides.city.{said}"), mark)


def _listed(visit: Visit, listed: ListBesides) -> Iterator[Row]:
    texts = visit.texts
    form = f"{listed.form.code} {texts.name(listed.form.title)}"
    if listed.found is None:
        yield _row(form, NOWHERE, NOWHERE, NOWHERE, texts("screens.besides.list.awaited"), _OPEN)
        return
    if not listed.found:
        yield _row(form, NOWHERE, NOWHERE, NOWHERE, texts("screens.besides.list.alone"), _GOOD)
        return
    for each in listed.found:
        yield _doubled(visit, listed, each)
    more = listed.count - len(listed.found)
    if more:
        yield _row(form, NOWHERE, NOWHERE, NOWHERE, texts("screens.besides.list.more", count=more), _DOUBTFUL)


def _doubled(visit: Visit, listed: ListBesides, each: Doubled) -> Row:
    texts = visit.texts
    name = texts("screens.besides.list.row", form=listed.form.code, name=each.row.name)
    said = texts("screens.besides.list.also")
    if each.first is not None and each.since is not None:
        first = texts.unit_name(each.first)
        said = texts("screens.besides.list.first", unit=first, date=texts.date(each.since.date()))
    sign, look = _DOUBTFUL
    return (
        style.Cell(name, "db-text", list_tables.firm_link(each.row.code, looking_back.kept(visit)), here=True),
        style.Cell(each.cell, "db-short"),
        style.Cell(each.row.code, "db-code"),
        style.Cell(texts.unit_name(each.unit), "db-text"),
        style.Cell(f"{sign} {said}", f"{look} db-text"),
    )


def _change(change: ChangeBesides, texts: Texts) -> Row:
    variable, compared = change.variable, change.comparison
    what = texts("screens.besides.change", code=variable.code, name=texts.name(variable.name))
    if compared is None:
        said = texts("screens.besides.change.none")
        return _row(what, change.figure.cell, NOWHERE, NOWHERE, said, _OPEN)
    own = _percent(compared.change, texts)
    place = compared.place
    said = texts(f"screens.besides.change.{place}", **_told(compared, texts))
    others = NOWHERE
    if compared.usual is not None:
        others = texts("screens.besides.change.usual", value=_percent(compared.usual, texts), count=compared.count - 1)
    return _row(what, change.figure.cell, own, others, said, _LOOKS[place])


def _told(compared: Comparison, texts: Texts) -> dict[str, str]:
    score = texts.signed(compared.unusual.score, 1) if compared.unusual is not None else NOWHERE
    return {"rank": str(compared.rank), "count": str(compared.count), "score": score}


def _percent(value: Decimal, texts: Texts) -> str:
    return f"{texts.signed(value, 1)}%" if value else "0.0%"

"""Footnotes that say where a figure comes from, and the annex that lists every submission they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from i18n.texts import Texts
from indicators.periods import Period
from indicators.plan import FormLayout, Plan
from reports.evidence import SourceReturn
from reports.inert import inert
from reports.summary import Note
from reports.year_end import IndicatorSection, YearEndContent

_NAMED_AT_MOST = 3


class SourceList:
    """Every submission that a figure of the summary comes from, numbered from 1 in the annex."""

    def __init__(self, content: YearEndContent) -> None:
        plan = content.plan
        forms = [form.code for form in plan.forms]
        units = [unit.code for unit in plan.units]
        found = {cell.source_return for section in content.sections for cell in section.sources}
        found |= {each for section in content.sections for each in section.last_year.sources}

        def place(each: SourceReturn) -> tuple[int, tuple[int, int], int, int]:
            at = each.period
            return forms.index(each.form), (-at.year, -at.closing_month), units.index(each.unit), each.submission

        self.rows = tuple(sorted(found, key=place))
        self._numbers = {each: number for number, each in enumerate(self.rows, start=1)}

    def numbers(self, returns: Iterable[SourceReturn]) -> str:
        """Their numbers, runs of them as ranges: `1—13、27`."""
        numbers = sorted(self._numbers[each] for each in returns)
        runs: list[str] = []
        for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
            run = [number for _, number in group]
            runs.append(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]))
        return "、".join(runs)


def _variables(sections: Iterable[IndicatorSection]) -> dict[SourceReturn, set[str]]:
    """The submissions that figures come from, each with the items that entered."""
    found: dict[SourceReturn, set[str]] = {}
    for section in sections:
        for cell in section.sources:
            found.setdefault(cell.source_return, set()).add(cell.variable)
    return found


class NoteBook:
    """Gives footnotes their numbers, in the order in which they are first asked for."""

    def __init__(
        self, plan: Plan, texts: Texts, sources: SourceList, together: Sequence[IndicatorSection] = ()
    ) -> None:
        """One note for each indicator; of the indicators `together` one for all (a brief has one page)."""
        self.plan, self._texts, self._sources, self._together = plan, texts, sources, together
        self._texts_by_key: dict[tuple[str, str], str] = {}
        self._numbers: dict[tuple[str, str], int] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """All notes asked for, in order."""
        return tuple(Note(number, self._texts_by_key[key]) for key, number in self._numbers.items())

    def target(self) -> int:
        """Where the targets stand: one note for all of them, their words stand among the definitions."""
        document = self.plan.head.document
        sections = sorted({each.source.section for each in self.plan.indicators})
        text = self._texts("summary.note.target", title=inert(document.title), section="、".join(sections))
        return self._number(("target", ""), text)

    def current(self, section: IndicatorSection) -> int | None:
        """Where the indicator's figure comes from; None where there is none."""
        if not section.sources:
            return None
        if self._together:
            said = self._said(_variables(self._together))
            return self._number(("current", ""), self._texts("summary.note.together", sources=said))
        variables = _variables([section])
        text = self._texts("summary.note.current", sources=self._said(variables), rows=self._sources.numbers(variables))
        return self._number(("current", section.standing.indicator.code), text)

    def last_year(self, section: IndicatorSection) -> int | None:
        """Where last year's figure comes from; None where there is none."""
        returns, basis = section.last_year.sources, section.last_year.growth.basis
        if not returns or basis is None:
            return None
        formula = section.standing.indicator.formula
        codes = [code for code in (formula.numerator, formula.denominator) if code is not None]
        plan = self.plan
        forms = {code: plan.form_of(code, plan.variable_by_code[code].frequency).code for code in codes}
        variables = {each: {code for code in codes if forms[code] == each.form} for each in returns}
        rows = self._sources.numbers(variables)
        text = self._texts(f"summary.note.{basis}", sources=self._said(variables), rows=rows)
        return self._number(("last_year", section.standing.indicator.code), text)

    def outlook(self) -> int:
        """How the outlook was made."""
        return self._number(("outlook", ""), self._texts("summary.note.outlook"))

    def measures(self) -> int:
        """Where the state of measures comes from."""
        form = next((each.code for each in self.plan.forms if each.layout is FormLayout.MEASURES), "")
        return self._number(("measures", ""), self._texts("summary.note.measures", form=form))

    def returns(self) -> int:
        """Where counts of returns come from."""
        return self._number(("returns", ""), self._texts("summary.note.counts"))

    def _number(self, key: tuple[str, str], text: str) -> int:
        self._texts_by_key[key] = text
        return self._numbers.setdefault(key, len(self._numbers) + 1)

    def _said(self, variables: dict[SourceReturn, set[str]]) -> str:
        return self._texts("summary.semicolon").join(self._groups(variables))

    def _groups(self, variables: dict[SourceReturn, set[str]]) -> Iterator[str]:
        """Form, items, period and number of the submission, with all units that share them."""
        groups: dict[tuple[str, Period, int, str], list[str]] = {}
        order = [unit.code for unit in self.plan.units]
        for each, codes in variables.items():
            items = self._texts("summary.separator").join(sorted(codes))
            groups.setdefault((each.form, each.period, each.submission, items), []).append(each.unit)
        for (form, period, submission, items), units in groups.items():
            yield self._texts(
                "summary.note.group",
                table=inert(self.plan.form(form).table_number),
                form=form,
                items=items,
                period=self._texts.period(period),
                units=self._units(sorted(units, key=order.index)),
                submission=submission,
            )

    def _units(self, codes: Sequence[str]) -> str:
        names = [inert(self._texts.unit_name(self.plan.unit(code))) for code in codes]
        if len(names) <= _NAMED_AT_MOST:
            return self._texts("summary.separator").join(names)
        return self._texts("summary.note.units", first=names[0], count=len(names))

"""What is said about one indicator, in sentences that follow from its figures and from nothing else."""

from __future__ import annotations

from decimal import Decimal

from i18n import formats
from i18n.texts import Texts
from indicators.inputs import has_paired_units
from indicators.observations import ObservationStatus
from indicators.periods import MONTHS_IN_YEAR, Period
from indicators.plan import Comparator, Plan, VariableKind
from indicators.standing import Standing, Status
from reports import words
from reports.indicator_figures import IndicatorFigures
from reports.inert import inert
from reports.saying import listed, say, sentences
from reports.summary import Run, Runs
from reports.year_end import IndicatorSection, UnitLine

_BY_SCHEDULE = {Status.ON_SCHEDULE, Status.SLIGHTLY_BEHIND, Status.BEHIND}
_UNITS_NAMED = 3
_UNITS_NAMED_AT_MOST = 5


class IndicatorSentences:
    """The sentences of one indicator."""

    def __init__(self, plan: Plan, figures: IndicatorFigures) -> None:
        self.plan, self.figures = plan, figures
        self.texts, self.section = figures.texts, figures.section
        self.standing = figures.section.standing

    def result(self) -> Runs:
        """Where it stands against its target, and why that cannot be said where it cannot."""
        standing = self.standing
        if standing.point.value is None:
            return sentences(self.texts, self._say("nothing", **self._subject()), *self._reasons())
        if standing.status is Status.INCOMPLETE:
            return sentences(
                self.texts, self._say("incomplete", **self._subject(), **self._coverage()), *self._reasons()
            )
        if standing.status in {Status.NOT_DUE, Status.NO_DATA}:
            return self._provisional()
        schedule = self._schedule() if standing.status in _BY_SCHEDULE and standing.planned is not None else ()
        return sentences(self.texts, self._clause(), schedule, *self._reasons())

    def against_last_year(self) -> Runs:
        """同比 on the basis named: 增长 or 下降 with a number without sign; what forbids a comparison is said."""
        growth, figures = self.section.last_year.growth, self.figures
        if self.standing.point.value is None:
            return ()
        if growth.refused is not None:
            return self._say("last_year.refused", since=self.texts.period(growth.refused.first))
        if growth.before is None:
            return self._say("last_year.other_units" if growth.other_units else "last_year.unknown")
        before = figures.before()
        if growth.from_zero:
            return self._say("last_year.from_zero", before=before)
        basis = self.texts(f"summary.basis.{growth.basis}")
        return self._say(f"last_year.{self._direction()}", basis=basis, before=before, change=figures.change())

    def _direction(self) -> str:
        """`up`, `down`, `same` or `about_same` (it moves less than is shown); of percentages with `.points`."""
        value = self.section.last_year.growth.change
        points = ".points" if self.standing.indicator.is_percentage else ""
        if not value:
            return "same"
        if not formats.rounded(value, self.figures.change_decimals):
            return "about_same"
        return ("up" if value > 0 else "down") + points

    def outlook(self) -> Runs:
        """Where the year is heading, as an estimate that changes no judgement; silent once the year is over."""
        ahead = self.section.outlook
        if ahead is None or ahead.value is None or self.standing.at_year_end:
            return ()
        figures = self.figures
        value = figures.ahead("value", ahead.value)
        if ahead.low is None or ahead.high is None or ahead.probability is None:
            return self._say("outlook.pace", value=value)
        low, high = figures.ahead("low", ahead.low), figures.ahead("high", ahead.high)
        chance = figures.chance(ahead.probability)
        return self._say("outlook.simulated", value=value, low=low, high=high, probability=chance)

    def units(self) -> Runs:
        """Which reporting units lead and which trail; where ratios are compared, how many lie below the city."""
        ranked = ranked_units(self.section)
        if len(ranked) < 2 * _UNITS_NAMED or self.standing.point.missing:
            return ()
        first, last = _leading(ranked), _leading(ranked[::-1])[::-1]
        kind = "ratio" if has_paired_units(self.standing.indicator) else "amount"
        said = (("first", first), ("last", last))
        return sentences(
            self.texts,
            *(
                self._say(f"units.{kind}.{end}", units=listed(self.texts, [self._named(line) for line in lines]))
                for end, lines in said
                if lines
            ),
        )

    def _named(self, line: UnitLine) -> Runs:
        name = inert(self.texts.unit_name(line.unit))
        return self._say("units.one", name=name, value=self.figures.of_unit(line.unit.code, line.value))

    def _subject(self) -> dict[str, Run | Runs]:
        return {
            "when": when_said(self.plan, self.standing, self.texts),
            "name": inert(self.texts.name(self.standing.indicator.name)),
            "is": self._stands_at(),
        }

    def _stands_at(self) -> str:
        """新增高新技术企业172家 needs no verb in Chinese, a ratio does: 比重为62.9%."""
        counted = self.standing.indicator.formula.denominator is None
        return "" if counted and self.texts.language == "zh" else self.texts("summary.stands_at")

    def _coverage(self) -> dict[str, Run | Runs]:
        figures = self.figures
        return {"actual": figures.actual(), "reported": figures.reported(), "expected": figures.expected()}

    def _clause(self) -> Runs:
        """Actual, target and the distance between them."""
        standing, side = self.standing, self._side()
        final = (standing.status is Status.ACHIEVED and standing.at_year_end) or standing.status is Status.MISSED
        said = self._say(f"{side}.{self._outcome()}.{'final' if final else 'running'}", **self._parts())
        if standing.at_year_end and not final:
            return sentences(self.texts, said, self._say("not_final"))
        return said

    def _provisional(self) -> Runs:
        """An estimate beside its target: no judgement before the final value."""
        status = self.standing.point.status
        name = "open" if status is ObservationStatus.NORMAL else status.value
        kind = self.texts(f"summary.observation.{name}")
        said = self._say(f"provisional.{self._outcome()}", **self._parts(), kind=kind)
        return sentences(self.texts, said, *self._reasons())

    def _outcome(self) -> str:
        """`over`, `equal` or `short` of the target, as it is shown; `.points` for percentages."""
        gap = self.standing.gap or Decimal(0)
        if gap <= 0 and not formats.rounded(gap, self.figures.decimals):
            return "equal"
        word = "over" if gap < 0 else "short"
        return f"{word}.points" if self.standing.indicator.is_percentage else word

    def _side(self) -> str:
        return "least" if self.standing.indicator.target.comparator is Comparator.AT_LEAST else "most"

    def _parts(self) -> dict[str, Run | Runs]:
        figures = self.figures
        return {
            **self._subject(),
            "actual": figures.actual(),
            "target": figures.target(),
            "attainment": figures.attainment(),
            "distance": figures.distance(),
        }

    def _schedule(self) -> Runs:
        if self.standing.at_year_end:
            return ()
        return self._say(f"schedule.{self.standing.status}", planned=self.figures.planned())

    def _reasons(self) -> tuple[Runs, ...]:
        if self.standing.reason is None:
            return ()
        return ((inert(words.reason_words(self.plan, self.standing, self.texts)),),)

    def _say(self, key: str, **parts: Run | Runs) -> Runs:
        return say(self.texts, f"summary.sentence.{key}", **parts)


def ranked_units(section: IndicatorSection) -> list[UnitLine]:
    """The reporting units with a value of their own, the best first; equal ones in the plan's order."""
    known = [line for line in section.units if line.value is not None]
    sign = section.standing.indicator.direction
    return sorted(known, key=lambda line: -sign * (line.value or Decimal(0)))


def _leading(ranked: list[UnitLine]) -> list[UnitLine]:
    """The first three; with them all that equal the third, or, where those are many, none that do.

    To name three of seven equal units would rank what has no rank.
    """
    last = ranked[_UNITS_NAMED - 1].value
    better = [line for line in ranked[:_UNITS_NAMED] if line.value != last]
    equal = [line for line in ranked if line.value == last]
    return better + equal if len(better) + len(equal) <= _UNITS_NAMED_AT_MOST else better


def when_said(plan: Plan, standing: Standing, texts: Texts) -> str:
    """2018年 / 2018年1—9月 for what adds up over time, 2018年末 / 2018年9月末 for a level."""
    period = standing.point.period
    numerator = plan.variable_by_code[standing.indicator.formula.numerator]
    year_end = period.closing_month == MONTHS_IN_YEAR
    if numerator.kind is VariableKind.STOCK:
        key = "level_year" if year_end else "level"
    else:
        key = "year" if year_end else "to_date"
    month = Period.month(period.year, period.closing_month)
    said = {"year": period.year, "period": texts.period(month), "to_date": texts.to_date(month)}
    return texts(f"summary.when.{key}", **said)

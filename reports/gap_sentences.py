"""Who is behind the distance to the target, in words: every unit's exact share, or its own target where it has one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from i18n import formats
from indicators.decomposition import GapShare, UnitPair, gap_shares
from indicators.inputs import has_paired_units
from indicators.plan import Plan
from indicators.unit_targets import OwnTarget, OwnTargets, own_targets
from reports.indicator_figures import IndicatorFigures
from reports.inert import inert
from reports.saying import joined, listed, say, sentences
from reports.summary import Run, Runs
from reports.year_end import IndicatorSection

_NAMED = 3
"""So many units are named on each side; one more where it would be the only one left."""


def shares_of_gap(section: IndicatorSection) -> tuple[GapShare, ...]:
    """The units' exact parts in actual minus target; none without the same units' ratio, or before all reported."""
    standing = section.standing
    if standing.point.value is None or standing.point.missing or not has_paired_units(standing.indicator):
        return ()
    pairs = [
        UnitPair(line.unit.code, line.numerator, line.denominator)
        for line in section.units
        if line.numerator is not None and line.denominator is not None
    ]
    return gap_shares(standing.indicator, pairs)


class GapSentences:
    """The sentences on who is behind the gap; empty where it has no exact parts."""

    def __init__(self, plan: Plan, figures: IndicatorFigures) -> None:
        self._plan, self._figures = plan, figures
        self._texts, self._section = figures.texts, figures.section

    def gap(self) -> Runs:
        """What holds the city back and what lifts it, side by side; the parts add up to the whole."""
        shares = shares_of_gap(self._section)
        below = [each for each in shares if each.share < 0]
        above = [each for each in shares if each.share > 0]
        if not below and not above:
            return ()
        sides = [("below", below), ("above", above)]
        outcome = self._outcome()
        if outcome == "above":
            sides.reverse()
        parts: list[Runs] = [self._side(name, side) for name, side in sides if side]
        semicolon, stop = self._texts("summary.semicolon"), self._texts("summary.stop")
        said = [run for place, part in enumerate(parts) for run in ((semicolon, *part) if place else part)]
        distance: dict[str, Run | Runs] = {} if outcome == "equal" else {"distance": self._figures.distance()}
        return joined((*self._say(f"lead.{outcome}", **distance), *said, stop))

    def own_targets(self) -> Runs:
        """Which units reached the target the plan gives them, which did not and by how much."""
        values = {line.unit.code: line.value for line in self._section.units}
        held = own_targets(self._plan, self._section.standing.indicator, values)
        if held is None:
            return ()
        met = [each for each in held.rows if each.gap is not None and each.gap <= 0]
        short = [each for each in held.rows if each.gap is not None and each.gap > 0]
        said = [self._say("own.lead", count=self._figures.counted("own_targets", len(held.rows)))]
        if met:
            said.append(self._say("own.met", units=listed(self._texts, [self._name(each.unit) for each in met])))
        if short:
            said.append(self._say("own.short", units=listed(self._texts, [self._short(each) for each in short])))
        return sentences(self._texts, *said, self._mismatch(held))

    def _outcome(self) -> str:
        """Where the city stands against its target, as it is shown."""
        standing = self._section.standing
        below = (standing.gap or Decimal(0)) * standing.indicator.direction
        if not formats.rounded(abs(below), self._figures.decimals):
            return "equal"
        return "below" if below > 0 else "above"

    def _side(self, name: str, shares: Sequence[GapShare]) -> Runs:
        ranked = sorted(shares, key=lambda each: -abs(each.share))
        named = ranked if len(ranked) <= _NAMED + 1 else ranked[:_NAMED]
        rest = ranked[len(named) :]
        units = listed(
            self._texts,
            [
                self._say("one", name=self._name(each.unit), value=self._figures.part_of_gap(each.unit, each.share))
                for each in named
            ],
        )
        if not rest:
            return self._say(name, units=units)
        together = self._figures.part_of_gap(name, sum(each.share for each in rest), rest=True)
        return self._say(f"{name}.more", units=units, count=str(len(rest)), rest=together)

    def _short(self, own: OwnTarget) -> Runs:
        return self._say("one", name=self._name(own.unit), value=self._figures.own_gap(own.unit, own.gap))

    def _mismatch(self, held: OwnTargets) -> Runs:
        if not held.mismatch:
            return ()
        more = "more" if held.mismatch > 0 else "less"
        return self._say(f"own.{more}", value=self._figures.own_gap("sum", held.mismatch))

    def _name(self, code: str) -> str:
        return inert(self._texts.unit_name(self._plan.unit(code)))

    def _say(self, key: str, **parts: Run | Runs) -> Runs:
        return say(self._texts, f"summary.sentence.gap.{key}", **parts)

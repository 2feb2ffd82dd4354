"""Draws many ways in which the rest of the year may go, from the way past years went.

The methods, with examples worked by hand, are in docs/statistics.md. Only + − × ÷ and √ are used, on
IEEE 754 numbers, and chance comes from a hash: every platform draws the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import shake_256
from itertools import pairwise
from math import inf, sqrt
from struct import unpack

from indicators.outlook_course import YEARS_NEEDED, Course, Curve, Motion

Paths = tuple[tuple[float, ...], ...]
"""For each period still to come, the simulated values, sorted."""

_STUDENT = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397)
"""90% quantiles of Student's t with 1, 2, 3 … degrees of freedom."""

_NORMAL = 1.282
"""90% quantile of the normal distribution."""

_BYTES, _BITS = 4, 32
"""Of one drawn number."""

_FASTEST = 2.0
"""A year is not expected to be more than twice or less than half the year before."""


def simulate(course: Course, seed: str, draws: int) -> Paths | None:
    """Simulated values of every period still to come.

    Args:
        course: with history, and a value at its last period.
        seed: the same seed draws the same.
        draws: how many ways are drawn.

    Returns:
        None where a flow's past years do not say how it spreads over a year: fewer than two of them
        have a positive total.
    """
    drawing = _Drawing(seed, draws)
    columns = _flow(course, drawing) if course.motion is Motion.FLOW else _level(course, drawing)
    if columns is None:
        return None
    return tuple(tuple(sorted(map(_half_up, column) if course.whole else column)) for column in columns)


class _Drawing:
    """Draws columns of equally likely values, one for each way, from the stretched hash of a seed (SHAKE-256)."""

    def __init__(self, seed: str, draws: int) -> None:
        self._seed = seed
        self._draws = draws
        self._columns = 0

    def of(self, values: Sequence[float]) -> list[float]:
        self._columns += 1
        stretched = shake_256(f"{self._seed} {self._columns}".encode()).digest(_BYTES * self._draws)
        count = len(values)
        return [values[number * count >> _BITS] for number in unpack(f"<{self._draws}I", stretched)]

    def same(self, value: float) -> list[float]:
        return [value] * self._draws


def _flow(course: Course, drawing: _Drawing) -> list[list[float]] | None:
    """YTD + what is left of the season, at this year's level; the level half told by the year so far.

    With S the mean share of a year's total reached by now and P the total that growth alone would
    bring, the level is YTD + (1 − S)·P: YTD/S weighed with S, and P with 1 − S (Benktander's
    credibility). Shares, level and growth are all drawn, so that the interval knows of all three.
    """
    totals = [curve[-1] for curve in course.past if curve[-1] > 0]
    if len(totals) < YEARS_NEEDED:
        return None
    added = [_shares(curve) for curve in course.past if curve[-1] > 0]
    season = [_mean(column) for column in zip(*added, strict=True)]
    noise, growth = _departures(added, season), _growths(totals)
    reached = sum(season[: len(course.current)])
    wobble = sqrt(max(reached * (1 - reached), 0))
    done, last = course.current[-1] or 0.0, totals[-1]
    parts = [min(max(reached + each * wobble, 0), 1) for each in drawing.of(noise)]
    levels = [done + (1 - part) * last * g for part, g in zip(parts, drawing.of(growth), strict=True)]
    least = -inf if course.falls else 0.0
    column, columns = drawing.same(done), list[list[float]]()
    for share in season[len(course.current) :]:
        root = sqrt(max(share, 0))
        more = [(share + each * root) * level for each, level in zip(drawing.of(noise), levels, strict=True)]
        column = [value + max(each, least) for value, each in zip(column, more, strict=True)]
        columns.append(column)
    return columns


def _level(course: Course, drawing: _Drawing) -> list[list[float]]:
    """The last value plus a drift: the season's mean change, this year's departure from it, and noise.

    The year's departure is weighed with the part of the year that has shown it; for the rest it is
    drawn from the departures of past years, and from half the usual drift less or more.
    """
    relative = course.motion is Motion.RELATIVE
    past = [_changes(curve, relative=relative) for curve in course.past]
    season = [_mean(column) for column in zip(*past, strict=True)]
    shown = _shown(course, season, relative=relative)
    noise, years = _apart(past, season, shown)
    drifts = _drifts(drawing, shown, noise, years, len(season))
    least = -inf if course.falls else 0.0
    column, columns = drawing.same(course.current[-1] or 0.0), list[list[float]]()
    for usual in season[len(course.current) - 1 :]:
        changes = [usual + drift + each for drift, each in zip(drifts, drawing.of(noise), strict=True)]
        pairs = zip(column, changes, strict=True)
        column = [max(value * (1 + change) if relative else value + change, least) for value, change in pairs]
        columns.append(column)
    return columns


def _apart(
    past: Sequence[Sequence[float]], season: Sequence[float], shown: Sequence[float]
) -> tuple[list[float], list[float]]:
    """How far single changes depart from their year's drift, and how far a whole year's drift may depart."""
    departures = [[change - usual for change, usual in zip(year, season, strict=True)] for year in past]
    means = [_mean(year) for year in departures]
    wider, half = _of_a_new_year(len(past)), _mean(season) / 2
    noise = [wider * (each - mean) for year, mean in zip(departures, means, strict=True) for each in year]
    own = _mean(shown) if shown else 0.0
    years = [wider * _of_few(len(past)) * each for each in means]
    return [*noise, *(each - own for each in shown)], [*years, half, -half]


def _drifts(
    drawing: _Drawing, shown: Sequence[float], noise: Sequence[float], years: Sequence[float], whole: int
) -> list[float]:
    """This year's departure from the usual drift, for each way."""
    weight = len(shown) / whole
    others = drawing.of(years)
    if not shown:
        return others
    own, blur = _mean(shown), 1 / sqrt(len(shown))
    pairs = zip(drawing.of(noise), others, strict=True)
    return [weight * (own + blur * each) + (1 - weight) * other for each, other in pairs]


def _shown(course: Course, season: Sequence[float], *, relative: bool) -> list[float]:
    """How far this year's changes so far are from the usual ones of their periods."""
    pairs = zip(pairwise(course.current), season, strict=False)
    return [
        _change(before, after, relative=relative) - usual
        for (before, after), usual in pairs
        if before is not None and after is not None
    ]


def _changes(curve: Curve, *, relative: bool) -> list[float]:
    return [_change(before, after, relative=relative) for before, after in pairwise(curve)]


def _change(before: float, after: float, *, relative: bool) -> float:
    return after / before - 1 if relative else after - before


def _shares(curve: Curve) -> list[float]:
    """The share of the year's total that each period added."""
    return [(after - before) / curve[-1] for before, after in pairwise((0.0, *curve))]


def _departures(added: Sequence[Sequence[float]], season: Sequence[float]) -> list[float]:
    """How far shares were from the mean, in units of its root: large months depart by more, as counts do."""
    wider = _of_a_new_year(len(added))
    return [
        wider * (share - usual) / sqrt(usual)
        for year in added
        for share, usual in zip(year, season, strict=True)
        if usual > 0
    ]


def _growths(totals: Sequence[float]) -> list[float]:
    """Growth factors from year to year that may come: those that were, and half as much less or more."""
    were = [after / before for before, after in pairwise(totals)]
    mean = _mean(were)
    half = (mean - 1) / 2
    return [min(max(each, 1 / _FASTEST), _FASTEST) for each in (*were, mean + half, mean - half)]


def _of_a_new_year(years: int) -> float:
    """√((n+1)/(n−1)): departures from the mean of n years, made as wide as a new year's from that mean."""
    return sqrt((years + 1) / (years - 1))


def _of_few(years: int) -> float:
    """Student's t over the normal quantile at 90%: so few years may have been alike by chance."""
    return (_STUDENT[years - 2] if years - 2 < len(_STUDENT) else _NORMAL) / _NORMAL


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _half_up(value: float) -> float:
    return float(int(value + 0.5) if value >= 0 else -int(0.5 - value))

"""Shares a city's total out over its units in whole quanta, so that the parts add up to it exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal


class Shares:
    """What each unit holds so far of a total that grows step by step.

    Every unit is owed its exact share of each step and is given whole quanta by largest remainder;
    what it is owed beyond what it holds carries over, so even the smallest unit gets its part in
    time. What a unit holds never falls, except by `withdraw`.
    """

    def __init__(self, weights: Mapping[str, Decimal], start: int = 0) -> None:
        """Shares of a total that begins at `start` quanta, given out by the weights."""
        self._owed = dict.fromkeys(weights, Decimal(0))
        self._held = dict.fromkeys(weights, 0)
        self.give(start, weights)

    @property
    def held(self) -> dict[str, int]:
        """What each unit holds now, in quanta."""
        return dict(self._held)

    def give(self, quanta: int, weights: Mapping[str, Decimal]) -> None:
        """Give out `quanta` (≥ 0) more, owed by these weights."""
        total = sum(weights.values())
        for unit, weight in weights.items():
            self._owed[unit] += quanta * weight / total
        due = {unit: max(0, int(self._owed[unit] - self._held[unit])) for unit in weights}
        self._take_back(due, sum(due.values()) - quanta)
        for unit in self._neediest(due, quanta - sum(due.values())):
            due[unit] += 1
        for unit, extra in due.items():
            self._held[unit] += extra

    def withdraw(self, unit: str, quanta: int) -> None:
        """Take `quanta` back from one unit; it is not owed them any more."""
        self._held[unit] -= quanta
        self._owed[unit] -= quanta

    def _take_back(self, due: dict[str, int], excess: int) -> None:
        """Lower the largest dues by 1, `excess` times in all, where carried remainders add up to too much."""
        for _ in range(excess):
            due[max(due, key=due.__getitem__)] -= 1

    def _neediest(self, due: Mapping[str, int], count: int) -> Sequence[str]:
        rest = {unit: self._owed[unit] - self._held[unit] - due[unit] for unit in due}
        return sorted(rest, key=lambda code: (-rest[code], code))[: max(0, count)]

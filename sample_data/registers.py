"""Who stands in the sample's name lists month by month, so that counting the rows gives the sample's figures.

A few things happen on purpose: firms renew, lapse, one moves, one stands in two districts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.periods import MONTHS_IN_YEAR, Period
from sample_data.chance import swing
from sample_data.firms import NEW, RENEWED, Firm, Institution, institution, some_day
from sample_data.simulation import Simulation

NUMBERS_PER_UNIT = 300
_RENEWALS = 36
"""Of so many firms one renews each month."""

_MOVE = (9, "210211", "DL-GX")
_DOUBLE = (9, "210204", "DL-GX")
_DOUBLE_NOTE = "企业注册地由沙河口区迁往高新区，变更登记正在办理，两区已沟通，办结后由高新区填报。"


@dataclass(frozen=True)
class Registers:
    """By unit and month of the plan year, the firms and the institutions."""

    firms: Mapping[tuple[str, Period], tuple[Firm, ...]]
    institutions: Mapping[tuple[str, Period], tuple[Institution, ...]]


def registers(simulation: Simulation, year: int) -> Registers:
    """All lists of a year."""
    firms: dict[tuple[str, Period], tuple[Firm, ...]] = {}
    institutions: dict[tuple[str, Period], tuple[Institution, ...]] = {}
    units = list(simulation.profile.units)
    moved = _Moved()
    # The unit that a firm moves from, or shares one with, comes before the other.
    for unit in sorted(units, key=lambda each: each == _MOVE[2]):
        register = _Register(simulation, unit, units.index(unit), year, moved)
        firms |= {(unit, month): tuple(listed) for month, listed in register.months()}
        institutions |= {(unit, month): listed for month, listed in register.institutions()}
    return Registers(firms, institutions)


@dataclass(slots=True)
class _Moved:
    """What one unit's register tells another's."""

    mover: Firm | None = None
    double: Firm | None = None


class _Register:
    """One unit's firms through the year."""

    def __init__(self, simulation: Simulation, unit: str, place: int, year: int, moved: _Moved) -> None:
        self._simulation, self._unit, self._year, self._moved = simulation, unit, year, moved
        self._next = 1 + place * NUMBERS_PER_UNIT
        self._standing = self._at_start()
        self._hosts = [firm for firm in self._standing if firm.issued.year > year - 3]

    def _value(self, variable: str, period: Period) -> int:
        return int(self._simulation.value(variable, self._unit, period) or 0)

    def _month(self, number: int) -> Period:
        return Period.month(self._year, number)

    def _new(self, number: int) -> int:
        before = self._value("01", self._month(number - 1)) if number > 1 else 0
        return self._value("01", self._month(number)) - before

    def _lapsed(self, number: int) -> int:
        """How many certificates end without a new one; where a firm comes from elsewhere, one more."""
        before = self._value("10", self._month(number).previous)
        lapsed = before + self._new(number) - self._value("10", self._month(number))
        return lapsed + ((number, self._unit) == (_MOVE[0], _MOVE[2])) - ((number, self._unit) == _MOVE[:2])

    def _renewing(self, number: int) -> int:
        start = self._value("10", Period.month(self._year - 1, MONTHS_IN_YEAR))
        return start // _RENEWALS + (number == _MOVE[0] and start >= MONTHS_IN_YEAR)

    def _at_start(self) -> list[Firm]:
        """The valid firms of the year's beginning, those first whose certificates end first."""
        start = self._value("10", Period.month(self._year - 1, MONTHS_IN_YEAR))
        ending = [
            month for month in range(1, MONTHS_IN_YEAR + 1) for _ in range(self._lapsed(month) + self._renewing(month))
        ]
        firms = []
        for place in range(start):
            number = self._take_number()
            year, month = (self._year - 3, ending[place]) if place < len(ending) else _later(self._year, number)
            kind = NEW if swing("kind", number) < 0 else RENEWED
            firms.append(Firm(number, some_day(year, month, "issued", number), kind))
        return firms

    def _take_number(self) -> int:
        self._next += 1
        return self._next - 1

    def months(self) -> Iterator[tuple[Period, list[Firm]]]:
        """The firms that are valid at the end of each month."""
        for number in range(1, MONTHS_IN_YEAR + 1):
            self._end(number)
            self._begin(number)
            yield self._month(number), list(self._standing)

    def _end(self, number: int) -> None:
        """Certificates of three years ago end: some firms lapse, the others have renewed."""
        ending = [firm for firm in self._standing if (firm.issued.year, firm.issued.month) == (self._year - 3, number)]
        lapsed = set(ending[: self._lapsed(number)])
        renewed = {
            firm: firm.renewed(some_day(self._year, number, "renewed", firm.number))
            for firm in ending
            if firm not in lapsed
        }
        self._standing = [renewed.get(firm, firm) for firm in self._standing if firm not in lapsed]

    def _begin(self, number: int) -> None:
        """Firms are certified, and one has moved."""
        if (number, self._unit) == _MOVE[:2]:
            self._moved.mover = next(firm for firm in self._standing if firm.issued.year == self._year - 1)
            self._standing.remove(self._moved.mover)
        elif (number, self._unit) == (_MOVE[0], _MOVE[2]) and self._moved.mover is not None:
            self._standing.append(replace(self._moved.mover, note="9月由甘井子区迁入，营业执照已变更。"))
        fresh = [self._fresh(number) for _ in range(self._new(number))]
        if (number, self._unit) == _DOUBLE[:2]:
            fresh[0] = self._moved.double = replace(fresh[0], note=_DOUBLE_NOTE)
        elif (number, self._unit) == (_DOUBLE[0], _DOUBLE[2]) and self._moved.double is not None:
            fresh[0] = self._moved.double
        self._standing += fresh

    def _fresh(self, number: int) -> Firm:
        taken = self._take_number()
        return Firm(taken, some_day(self._year, number, "issued", taken), NEW)

    def institutions(self) -> Iterator[tuple[Period, tuple[Institution, ...]]]:
        """The institutions at the end of each month; a host is a firm that stays all year."""
        hosts = self._hosts
        made: list[Institution] = []
        for year in range(self._year - 3, self._year):
            made += self._set_up(hosts, len(made), self._value("07", Period.month(year, MONTHS_IN_YEAR)), year, 6)
        before = 0
        for number in range(1, MONTHS_IN_YEAR + 1):
            now = self._value("07", self._month(number))
            made += self._set_up(hosts, len(made), now - before, self._year, number)
            before = now
            yield self._month(number), tuple(made)

    def _set_up(self, hosts: list[Firm], so_far: int, count: int, year: int, month: int) -> list[Institution]:
        return [
            institution(hosts[place % len(hosts)], some_day(year, month, "approved", self._unit, place), place + 1)
            for place in range(so_far, so_far + count)
        ]


def _later(year: int, number: int) -> tuple[int, int]:
    """A year and month after those that end this year."""
    months = int((swing("certified", number) + 1) / 2 * 2 * MONTHS_IN_YEAR)
    return year - 2 + months // MONTHS_IN_YEAR, 1 + months % MONTHS_IN_YEAR

"""People at work, for campaigns that disturb them: what was confirmed to them, which errors they saw, the waits."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from websockets.exceptions import WebSocketException

from bench.servers import Started
from bench.stream import Visitor
from db.database import Database
from db.errors import DatabaseBusyError, DatabaseReadOnlyError, DatabaseSwitchingError, DatabaseUnavailableError
from i18n.texts import texts
from indicators import registry
from indicators.errors import AppError
from indicators.observations import Basis
from indicators.periods import Period
from indicators.returns import ReturnKey, ReturnState
from sample_data.returns import all_returns
from sample_data.simulation import simulate
from sample_data.workbooks import filled_form, with_references
from services.groundwork.today import today
from services.returns.review_return import approve_return, reopen_return
from services.returns.submit_return import Upload, submit_return
from services.rights.actor import Actor
from services.rights.roles import Grant, Role
from workbooks.process import ReaderProcess

SEPTEMBER = Period.month(2018, 9)
CONTRACTS = "09"
REVIEWER = Actor("切换演练审核人", "切换演练审核人", (Grant(Role.REVIEWER),))
_PAUSE, _STEPS = 0.3, 20
_TROUBLES = (DatabaseSwitchingError, DatabaseUnavailableError, DatabaseBusyError, DatabaseReadOnlyError)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An approval of which its person was told that it was done: monotonic seconds, submission, its figure."""

    at: float
    submission_id: int
    sha256: str
    value: Decimal


@dataclass
class Person:
    """Somebody who works through their unit's return: what was confirmed to them, and the errors they saw."""

    name: str
    confirmed: list[Confirmed] = field(default_factory=list)
    errors: list[tuple[float, str, str, str]] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    longest: float = 0.0

    def saw(self, error: AppError) -> None:
        """An error as the boundary shows it, in both languages."""
        self.errors.append((time.monotonic(), error.code, texts("zh").error(error), texts("en").error(error)))


class Worker:
    """Reopens an approved return, sends a correction with another figure, has it approved; and again."""

    def __init__(self, database: Database, unit: str, stop: threading.Event) -> None:
        self.person = Person(unit)
        self._database, self._stop_asked = database, stop
        self._plan = registry.load_builtin()
        self._key = ReturnKey("F01", unit, SEPTEMBER)
        self._reporter = Actor(f"填报人{unit}", f"填报人{unit}", (Grant(Role.REPORTER, unit),))
        pairs = with_references(all_returns(self._plan, simulate(), "october"))
        self._one, self._references = next(pair for pair in pairs if pair[0].key == self._key)
        self._turn = 0

    def work(self) -> None:
        """Until told to stop; an error that is said to the person is noted, and the round begun anew."""
        with ReaderProcess() as reader:
            while not self._stop_asked.wait(_PAUSE):
                self._turn += 1
                begun = time.monotonic()
                try:
                    self._round(reader)
                except AppError as error:
                    self.person.saw(error)
                self.person.longest = max(self.person.longest, time.monotonic() - begun)

    def _round(self, reader: ReaderProcess) -> None:
        now = datetime.combine(today(self._database, self._plan), datetime.now(tz=UTC).timetz())
        with self._database.reading() as tx:
            last = tx.submissions.history(self._plan.head.id, self._key)[-1]
        if last.state is ReturnState.APPROVED:
            last = reopen_return(self._database, self._plan, REVIEWER, last.id, "切换演练", now)
        contracts, patents = ((code, Basis.CURRENT, SEPTEMBER) for code in (CONTRACTS, "08"))
        value = self._one.figures[contracts] + Decimal(self._turn % _STEPS) / 100
        moved = {contracts: value, patents: self._one.figures[patents] + self._turn // _STEPS}
        content = filled_form(self._plan, self._one, self._references, {**self._one.figures, **moved})
        upload = Upload(f"{self.person.name}.xlsx", content)
        receipt = submit_return(self._database, self._plan, self._reporter, upload, now, reader=reader)
        if receipt.submission is None:
            raise ValueError([f"{each.code} {each.cell}" for each in receipt.verdict.problems])
        approved, _ = approve_return(self._database, self._plan, REVIEWER, receipt.submission.id, now)
        self.person.confirmed.append(Confirmed(time.monotonic(), approved.id, approved.sha256, value))


async def look(server: Started, headers: Mapping[str, str], person: Person, stop: threading.Event) -> None:
    """Looks at the overview again and again; a lost socket is an error too."""
    known = {texts("zh").error(each()) for each in _TROUBLES}
    incident = texts("zh")(f"errors.{AppError.code}", incident="").partition("。")[0]
    while not stop.is_set():
        try:
            async with Visitor(server.url, headers) as visitor:
                while not stop.is_set():
                    begun = time.monotonic()
                    await visitor.run()
                    person.longest = max(person.longest, time.monotonic() - begun)
                    said = [each for each in visitor.alerts if each in known or each.startswith(incident)]
                    person.errors += [(time.monotonic(), "alert", each, "") for each in said]
                    person.answers.append(time.monotonic())
                    await asyncio.sleep(_PAUSE)
        except (OSError, TimeoutError, WebSocketException) as error:
            person.errors.append((time.monotonic(), type(error).__name__, str(error), ""))
            await asyncio.sleep(_PAUSE)

"""The rows of a unit's last approved list that its next one begins with: nobody types in again what is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.database import Transaction
from i18n.texts import Texts
from indicators.name_lists import NameList, is_valid
from indicators.periods import Period
from indicators.plan import Plan
from indicators.plan_lists import ListDescription, ListField
from indicators.returns import ReturnKey

_NAMED = 10


@dataclass(frozen=True, slots=True)
class CarriedRows:
    """Rows whose certificates are still valid, the names of those that are not, and of which period both are."""

    listed: NameList | None
    dropped: tuple[str, ...]
    period: Period | None

    def told(self, texts: Texts) -> Sequence[str]:
        """What the form says about them."""
        if self.listed is None or self.period is None:
            return ()
        period = texts.period(self.period)
        said = [texts("forms.list.carried", period=period, count=len(self.listed))]
        if self.dropped:
            names = texts("forms.separator").join(self.dropped[:_NAMED]) + ("…" if len(self.dropped) > _NAMED else "")
            said.append(texts("forms.list.dropped", period=period, count=len(self.dropped), names=names))
        return said


def carried_rows(tx: Transaction, plan: Plan, listing: ListDescription, key: ReturnKey) -> CarriedRows:
    """Of the unit's last approved list before the period; its explanations are not carried on."""
    lists = [each for each in tx.lists.current(plan.head.id, key.form) if each.unit == key.unit]
    earlier = [each for each in lists if each.period < key.period]
    last = tx.lists.of_submission(earlier[-1].submission_id) if earlier else None
    if last is None:
        return CarriedRows(None, (), None)
    end = key.period.last_day
    valid = [day is not None and is_valid(day, end, listing.valid_years) for day in last.days]
    kept = [place for place, good in enumerate(valid) if good]
    names = last.texts(ListField.NAME)
    return CarriedRows(
        listed=replace(
            last,
            rows=[last.rows[place] for place in kept],
            columns={of: [column[place] for place in kept] for of, column in last.columns.items()},
            days=[last.days[place] for place in kept],
            notes={},
            typed={},
            explanation=None,
        ),
        dropped=tuple(names[place] for place, good in enumerate(valid) if not good),
        period=earlier[-1].period,
    )

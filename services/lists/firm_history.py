"""A firm by its code: in which lists of which units and periods it stands and stood, down to the cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from db.database import Database
from db.list_records import ListedEntry
from indicators.credit_codes import CodeFault, code_fault
from indicators.errors import NotFoundError
from indicators.firm_names import code_key
from indicators.name_lists import is_valid, years_later
from indicators.plan import Form, Plan, ReportingUnit
from indicators.plan_lists import ListField
from services.rights.actor import Actor
from services.rights.permission import Action, permits, require


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the firm (or of an institution it is host of), `counts` where its submission counts now.

    `cell` is where its code stands; `expires` the first day on which the certificate is not valid any more.
    """

    form: Form
    unit: ReportingUnit
    found: ListedEntry
    counts: bool
    cell: str
    expires: date | None


@dataclass(frozen=True, slots=True)
class FirmHistory:
    """Everything approved about a firm that the actor may see, the latest period first.

    `name` is the latest; `former` are the other names it was listed under. `valid`: whether its last certificate is
    valid on the day, None where it has none. `units`: whose lists of the latest period have it.
    """

    code: str
    name: str
    former: tuple[str, ...]
    fault: CodeFault | None
    valid: bool | None
    units: tuple[ReportingUnit, ...]
    listings: tuple[Listing, ...]


def firm_history(
    database: Database, plan: Plan, actor: Actor, code: str, today: date, as_of: datetime | None = None
) -> FirmHistory:
    """A firm's history (as known at `as_of`).

    Raises:
        NotFoundError: no list that the actor may see has this code.
    """
    require(database, actor, Action.VIEW_LISTS)
    asked = code_key(code)
    with database.reading() as tx:
        found = [
            each
            for each in tx.lists.of_code(plan.head.id, asked)
            if as_of is None or (each.submission.decided_at is not None and each.submission.decided_at <= as_of)
        ]
        forms = {each.submission.key.form for each in found}
        counting = {each.submission_id for form in forms for each in tx.lists.current(plan.head.id, form, as_of=as_of)}
    mine = [each for each in found if permits(actor, Action.VIEW_LISTS, each.submission.key.unit)]
    if not mine:
        raise NotFoundError(what=asked)
    listings = sorted(
        (_listing(plan, each, counts=each.submission.id in counting) for each in mine),
        key=lambda each: (each.found.submission.key.period, each.found.submission.id),
        reverse=True,
    )
    return _history(asked, listings, today)


def _listing(plan: Plan, found: ListedEntry, *, counts: bool) -> Listing:
    form = plan.list_form(found.submission.key.form)
    listing, day = form.listing_of, found.entry.day
    expires = years_later(day, listing.valid_years) if day is not None and listing.valid_years is not None else None
    cell = f"{listing.letter(ListField.CODE)}{found.entry.row}"
    return Listing(form, plan.unit(found.submission.key.unit), found, counts, cell, expires)


def _history(code: str, listings: list[Listing], today: date) -> FirmHistory:
    # A firm's own rows tell its name; where it is only the host of institutions, those rows do.
    own = [each for each in listings if not each.found.entry.host]
    names = list(dict.fromkeys(each.found.entry.host or each.found.entry.name for each in own or listings))
    certified = next((each for each in own if each.counts and each.found.entry.day is not None), None)
    valid = None
    if certified is not None and certified.found.entry.day is not None:
        valid = is_valid(certified.found.entry.day, today, certified.form.listing_of.valid_years)
    counting = [each for each in own or listings if each.counts]
    last = max((each.found.submission.key.period for each in counting), default=None)
    units = dict.fromkeys(each.unit for each in counting if each.found.submission.key.period == last)
    return FirmHistory(code, names[0], tuple(names[1:]), code_fault(code), valid, tuple(units), tuple(listings))

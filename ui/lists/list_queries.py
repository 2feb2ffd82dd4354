"""What the page of name lists asks; remembered as the other screens' answers are."""

from __future__ import annotations

from indicators.periods import Period
from services.lists import firm_history, page_lists, view_lists
from services.lists.firm_history import FirmHistory
from services.lists.page_lists import ROWS_OF_A_PAGE, ListPage
from services.lists.view_lists import ListQuestion, ListView
from ui.visits.answers import remembered
from ui.visits.visit import Visit


@remembered
def list_periods(visit: Visit, form: str) -> tuple[Period, ...]:
    """The periods with an approved list, the latest first."""
    return view_lists.list_periods(visit.database, visit.plan, visit.actor, form, as_of=visit.as_of)


@remembered
def latest_complete(visit: Visit, form: str) -> Period | None:
    """The latest period for which every unit has one."""
    return view_lists.latest_complete(visit.database, visit.plan, visit.actor, form, as_of=visit.as_of)


@remembered
def view(visit: Visit, asked: ListQuestion) -> ListView:
    """The lists of a period in numbers."""
    return view_lists.view_lists(visit.database, visit.plan, visit.actor, asked, as_of=visit.as_of)


def rows(visit: Visit, asked: ListQuestion, shown: ListView, size: int = ROWS_OF_A_PAGE) -> ListPage:
    """One page of the rows behind the numbers: quick enough not to be remembered."""
    return page_lists.list_page(visit.database, visit.plan, visit.actor, asked, shown, size)


@remembered
def firm(visit: Visit, code: str) -> FirmHistory:
    """A firm's history; raises NotFoundError."""
    return firm_history.firm_history(visit.database, visit.plan, visit.actor, code, visit.today, as_of=visit.as_of)

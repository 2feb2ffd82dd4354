"""Moments as people write them: a day means its end, and a time without a zone is the plan's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from indicators.errors import UnknownMomentError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_END_OF_DAY = time(23, 59, 59, 999_999)


def end_of_day(day: date, time_zone: str) -> datetime:
    """The last moment of a day on the plan's clock, in UTC."""
    return datetime.combine(day, _END_OF_DAY, ZoneInfo(time_zone)).astimezone(UTC)


def parse_moment(text: str, time_zone: str) -> datetime:
    """`2018-06-30` (its end), `2018-06-30T12:00`, `2018-06-30T12:00:00+08:00` → the moment, in UTC.

    Args:
        text: a day, or a day with a time; without an offset it is on the plan's clock.
        time_zone: the plan's, as IANA names it.

    Raises:
        UnknownMomentError: for any other text.
    """
    written = text.strip()
    try:
        if _DAY.fullmatch(written):
            return end_of_day(date.fromisoformat(written), time_zone)
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(time_zone))).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UnknownMomentError(moment=written) from error


def written_moment(moment: datetime, time_zone: str) -> str:
    """The shortest text that `parse_moment` reads as this moment: the day alone where it is its end."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return local.date().isoformat() if local.time() == _END_OF_DAY else local.isoformat()


def day_of(moment: datetime, time_zone: str) -> date:
    """The day of a moment on the plan's clock."""
    return moment.astimezone(ZoneInfo(time_zone)).date()

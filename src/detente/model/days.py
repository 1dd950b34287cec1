"""Days that news can be from: what is counted from them stays within the calendar."""

from __future__ import annotations

from datetime import date

__all__ = ["EARLIEST", "LATEST", "read_day", "within_reason"]

EARLIEST = date(1000, 1, 1)
LATEST = date(2999, 12, 31)


def read_day(text: str) -> date:
    """Return the day of an ISO date.

    Raises:
        ValueError: it is none, or no day of the years 1000 to 2999; the message says which.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a date like 2016-10-14") from None
    return within_reason(day)


def within_reason(day: date) -> date:
    """Return the day itself.

    Raises:
        ValueError: it is no day of the years 1000 to 2999.
    """
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"{day.isoformat()!r} lies outside the years 1000 to 2999")
    return day

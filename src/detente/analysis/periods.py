"""Periods: days, weeks that begin on Monday, and months, without gaps."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from detente.errors import SettingError

__all__ = ["PERIODS", "after", "days_between", "month_of", "periods_between", "start_of"]

MOST = 100_000
"""Days or periods that are told one by one at most: 270 years of days."""

PERIODS = {"day": 3, "week": 7, "month": 31}
"""Name of a period, and the longest interval in days that still dates an event within one."""


def start_of(day: date, period: str) -> date:
    """Return the first day of the period that `day` lies in.

    Raises:
        SettingError: there is no such period.
    """
    match period:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
    raise SettingError(f"no period {period!r}; there are {', '.join(PERIODS)}")


def after(start: date, period: str) -> date:
    """Return the first day of the next period."""
    if period == "month":
        return start + timedelta(days=calendar.monthrange(start.year, start.month)[1])
    return start + timedelta(days=7 if period == "week" else 1)


def periods_between(first: date, last: date, period: str) -> Iterator[date]:
    """Yield the first day of every period that holds a day from `first` to `last`.

    Raises:
        SettingError: there are too many of them.
    """
    _limit(first, last, {"day": 1, "week": 7, "month": 28}[period])
    start = start_of(first, period)
    while start <= last:
        yield start
        try:
            start = after(start, period)
        except OverflowError:  # the calendar ends
            return


def days_between(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included; empty when `last` is earlier.

    Raises:
        SettingError: there are too many of them.
    """
    _limit(first, last, 1)
    return [first + timedelta(days=k) for k in range((last - first).days + 1)]


def _limit(first: date, last: date, days: int) -> None:
    found = (last - first).days // days
    if found > MOST:
        raise SettingError(
            f"{first} to {last} is too long to be told step by step ({found:,}, at most {MOST:,}); "
            "name days between them, or take a longer period"
        )


def month_of(text: str) -> tuple[date, date]:
    """Return the first and last day of a month written `2016-10`.

    Raises:
        SettingError: it is no such month.
    """
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise SettingError(f"{text!r} is not a month like 2016-10") from None
    return first, after(first, "month") - timedelta(days=1)

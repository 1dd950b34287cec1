"""Days with a name, and the rule that says when they fall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["Holiday", "day_of", "easter", "faults_of", "orthodox_easter"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
FIXED = re.compile(r"(\d\d)-(\d\d)")
ONCE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
EASTER = re.compile(r"easter([+-]\d+)")
ORTHODOX = re.compile(r"orthodox([+-]\d+)")
NTH = re.compile(r"([a-z]+) (-?[1-5]) ([a-z]+)")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day with a name; an empty `rule` is a feast of another calendar, which gets no day."""

    id: str
    names: tuple[str, ...]
    rule: str = ""


def day_of(holiday: Holiday, year: int) -> date | None:
    """Return the day on which a holiday falls in `year`, None when its rule gives none."""
    rule = holiday.rule
    if once := ONCE.fullmatch(rule):
        return date(*map(int, once.groups()))
    if fixed := FIXED.fullmatch(rule):
        return date(year, int(fixed[1]), int(fixed[2]))
    if moving := EASTER.fullmatch(rule):
        return easter(year) + timedelta(days=int(moving[1]))
    if moving := ORTHODOX.fullmatch(rule):
        return orthodox_easter(year) + timedelta(days=int(moving[1]))
    if nth := NTH.fullmatch(rule):
        return _nth(year, MONTHS.index(nth[3]) + 1, WEEKDAYS.index(nth[1]), int(nth[2]))
    return None


def faults_of(holiday: Holiday) -> list[str]:
    """Return what is wrong with a holiday's rule; empty when nothing is."""
    try:
        if holiday.rule and day_of(holiday, 2016) is None:
            return [f"in {holiday.id!r}: rule {holiday.rule!r} is not one of the six forms"]
    except ValueError as error:
        return [f"in {holiday.id!r}: rule {holiday.rule!r}: {error}"]
    return []


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher's computus)."""
    golden = year % 19
    century, within = divmod(year, 100)
    skipped = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - skipped + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (within // 4) - epact - within % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Orthodox churches as a Gregorian day (Meeus, Julian Easter)."""
    golden = (19 * (year % 19) + 15) % 30
    to_sunday = (2 * (year % 4) + 4 * (year % 7) - golden + 34) % 7
    month, day = divmod(golden + to_sunday + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=behind)


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    if count > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
    after = date(year + month // 12, month % 12 + 1, 1)
    last = after - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-count - 1))

"""Holidays in the text: Christmas, last Easter, Ramadan 2014."""

from __future__ import annotations

from detente.times import values
from detente.times.anchor import Anchor
from detente.times.grammar import Found, counted, stated, told
from detente.times.holidays import day_of
from detente.times.values import Meaning

__all__ = ["RULES"]


def _holiday(found: Found, anchor: Anchor) -> Meaning | None:
    if _in_name(found):
        return None
    holiday = found.calendar.holidays[found.name("HOLIDAY")]
    years = [anchor.now.year + offset for offset in (-1, 0, 1)]
    if anchor.follows and anchor.last is not None and anchor.last.earliest is not None:
        years = [anchor.last.earliest.year]
    days = [when for year in years if (when := day_of(holiday, year)) is not None]
    if anchor.tense == "future":
        days = [when for when in days if when >= anchor.now] or days
    elif anchor.tense == "past":
        days = [when for when in days if when <= anchor.now] or days
    if not days:
        return values.unresolved("date", "a feast without a fixed day")
    nearest = min(days, key=lambda when: abs((when - anchor.now).days))
    return values.day(nearest).because(anchor.reason(f"{holiday.id} nearest to"))


def _in_name(found: Found) -> bool:
    """Tell whether capitals beside it make it part of a name ("the Christmas Offensive")."""
    following = found.pieces[found.last] if found.last < len(found.pieces) else None
    leading = found.pieces[found.first - 1] if found.first > 1 else None
    return any(
        piece is not None and piece.text.istitle() and not piece.senses
        for piece in (following, leading)
    )


def _turned_holiday(found: Found, anchor: Anchor) -> Meaning | None:
    holiday = found.calendar.holidays[found.name("HOLIDAY")]
    turn = found.whole("TURN")
    days = [day_of(holiday, anchor.now.year + offset) for offset in (-1, 0, 1)]
    known = [when for when in days if when is not None]
    if turn:
        known = [when for when in known if (when > anchor.now) == (turn > 0)]
    if not known:
        return values.unresolved("date", "a feast without a fixed day")
    nearest = min(known, key=lambda when: abs((when - anchor.now).days))
    return values.day(nearest).because(anchor.reason(f"{holiday.id} counted from"))


def _dated_holiday(found: Found) -> Meaning:
    holiday = found.calendar.holidays[found.name("HOLIDAY")]
    when = day_of(holiday, found.whole("YEAR"))
    if when is None:
        return values.year(found.whole("YEAR")).because("year of a movable feast", dated=True)
    return values.day(when).because("holiday and year in the text", dated=True)


RULES = (
    *told("HOLIDAY", meaning=_holiday),
    *counted("TURN HOLIDAY", meaning=_turned_holiday),
    *stated("HOLIDAY ,? of|in? YEAR", meaning=_dated_holiday),
)

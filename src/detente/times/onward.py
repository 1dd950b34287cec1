"""Dates counted from what the text spoke of last: three weeks earlier, the next day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from detente.times import values
from detente.times.anchor import Anchor
from detente.times.grammar import Found, told
from detente.times.values import Meaning

__all__ = ["RULES"]

BACKWARD = frozenset(["earlier", "before", "previously", "prior"])


def _unit_at_edge(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the week" in "the beginning of the week"."""
    code = found.name("UNIT")
    if not found.edge or code not in ("W", "M", "Y", "DE", "CE", "D"):
        return None
    last = anchor.last
    if (anchor.follows or code == "D") and last is not None and last.earliest is not None:
        if code != "D" or (anchor.near and last.precision == "day"):
            reason = "counted from the date before it"
            return values.rounded(last.earliest, code).because(reason, dated=last.dated)
        return None
    if code == "D":
        return None
    return values.rounded(anchor.now, code).because(anchor.reason("counted from"))


def _apart(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "three weeks earlier", "a year later", "two days after"."""
    word = found.pieces[found.last - 1].word
    if word in ("before", "after", "prior", "on") and not _ends_clause(found):
        return None
    code = found.name("UNIT", "UNITS")
    amount = found.value("NUM", "ONE")
    if amount is None:
        return values.unresolved("date", "a number not said")
    sign = -1 if word in BACKWARD else 1
    return _from_story(
        anchor, code, lambda start: values.away(start, sign * float(amount), code, "")
    )


def _ends_clause(found: Found) -> bool:
    return not found.after() or found.precedes("clause-end")


def _then_unit(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the next day", "the following year", "that month", "the same week"."""
    code, turn = found.name("UNIT"), found.whole("THEN")
    if code not in ("D", "W", "M", "Y", "DE"):
        return None
    return _from_story(anchor, code, lambda start: values.away(start, turn, code, ""))


def _the_unit_before(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the day before", "the year after", at a clause's end."""
    if not _ends_clause(found):
        return None
    sign = -1 if found.pieces[found.last - 1].word in BACKWARD else 1
    code = found.name("UNIT")
    return _from_story(anchor, code, lambda start: values.away(start, sign, code, ""))


def _from_story(
    anchor: Anchor, code: str, meaning: Callable[[date], Meaning | None]
) -> Meaning | None:
    """Count from the date given last, if it is fine enough; without one from `now`."""
    base = anchor.last_day if code in ("D", "W", "TH", "TM") else anchor.last
    if code == "W" and base is None and anchor.last and anchor.last.precision == "week":
        base = anchor.last
    if base is not None and base.earliest is not None and base.latest is not None:
        if code == "M" and base.precision not in ("day", "week", "month"):
            return values.unresolved("date", "no month to count from")
        made = meaning(base.earliest)
        return made and made.because("counted from the date before it", dated=base.dated)
    if anchor.last is not None and anchor.last.dated and anchor.follows:
        return values.unresolved("date", "no day to count from")
    made = meaning(anchor.now)
    return made and made.because(anchor.reason("counted from"))


def _then_month(found: Found, anchor: Anchor) -> Meaning | None:
    if found.pieces[found.core].word == "that":
        return None
    turn, month = found.whole("THEN"), found.whole("MONTH")
    base = anchor.last.earliest if anchor.last is not None else None
    start = base or anchor.now
    year = start.year
    if turn > 0:
        year += month <= start.month
    elif turn < 0:
        year -= month >= start.month
    return values.month(year, month).because("counted from the date before it", dated=True)


def _then_season(found: Found, anchor: Anchor) -> Meaning | None:
    base = anchor.last.earliest if anchor.last is not None else None
    start = base or anchor.now
    code, turn = found.name("SEASON"), found.whole("THEN")
    if found.pieces[found.last - 1].shy and turn == 0:
        return None
    year = start.year
    if turn > 0:
        whole = anchor.last is not None and anchor.last.precision == "year"
        year += whole or values.SEASON_STARTS[code] <= start.month
    elif turn < 0:
        year -= 1
    return values.season(year, code).because("counted from the date before it")


def _then_weekday(found: Found, anchor: Anchor) -> Meaning | None:
    turn, weekday = found.whole("THEN"), found.whole("WEEKDAY")
    if found.pieces[found.core].word.startswith("that"):
        return None
    base = anchor.last_day.earliest if anchor.last_day is not None else None
    start = base or anchor.now
    ahead = (weekday - start.isoweekday()) % 7
    when = start + timedelta(days=(ahead or 7) if turn > 0 else ahead - 7)
    return values.day(when).because("counted from the date before it")


def _then_part(found: Found, anchor: Anchor) -> Meaning | None:
    day = anchor.last_day.earliest if anchor.last_day is not None else None
    when = (day or anchor.now) + timedelta(days=found.whole("THEN"))
    reason = "counted from the date before it"
    return values.moment(when, found.name("PART")).because(reason)


AMOUNT = "NUM|ONE|VAGUE UNIT|UNITS"

RULES = (
    *told("the UNIT", meaning=_unit_at_edge),
    *told("THEN UNIT", meaning=_then_unit),
    *told("the UNIT before|after|prior", meaning=_the_unit_before),
    *told("THEN MONTH", meaning=_then_month),
    *told("THEN SEASON", meaning=_then_season),
    *told("THEN WEEKDAY", meaning=_then_weekday),
    *told("THEN PART", meaning=_then_part, kind="time"),
    *told(
        f"{AMOUNT} earlier|before|previously|prior|later|after|afterwards|afterward",
        "UNITS earlier|later",
        meaning=_apart,
    ),
)

"""Dates counted from the day of speaking: yesterday, last week, two years ago, Monday."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from detente.times import values
from detente.times.anchor import Anchor, nearest_weekday
from detente.times.grammar import Found, counted, stated, told
from detente.times.values import Meaning

__all__ = ["RULES"]

CALENDAR_UNITS = frozenset(["W", "M", "Y", "DE", "CE"])


def _shift(found: Found, anchor: Anchor) -> Meaning:
    when = anchor.now + timedelta(days=found.whole("SHIFT"))
    return values.day(when).because(anchor.reason("counted from"))


def _night(found: Found, anchor: Anchor) -> Meaning:
    days = found.whole("NIGHT")
    if found.pieces[found.core].word == "overnight" and anchor.tense == "future":
        days = 0
    when = anchor.now + timedelta(days=days)
    return values.moment(when, "NI").because(anchor.reason("counted from"))


def _weekday(found: Found, anchor: Anchor) -> Meaning:
    weekday = found.whole("WEEKDAY")
    if anchor.follows and anchor.last_day is not None and anchor.last_day.earliest is not None:
        start = anchor.last_day.earliest
        when = start + timedelta(days=(weekday - start.isoweekday()) % 7)
        return values.day(when).because("first such weekday from the date before it", dated=True)
    when = nearest_weekday(anchor, weekday)
    side = "on" if when == anchor.now else "before" if when < anchor.now else "after"
    return values.day(when).because(anchor.reason(f"weekday {side}"))


def _turned_weekday(found: Found, anchor: Anchor) -> Meaning:
    turn, weekday = found.whole("TURN"), found.whole("WEEKDAY")
    ahead = (weekday - anchor.now.isoweekday()) % 7
    if turn > 0:
        when = anchor.now + timedelta(days=ahead or 7)
    elif turn < 0:
        when = anchor.now - timedelta(days=7 - ahead)
    elif anchor.tense is None:
        when = anchor.now + timedelta(days=weekday - anchor.now.isoweekday())
    else:
        when = nearest_weekday(anchor, weekday)
    return values.day(when).because(anchor.reason("weekday counted from"))


def _weekday_of_week(found: Found, anchor: Anchor) -> Meaning:
    monday = anchor.now - timedelta(days=anchor.now.weekday())
    days = 7 * found.whole("TURN") + found.whole("WEEKDAY") - 1
    return values.day(monday + timedelta(days=days)).because(anchor.reason("counted from"))


def _turned_unit(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "last week", "this year", "next decade"."""
    turn, code = found.whole("TURN"), found.name("UNIT")
    if code not in CALENDAR_UNITS:
        return None
    reason = anchor.reason("counted from")
    when = values.shifted(anchor.now, turn, code)
    if when is None:
        return None
    if code == "DE":
        return values.decade(when.year // 10 * 10).because(reason)
    if code == "CE":
        return values.century((when.year - 1) // 100 + 1).because(reason)
    return values.rounded(when, code).because(reason)


def _rolling_unit(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the past week": as much time as that, up to the day of speaking."""
    turn, code = found.whole("TURN"), found.name("UNIT")
    word = found.pieces[found.core + 1].word
    if turn == 0:
        return _turned_unit(found, anchor)
    if code not in CALENDAR_UNITS and word != "past":
        return None
    return _reaching(values.length(1, code), anchor.now, turn, code, anchor.reason("counted from"))


def _rolling_units(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the past 24 hours", "the next two weeks", "the last few months"."""
    amount = found.value("NUM", "VAGUE") or "X"
    code = found.name("UNIT", "UNITS")
    turn = found.whole("TURN", "THEN")
    start = anchor.now
    if turn == 0:
        return None
    reason = anchor.reason("counted from")
    if anchor.follows and anchor.last is not None and anchor.last.latest is not None:
        start, reason = anchor.last.latest, "counted from the date before it"
    size = amount if isinstance(amount, int | float) else "X"
    meaning = values.length(size, code)
    if size == "X":
        return meaning.because("a number not said")
    return _reaching(meaning, start, turn * float(size), code, reason)


def _reaching(
    meaning: Meaning, start: date, amount: float, code: str, reason: str
) -> Meaning | None:
    end = values.shifted(start, amount, code)
    if end is None:
        return None
    return replace(meaning, earliest=min(start, end), latest=max(start, end), reason=reason)


def _turned_month(found: Found, anchor: Anchor) -> Meaning:
    turn, month = found.whole("TURN"), found.whole("MONTH")
    year = anchor.now.year
    if turn > 0:
        year += month <= anchor.now.month
    elif turn < 0:
        year -= month >= anchor.now.month
    return values.month(year, month).because(anchor.reason("counted from"))


def _turned_season(found: Found, anchor: Anchor) -> Meaning:
    turn, code = found.whole("TURN"), found.name("SEASON")
    start = date(anchor.now.year, values.SEASON_STARTS[code], 1)
    year = anchor.now.year
    if turn > 0:
        year += start <= anchor.now
    elif turn < 0:
        ended = values.season(year, code).latest
        year -= ended is None or ended >= anchor.now
    return values.season(year, code).because(anchor.reason("counted from"))


def _season(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "in the spring", "by winter"."""
    introduced = found.follows("season")
    if not (introduced or found.edge) or found.pieces[found.last - 1].shy:
        return None
    code = found.name("SEASON")
    if anchor.follows and anchor.last is not None and anchor.last.earliest is not None:
        reason = "year of the date before it"
        return values.season(anchor.last.earliest.year, code).because(reason, dated=True)
    year = anchor.now.year
    start = date(year, values.SEASON_STARTS[code], 1)
    if anchor.tense == "future":
        ended = values.season(year, code).latest
        year += ended is not None and ended < anchor.now
    else:
        year -= start > anchor.now
    return values.season(year, code).because(anchor.reason("season nearest to"))


def _turned_weekend(found: Found, anchor: Anchor) -> Meaning:
    when = anchor.now + timedelta(days=7 * found.whole("TURN"))
    if found.whole("TURN") == 0 and anchor.tense == "past" and anchor.now.isoweekday() < 5:
        when -= timedelta(days=7)
    return values.weekend(when).because(anchor.reason("counted from"))


def _weekend(_found: Found, anchor: Anchor) -> Meaning:
    running = anchor.now.isoweekday() >= 6 or anchor.tense == "future"
    when = anchor.now if running else anchor.now - timedelta(days=7)
    return values.weekend(when).because(anchor.reason("weekend nearest to"))


def _turned_quarter(found: Found, anchor: Anchor) -> Meaning:
    count = anchor.now.year * 4 + (anchor.now.month - 1) // 3 + found.whole("TURN")
    return values.quarter(count // 4, count % 4 + 1).because(anchor.reason("counted from"))


def _turned_part(found: Found, anchor: Anchor) -> Meaning | None:
    turn = found.whole("TURN")
    if turn > 0:
        return None
    when = anchor.now + timedelta(days=turn)
    return values.moment(when, found.name("PART")).because(anchor.reason("counted from"))


def _end_of_unit(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "by year end", "before the month's end"."""
    code = found.name("UNIT")
    if code not in ("M", "Y"):
        return None
    whole = values.rounded(anchor.now, code).because(anchor.reason("counted from"))
    return values.narrowed(whole, "END", anchor.now)


def _ago(found: Found, anchor: Anchor) -> Meaning | None:
    code = found.name("UNIT", "UNITS")
    amount = found.value("NUM", "ONE")
    if amount is None:
        return values.reference("PAST_REF").because("a number not said")
    return values.away(anchor.now, -float(amount), code, anchor.reason("counted from"))


def _hence(found: Found, anchor: Anchor) -> Meaning | None:
    if found.pieces[found.core].word == "in" and anchor.tense != "future":
        return None
    code = found.name("UNIT", "UNITS")
    amount = float(found.value("NUM", "ONE") or 1)
    return values.away(anchor.now, amount, code, anchor.reason("counted from"))


def _eve(found: Found) -> Meaning | None:
    if found.after() != "of":
        return None
    return values.unresolved("date", "counted from an event")


AMOUNT = "NUM|ONE|VAGUE UNIT|UNITS"

RULES = (
    *counted("SHIFT", meaning=_shift),
    *counted("NIGHT", meaning=_night, kind="time"),
    *told("WEEKDAY", meaning=_weekday),
    *counted("TURN WEEKDAY", meaning=_turned_weekday),
    *counted("WEEKDAY of? TURN week", meaning=_weekday_of_week),
    *counted("TURN UNIT", meaning=_turned_unit),
    *counted("the TURN UNIT", meaning=_rolling_unit, kind="duration"),
    *counted(
        "the? TURN NUM|VAGUE UNIT|UNITS",
        "THEN NUM|VAGUE UNIT|UNITS",
        meaning=_rolling_units,
        kind="duration",
    ),
    *counted("TURN MONTH", meaning=_turned_month),
    *counted("TURN SEASON", meaning=_turned_season),
    *told("SEASON", "the SEASON", meaning=_season),
    *counted("TURN WEEKEND", meaning=_turned_weekend),
    *counted("the WEEKEND", meaning=_weekend),
    *counted("TURN QUARTER", meaning=_turned_quarter),
    *counted("TURN PART", meaning=_turned_part, kind="time"),
    *counted("UNIT -? end", "the UNIT ' s end", meaning=_end_of_unit),
    *counted(f"{AMOUNT} ago|back", "[ NUM ] UNITS ago", "UNITS ago", meaning=_ago),
    *counted(f"{AMOUNT} from now", f"{AMOUNT} hence", "in NUM|ONE UNIT|UNITS", meaning=_hence),
    *stated("the eve", meaning=_eve),
)

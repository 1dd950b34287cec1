"""Durations, sets, vague references and times of day."""

from __future__ import annotations

from datetime import date

from detente.times import values
from detente.times.anchor import Anchor
from detente.times.grammar import Found, stated, told
from detente.times.values import Meaning

__all__ = ["RULES"]


def _amount(found: Found) -> Meaning | None:
    """Read "six months", "two-day", "several weeks"."""
    if _is_age(found) or found.follows("priced") or "aged" in (found.before(), found.before(3)):
        return None
    amount = found.value("NUM", "VAGUE") or "X"
    code = found.name("UNIT", "UNITS")
    if "YEAR" in found.pieces[found.core].senses and found.value("UNIT"):
        return None
    return values.length(amount, code).because("length in the text")


def _and_a_half(found: Found) -> Meaning | None:
    if _is_age(found):
        return None
    amount = float(found.value("NUM", "ONE") or 1) + 0.5
    return values.length(amount, found.name("UNIT", "UNITS")).because("length in the text")


def _one(found: Found) -> Meaning | None:
    """Read "a year" where it is a length, not a rate ("$5 a year")."""
    hyphenated = "-" in (piece.word for piece in found.pieces[found.first : found.last])
    if _is_age(found) or not (hyphenated or found.follows("length")):
        return None
    return values.length(1, found.name("UNIT")).because("length in the text")


def _some(found: Found) -> Meaning | None:
    """Read "for years", "weeks of fighting", "decades-long"."""
    spread = found.after() == "of" and not found.follows("not-spread")
    stretched = found.after() == "-" and found.after(2) in ("long", "old")
    if not (found.before() == "for" or spread or stretched):
        return None
    return values.length("X", found.name("UNITS")).because("a number not said")


def _is_age(found: Found) -> bool:
    following = found.after()
    if following in ("-", "–"):
        following = found.after(2)
    return following in ("old", "olds") or (following == "of" and found.after(2) == "age")


def _vague(found: Found) -> Meaning:
    name = "PAST_REF" if found.value("RECENT") else "FUTURE_REF"
    return values.reference(name).because("a number not said")


def _reference(found: Found) -> Meaning | None:
    if found.before() == "as" and found.after() == "as":
        return None
    return values.reference(found.name("REF")).because("vague in the text")


def _past(found: Found) -> Meaning | None:
    at = found.last
    following = found.pieces[at].senses if at < len(found.pieces) else {}
    if following.keys() & {"NUM", "VAGUE", "UNIT", "UNITS", "ONE"}:
        return None
    return values.reference("PAST_REF").because("vague in the text")


def _soon(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "soon" of what is to come; in a story of the past it is no time of its own."""
    if anchor.tense != "future" or found.before() == "as":
        return None
    return values.reference("FUTURE_REF").because("vague in the text")


def _set(found: Found) -> Meaning:
    return Meaning(kind="set", value=found.name("SET"), reason="repeated")


def _every(found: Found) -> Meaning | None:
    """Read "every Monday", "each year", "every two weeks"."""
    if weekday := found.value("WEEKDAY"):
        value = f"XXXX-WXX-{weekday}"
    elif month := found.value("MONTH"):
        value = f"XXXX-{int(month):02}"
    elif season := found.value("SEASON"):
        value = f"XXXX-{season}"
    elif part := found.value("PART"):
        value = f"XXXX-XX-XXT{part}"
    else:
        amount = found.whole("EACH") * float(found.value("NUM") or 1)
        value = values.length(amount, found.name("UNIT", "UNITS")).value or ""
    return Meaning(kind="set", value=value, reason="repeated")


def _rate(found: Found) -> Meaning:
    value = values.length(1, found.name("UNIT")).value
    return Meaning(kind="set", value=value, reason="repeated")


def _weekdays(found: Found) -> Meaning:
    if found.value("WEEKENDS"):
        return Meaning(kind="set", value="XXXX-WXX-WE", reason="repeated")
    return Meaning(kind="set", value=f"XXXX-WXX-{found.whole('WEEKDAYS')}", reason="repeated")


def _clock(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "8:20 a.m." on the day that the sentence or paragraph speaks of."""
    piece = found.pieces[found.core]
    lettered = found.last > found.core + 1 or any(mark.isalpha() for mark in piece.word)
    if not lettered and not found.follows("clock"):
        return None
    when = _story_day(anchor)
    if when is None and anchor.follows:
        code = found.name("CLOCK")
        return Meaning(kind="time", value=f"XXXX-XX-XXT{code}", reason="no day beside it")
    when = when or anchor.now
    return values.moment(when, found.name("CLOCK")).because("day of the date beside it")


def _part(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "in the morning", "at night", "at noon"."""
    if not found.follows("part") and not found.edge:
        return None
    code = found.name("PART", "DAYMARK")
    when = _story_day(anchor)
    if when is None or (found.pieces[found.core].word == "night" and found.before() == "at"):
        return Meaning(kind="time", value=f"XXXX-XX-XXT{code}", reason="no day beside it")
    return values.moment(when, code).because("day of the date beside it")


def _story_day(anchor: Anchor) -> date | None:
    if anchor.last_day is None or not anchor.near:
        return None
    return anchor.last_day.earliest


ZONE = "gmt|utc|est|edt|et|bst|cet|cest|ist|pst|pdt"

RULES = (
    *stated("NUM|VAGUE -? UNIT|UNITS", meaning=_amount, kind="duration"),
    *stated(
        "NUM|ONE and a half UNITS", "ONE UNIT and a half", meaning=_and_a_half, kind="duration"
    ),
    *stated("ONE -? UNIT", meaning=_one, kind="duration"),
    *stated("UNITS", meaning=_some, kind="duration"),
    *stated("the? RECENT|COMING UNITS", meaning=_vague),
    *stated("REF", meaning=_reference),
    *told("soon", "very soon", meaning=_soon),
    *stated("in the past", meaning=_past),
    *stated("SET", meaning=_set, kind="set"),
    *stated("EACH UNIT|WEEKDAY|MONTH|PART|SEASON", "EACH NUM UNITS", meaning=_every, kind="set"),
    *stated("TIMES ONE|PER|EACH UNIT", "NUM times ONE|PER|EACH UNIT", meaning=_rate, kind="set"),
    *stated("WEEKDAYS", "WEEKENDS", meaning=_weekdays, kind="set"),
    *told(
        "CLOCK",
        f"CLOCK {ZONE}",
        "CLOCK hrs|hr|hours",
        "CLOCK local time",
        meaning=_clock,
        kind="time",
        late=True,
    ),
    *told("PART", "the PART", "DAYMARK", meaning=_part, kind="time", late=True),
)

"""Dates that name their day, month, year, decade or century, wholly or in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.times import values
from detente.times.anchor import Anchor, nearest_day, nearest_month, valid_day
from detente.times.grammar import Found, counted, stated, told
from detente.times.values import Meaning

__all__ = ["RULES", "has_count_after"]

WEEKDAY = "WEEKDAY|DAYABBR .? ,? the?"
DASH = "-|–|—"


def has_count_after(found: Found) -> bool:
    """Tell whether the number at an expression's end counts the things that follow it."""
    word = found.after()
    if found.precedes("counted"):
        return True
    at = found.last
    text = found.pieces[at].text if at < len(found.pieces) else ""
    plural = word.endswith("s") and len(word) > 3 and not found.precedes("not-plural")
    plural = plural or word.endswith(("children", "men", "people"))
    return plural and text.islower() and not found.pieces[at].senses


def _full(found: Found) -> Meaning | None:
    number = found.whole("DAY", "ORD")
    when = valid_day(found.whole("YEAR"), found.whole("MONTH"), number)
    return None if when is None else values.day(when).because("date in the text", dated=True)


def _written(found: Found) -> Meaning | None:
    day, _, clock = found.name("ISO").partition("t")
    year, month, number = map(int, day.split("-"))
    when = valid_day(year, month, number)
    if when is None:
        return None
    meaning = values.moment(when, clock[:5]) if clock else values.day(when)
    return meaning.because("date in the text", dated=True)


def _slashed(found: Found) -> Meaning | None:
    first, second, year = (int(part) for part in found.name("SLASH").replace(".", "/").split("/"))
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    day_first = valid_day(year, second, first)
    when = day_first or valid_day(year, first, second)
    reason = "figures, day before month" if day_first else "figures, month before day"
    return None if when is None else values.day(when).because(reason, dated=True)


def _undated(found: Found, anchor: Anchor) -> Meaning | None:
    if found.before() == "in" and has_count_after(found):
        return None
    return nearest_day(anchor, found.whole("MONTH"), found.whole("DAY", "ORD"))


def _stretch(found: Found) -> Meaning | None:
    first, last = found.wholes("DAY")
    year = found.whole("YEAR")
    start, end = (valid_day(year, found.whole("MONTH"), number) for number in (first, last))
    return _between(start, end, "date in the text", dated=True)


def _undated_stretch(found: Found, anchor: Anchor) -> Meaning | None:
    first, last = found.wholes("DAY")
    start = nearest_day(anchor, found.whole("MONTH"), first)
    if start is None or start.earliest is None or has_count_after(found):
        return None
    end = valid_day(start.earliest.year, found.whole("MONTH"), last)
    return _between(start.earliest, end, start.reason, dated=start.dated)


def _between(start: date | None, end: date | None, reason: str, *, dated: bool) -> Meaning | None:
    if start is None or end is None or end <= start:
        return None
    return values.days_between(start, end).because(reason, dated=dated)


def _dated_month(found: Found) -> Meaning:
    meaning = values.month(found.whole("YEAR"), found.whole("MONTH"))
    return meaning.because("month and year in the text", dated=True)


def _month(found: Found, anchor: Anchor) -> Meaning | None:
    piece = found.pieces[found.core]
    likely = found.entity == "DATE" and found.follows("perhaps-month") and found.after() != "'"
    sure = found.follows("month") or found.edge or likely
    if piece.shy == "always" and not sure:
        return None
    if piece.shy == "always" and found.after() in ("on", "against", "for") and found.edge:
        return None
    month = found.whole("MONTH")
    if anchor.tense is None and found.follows("until"):
        anchor = replace(anchor, tense="future")
    year, reason, dated = nearest_month(anchor, month)
    return values.month(year, month).because(reason, dated=dated)


def _of_turned_year(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "October of last year", "the spring of next year"."""
    reason = anchor.reason("counted from")
    return _in_year(found, anchor.now.year + found.whole("TURN"), reason, dated=False)


def _of_then_year(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "October of the same year"."""
    return _in_year(found, _then_year(found, anchor), "year of the date before it", dated=True)


def _day_of_then_year(found: Found, anchor: Anchor) -> Meaning | None:
    if found.name("UNIT") != "Y":
        return None
    when = valid_day(_then_year(found, anchor), found.whole("MONTH"), found.whole("DAY"))
    if when is None:
        return None
    return values.day(when).because("year of the date before it", dated=True)


def _then_year(found: Found, anchor: Anchor) -> int:
    base = anchor.last.earliest if anchor.last is not None else None
    return (base or anchor.now).year + found.whole("THEN")


def _in_year(found: Found, year: int, reason: str, *, dated: bool) -> Meaning | None:
    if found.name("UNIT") != "Y":
        return None
    if season := found.name("SEASON"):
        return values.season(year, season).because(reason, dated=dated)
    return values.month(year, found.whole("MONTH")).because(reason, dated=dated)


def _monthday(found: Found, anchor: Anchor) -> Meaning | None:
    """Read "the 12th" in the month that the story stands at."""
    last = anchor.last
    if found.before() != "on" or last is None or last.earliest is None:
        return None
    if found.after() not in ("", ",", ".", ";", "and"):
        return None
    when = valid_day(last.earliest.year, last.earliest.month, found.whole("DAY"))
    return None if when is None else values.day(when).because("month of the date before it")


def _year(found: Found) -> Meaning | None:
    if found.follows("numbering") and found.after() not in ("-", "–"):
        return None
    if _counts(found) or _in_figure(found):
        return None
    if found.whole("YEAR") < 1900 and not found.edge and not found.follows("old-year"):
        return None
    return values.year(found.whole("YEAR")).because("year in the text", dated=True)


def _fiscal(found: Found) -> Meaning:
    """Read "fiscal year 2014", which begins and ends on other days from country to country.

    It may begin nine months before the calendar year of its number (India) and end three after.
    """
    year = found.whole("YEAR")
    return Meaning(
        value=f"FY{year}",
        earliest=date(year - 1, 4, 1),
        latest=date(year + 1, 3, 31),
        reason="fiscal year in the text; its first day depends on the country",
        dated=True,
    )


def _counts(found: Found) -> bool:
    """Tell whether it is a number of things; "the 2011 protests" are none, "2,000" never is."""
    if found.last == len(found.pieces):
        return False
    if "UNIT" not in found.pieces[found.last].senses and not has_count_after(found):
        return False
    following = found.pieces[found.last].senses
    if found.precedes("counted") or "UNIT" in following or found.whole("YEAR") < 1900:
        return True
    return not found.follows("year")


def _in_figure(found: Found) -> bool:
    """Tell whether the digits are part of a code or a list number ("F-2000", "2000-strong")."""
    first, last = found.pieces[found.first], found.pieces[found.last - 1]
    if found.before() == "-" and found.first > 1:
        dash, head = found.pieces[found.first - 1], found.pieces[found.first - 2]
        glued = dash.end == first.start and head.end == dash.start
        return glued and not ({"YEAR", "MONTH", "EDGE"} & set(head.senses))
    if found.after() == "-" and found.last + 1 < len(found.pieces):
        tail = found.pieces[found.last + 1]
        return tail.start == last.end + 1 and tail.word in ("strong", "year", "man", "member")
    return False


def _two_years(found: Found) -> Meaning | None:
    first, tail = found.whole("YEAR"), found.whole("TAIL")
    last = first - first % 100 + tail
    if last <= first or len(found.pieces[found.last - 1].word) != 2:
        return None
    start, end = values.year(first), values.year(last)
    return Meaning(
        value=f"{first}/{last}",
        earliest=start.earliest,
        latest=end.latest,
        precision="year",
        reason="years in the text",
        dated=True,
    )


def _era_year(found: Found) -> Meaning | None:
    number = found.whole("YEAR", "NUM")
    if found.name("ERA") == "BC":
        return Meaning(value=f"BC{number:04}", precision="year", reason="year in the text")
    return values.year(number).because("year in the text") if 0 < number < 2200 else None


def _decade(found: Found) -> Meaning | None:
    first = found.whole("DECADE")
    named = found.pieces[found.core].word == "the" or found.before() == "the" or found.edge
    if not named and (first < 1000 or found.pieces[found.core].word.isalpha()):
        return None
    digits = found.pieces[found.last - 1].word
    if found.before() in ("his", "her", "their", "my") or (
        digits[:4] == str(first) and first < 1000
    ):
        return None
    return values.decade(first).because("decade in the text")


def _century(found: Found) -> Meaning:
    number = found.whole("ORD")
    if found.name("ERA") == "BC":
        return Meaning(value=f"BC{number - 1:02}", precision="century", reason="in the text")
    return values.century(number).because("century in the text")


def _dated_season(found: Found) -> Meaning:
    meaning = values.season(found.whole("YEAR"), found.name("SEASON"))
    return meaning.because("season and year in the text", dated=True)


def _quarter(found: Found) -> Meaning | None:
    number = found.whole("NUM")
    if not 1 <= number <= 4:
        return None
    return values.quarter(found.whole("YEAR"), number).because("quarter in the text", dated=True)


def _attacks(found: Found) -> Meaning | None:
    """Read "the September 11 attacks", which need no year."""
    if (found.whole("MONTH"), found.whole("DAY")) != (9, 11):
        return None
    if found.after() not in ("attack", "attacks", "terrorist", "terror", "hijackings", "hijackers"):
        return None
    return values.day(date(2001, 9, 11)).because("the attacks of 2001", dated=True)


RULES = (
    *stated("ISO", "SLASH", meaning=lambda f: _written(f) if f.value("ISO") else _slashed(f)),
    *stated(
        "MONTH .? DAY ,? YEAR",
        f"{WEEKDAY} MONTH .? DAY ,? YEAR",
        "the? DAY of? MONTH .? ,? YEAR",
        "the? ORD of MONTH .? ,? YEAR",
        f"{WEEKDAY} DAY of? MONTH .? ,? YEAR",
        meaning=_full,
    ),
    *stated("MONTH .? DAY", "DAY MONTH", meaning=_attacks),
    *told(
        "MONTH .? the? DAY",
        f"{WEEKDAY} MONTH .? DAY",
        "the? DAY of? MONTH",
        "the? ORD of MONTH",
        f"{WEEKDAY} DAY of? MONTH",
        meaning=_undated,
    ),
    *counted("MONTH of? TURN UNIT", "SEASON of TURN UNIT", meaning=_of_turned_year),
    *told("MONTH of THEN UNIT", "SEASON of THEN UNIT", meaning=_of_then_year),
    *told(
        "the? DAY of? MONTH of? THEN UNIT", "MONTH .? DAY of THEN UNIT", meaning=_day_of_then_year
    ),
    *stated(
        f"MONTH .? DAY {DASH}|to|and|through DAY ,? YEAR",
        f"DAY {DASH}|to|and|through DAY of? MONTH .? ,? YEAR",
        meaning=_stretch,
    ),
    *told(
        f"MONTH .? DAY {DASH}|to|and|through DAY",
        f"DAY {DASH}|to|and|through DAY of? MONTH",
        meaning=_undated_stretch,
    ),
    *stated("MONTH .? ,? of? YEAR", meaning=_dated_month),
    *told("MONTH", meaning=_month),
    *told("the DAY", meaning=_monthday),
    *stated("YEAR", "the year YEAR", meaning=_year),
    *stated(
        f"YEAR {DASH}|/ TAIL", f"fiscal|financial year? YEAR {DASH}|/ TAIL", meaning=_two_years
    ),
    *stated("the? fiscal|financial|tax year? YEAR", "fy YEAR", meaning=_fiscal),
    *stated("YEAR|NUM ERA", "ERA YEAR|NUM", meaning=_era_year),
    *stated("DECADE", "the DECADE", "the ' DECADE", meaning=_decade),
    *stated("the? ORD -? century|centuries", "the? ORD -? century|centuries ERA", meaning=_century),
    *stated("SEASON of|,? YEAR", "the SEASON of YEAR", meaning=_dated_season),
    *stated("q NUM ,? of? YEAR", meaning=_quarter),
)

"""What stands around a date and narrows it: "early", "the last week of", "morning"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.times import values
from detente.times.grammar import Found, stated
from detente.times.splitting import Piece
from detente.times.values import Meaning
from detente.times.words import Value

__all__ = ["EDGE_RULES", "edge_of", "finished"]

EVE = "eve"

EDGE_RULES = stated(
    "the? EDGE -?",
    "EDGE in|on",
    "the? EDGE part|days|weeks|months|years|hours of",
    "the? EDGENOUN of",
    "the? ORD HALF|QUARTER of",
    "the? latter HALF of",
    "the? first|last|final NUM|ONE? UNIT|UNITS of",
    "the? ORD UNIT of",
    "the? PART hours? of|on",
    "the? eve of",
    "the? EDGE PART hours? of|on",
    meaning=lambda _: None,
)


def edge_of(narrowing: Mapping[str, Value], opening: Sequence[Piece]) -> str | None:
    """Return what narrows an expression: a word of the tables, or a code such as L2-W.

    The codes are H2 and Q3 for halves and quarters, and for "the last two weeks of" L2-W, with
    F for the first units and N for the one of that number; EVE is the day before.
    """
    for sense in ("HALF", "QUARTER"):
        if sense in narrowing:
            return f"{narrowing[sense]}{narrowing.get('ORD', 2)}"
    code = narrowing.get("UNIT", narrowing.get("UNITS"))
    if code is not None and "EDGE" not in narrowing:
        words = {piece.word for piece in opening}
        letter = "L" if words & {"last", "final"} else "F" if "first" in words else "N"
        amount = narrowing["ORD"] if letter == "N" else narrowing.get("NUM", 1)
        return f"{letter}{int(float(amount))}-{code}"
    if any(piece.word == EVE for piece in opening):
        return EVE
    edge = narrowing.get("EDGE", narrowing.get("EDGENOUN"))
    return None if edge is None else str(edge)


def finished(found: Found, meaning: Meaning | None, now: date | None) -> Meaning | None:
    """Return the meaning with its edge ("early") and part of the day applied."""
    if meaning is None:
        return None
    if found.part is not None:
        if meaning.precision != "day" or meaning.earliest is None or meaning.kind != "date":
            return None
        made = values.moment(meaning.earliest, found.part)
        return made.because(meaning.reason, dated=meaning.dated)
    if found.edge is None:
        return meaning
    if meaning.kind in ("duration", "set") or meaning.value in ("PAST_REF", "FUTURE_REF"):
        return None
    if found.edge == EVE:
        return _day_before(meaning)
    if "-" in found.edge:
        return _some_units(found.edge, meaning)
    if found.edge[0] in "HQ" and found.edge[1:].isdigit():
        return _half_or_quarter(found.edge, meaning)
    return values.narrowed(meaning, found.edge, now)


def _day_before(meaning: Meaning) -> Meaning | None:
    """Return the eve of a day; what is no single day has none."""
    if meaning.precision != "day" or meaning.earliest is None or meaning.kind != "date":
        return None
    eve = values.day(meaning.earliest - timedelta(days=1))
    return eve.because(f"eve; {meaning.reason}", dated=meaning.dated)


def _some_units(edge: str, meaning: Meaning) -> Meaning | None:
    """Return the first, last or nth units of a meaning: "the last two weeks of" August."""
    amount, _, code = edge[1:].partition("-")
    first, last = meaning.earliest, meaning.latest
    if first is None or last is None:
        return meaning
    count = int(amount)
    if edge[0] == "L":
        before = values.shifted(last, -count, code)
        start, end = before and before + timedelta(days=1), last
    else:
        start = values.shifted(first, count - 1, code) if edge[0] == "N" else first
        after = values.shifted(first, count, code)
        end = after - timedelta(days=1) if after else last
    if start is None or not first <= start <= end <= last:
        return None
    return replace(meaning, earliest=start, latest=end)


def _half_or_quarter(edge: str, meaning: Meaning) -> Meaning | None:
    number = int(edge[1:])
    if edge[0] == "H" and number in (1, 2):
        narrowed = values.narrowed_to_part(meaning, number, 2)
    elif edge[0] == "Q" and number in (1, 2, 3, 4):
        narrowed = values.narrowed_to_part(meaning, number, 4)
    else:
        return None
    if meaning.precision != "year":
        return narrowed
    return replace(
        narrowed, value=f"{meaning.value}-{edge}", precision="quarter" if edge[0] == "Q" else None
    )

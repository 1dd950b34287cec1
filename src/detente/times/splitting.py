"""From a sentence's text to pieces: words, numbers and marks with their senses of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from detente.times.words import Calendar, Phrase, Senses, Value

__all__ = ["Piece", "split"]

PIECE = re.compile(
    r"""
    (?P<word>[^\W\d_]+)
  | (?P<mark>[^\w\s]|_)
  | (?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?(?![\d-]))
  | (?P<slash>\d{1,2}(?P<bar>[/.])\d{1,2}(?P=bar)\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d\d(?![\d/]))
  | (?P<meridiem>\d{1,2}(?:[:.]\d\d)?\s?[ap](?:\.\s?m\b\.?|\s?m\b))
  | (?P<oclock>\d{1,2}\s?o[’']clock)
  | (?P<zulu>(?:[01]\d|2[0-4])[0-5]\d(?=\s?(?:GMT|UTC)\b)|0\d[0-5]\d(?=\s?(?:hours|hrs)\b))
  | (?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))
  | (?P<figure>\d+(?:[.,]\d+)+)
  | (?P<ordinal>\d+(?:st|nd|rd|th)\b)
  | (?P<decade>\d{2}(?:\d\d)?[’']?s\b)
  | (?P<digits>\d+)
  | (?P<rest>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"\d")
NOTHING: Senses = {}


class Piece(NamedTuple):
    """A word, number, mark or known phrase; offsets are into the document.

    `word` is its text in lower case with straight apostrophes. `shy` is how sure it is to tell
    of time (see `words.SHYNESS`).
    """

    start: int
    end: int
    text: str
    word: str
    senses: Senses
    shy: str = ""


def split(text: str, start: int, calendar: Calendar) -> list[Piece]:
    """Return the pieces of a sentence that begins at `start` of its document.

    None at all for a sentence without a figure or word that every time expression needs.
    """
    words = WORD.findall(text.lower())
    if calendar.signs.isdisjoint(words) and not DIGIT.search(text):
        return []
    return _with_numbers(_with_phrases(_cut(text, start, calendar), calendar))


def _cut(text: str, start: int, calendar: Calendar) -> list[Piece]:
    pieces: list[Piece] = []
    for match in PIECE.finditer(text):
        piece = match[0]
        word = piece.lower().replace("’", "'")
        form = match.lastgroup or "mark"
        shy = ""
        if form == "word":
            senses = calendar.senses.get(word, NOTHING)
            if senses:
                shy = calendar.shy.get(word, "")
                if _ruled_out(piece, shy, first=not pieces):
                    senses = NOTHING
        else:
            senses = _number_senses(form, word)
        first, last = match.span()
        pieces.append(Piece(start + first, start + last, piece, word, senses, shy))
    return pieces


def _ruled_out(text: str, shy: str, *, first: bool) -> bool:
    capital = text[0].isupper()
    if shy == "title":
        return capital and not first
    return bool(shy) and not capital and text != "fall"


def _number_senses(form: str, word: str) -> Senses:
    if form == "digits":
        return _digit_senses(word)
    if form == "ordinal":
        number = int(word[:-2])
        return {"ORD": number, "DAY": number} if 1 <= number <= 31 else {"ORD": number}
    if form == "figure":
        plain = word.replace(",", "")
        return {"NUM": float(plain)} if plain.count(".") <= 1 else NOTHING
    if form == "decade":
        year = int(word.rstrip("s").rstrip("'"))
        return {"DECADE": year if year > 99 else 1900 + year} if year % 10 == 0 else NOTHING
    if form == "iso":
        return {"ISO": word}
    if form == "slash":
        return {"SLASH": word}
    if form in ("meridiem", "oclock", "zulu", "clock"):
        clock = _clock(form, word)
        return {"CLOCK": clock} if clock else NOTHING
    return NOTHING


def _digit_senses(word: str) -> Senses:
    number = int(word[:12])
    senses: dict[str, Value] = {"NUM": number}
    if len(word) == 4 and 1000 <= number <= 2100:
        senses["YEAR"] = number
    elif len(word) <= 2:
        senses["TAIL"] = number
        if 1 <= number <= 31:
            senses["DAY"] = number
    return senses


def _clock(form: str, word: str) -> str | None:
    figures = [int(digits) for digits in re.findall(r"\d+", word)]
    if form == "zulu":
        return f"{word[:2]}:{word[2:4]}"
    hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
    if form == "meridiem":
        if hour > 12:
            return None
        hour = hour % 12 + (12 if "p" in word else 0)
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def _with_phrases(pieces: list[Piece], calendar: Calendar) -> list[Piece]:
    joined: list[Piece] = []
    at = 0
    while at < len(pieces):
        phrases = calendar.phrases.get(pieces[at].word)
        made = _phrase_at(pieces, at, phrases, calendar) if phrases else None
        joined.append(made[1] if made else pieces[at])
        at += made[0] if made else 1
    return joined


def _phrase_at(
    pieces: list[Piece], at: int, phrases: Sequence[Phrase], calendar: Calendar
) -> tuple[int, Piece] | None:
    following = pieces[at + 1].word if at + 1 < len(pieces) else ""
    for phrase in phrases:
        size = len(phrase.words)
        if phrase.words[1] != following:
            continue
        if tuple(piece.word for piece in pieces[at : at + size]) != phrase.words:
            continue
        piece = _joined(pieces[at : at + size], phrase.senses)
        if piece.text[:1].isupper() or not calendar.shy.get(piece.word):
            return size, piece
    return None


def _with_numbers(pieces: list[Piece]) -> list[Piece]:
    """Join number words: "twenty-five", "two hundred", "twenty-first"."""
    joined: list[Piece] = []
    for piece in pieces:
        joined.append(piece)
        while joined[-1].senses and (made := _number_of(joined)) is not None:
            size, senses = made
            joined[-size:] = [_joined(joined[-size:], senses)]
    return joined


def _number_of(pieces: list[Piece]) -> tuple[int, Senses] | None:
    last = pieces[-1].senses
    if "SCALE" in last and len(pieces) > 1:
        before = pieces[-2].senses
        many = before.get("NUM", before.get("ONE"))
        return (2, {"NUM": float(many) * float(last["SCALE"])}) if many is not None else None
    unit = last.get("NUM", last.get("ORD"))
    if not isinstance(unit, int) or not 1 <= unit <= 9 or not pieces[-1].word.isalpha():
        return None
    gap = 2 if len(pieces) > 2 and pieces[-2].word == "-" else 1
    tens = pieces[-1 - gap] if len(pieces) > gap else None
    if tens is None or not tens.word.isalpha() or tens.senses.get("NUM") not in range(20, 100, 10):
        return None
    total = int(tens.senses["NUM"]) + unit
    if "ORD" in last:
        return gap + 1, {"ORD": total, "DAY": total} if total <= 31 else {"ORD": total}
    return gap + 1, {"NUM": total}


def _joined(pieces: list[Piece], senses: Senses) -> Piece:
    first, last = pieces[0], pieces[-1]
    text = first.text
    for before, piece in pairwise(pieces):
        text += " " * (piece.start - before.end) + piece.text
    return Piece(first.start, last.end, text, text.lower().replace("’", "'"), senses)

"""The names of time: months, weekdays, units, numbers and phrases, read from the lexicon.

Every row gives a word or phrase one *sense*, a class that the patterns of the grammar speak
of, with a value. A word may have several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.errors import Fault, TableError
from detente.tables import Lexicon
from detente.times.holidays import Holiday, faults_of

__all__ = ["SENSES", "Calendar", "Phrase", "Senses", "Value", "load_calendar", "words_of"]

Value = int | float | str
Senses = Mapping[str, Value]

SENSES = {
    "MONTH": "1 to 12",
    "WEEKDAY": "1 (Monday) to 7",
    "WEEKDAYS": "a weekday in the plural: 1 to 7",
    "DAYABBR": "a weekday's abbreviation: 1 to 7",
    "UNIT": "a length's TIMEX3 code: TS TM TH D W M Y DE CE, a number before it multiplies",
    "UNITS": "the same in the plural",
    "WEEKEND": "WE",
    "WEEKENDS": "WE",
    "QUARTER": "Q",
    "HALF": "H",
    "NUM": "a number",
    "SCALE": "what it multiplies the number before it by",
    "ORD": "the number of an ordinal",
    "ONE": "1",
    "VAGUE": "X, an unknown number",
    "RECENT": "X",
    "COMING": "X",
    "DECADE": "its first year",
    "SEASON": "SP SU FA WI",
    "PART": "a part of the day: MO MI AF EV NI",
    "DAYMARK": "a part of the day or a clock time, as in 12:00",
    "SHIFT": "days from the day of speaking",
    "NIGHT": "the night so many days from the day of speaking",
    "TURN": "units from the one now running: -1 last, 0 this, 1 next",
    "THEN": "units from the one last spoken of",
    "EDGE": "START SOFAR MID REST END",
    "EDGENOUN": "START MID END",
    "ERA": "BC AD",
    "REF": "PAST_REF PRESENT_REF FUTURE_REF",
    "SET": "how often, as a TIMEX3 duration",
    "EACH": "every so many",
    "TIMES": "how many times",
    "PER": "1",
}
TEXTUAL = frozenset(
    [
        *("UNIT", "UNITS", "WEEKEND", "WEEKENDS", "QUARTER", "HALF", "VAGUE", "RECENT"),
        *("COMING", "SEASON", "PART", "DAYMARK", "EDGE", "EDGENOUN", "ERA", "REF", "SET"),
    ]
)
SIGNS = frozenset(
    [
        *("MONTH", "WEEKDAY", "WEEKDAYS", "DAYABBR", "UNIT", "UNITS", "WEEKEND", "WEEKENDS"),
        *("QUARTER", "DECADE", "SEASON", "PART", "DAYMARK", "SHIFT", "NIGHT", "REF", "SET", "ERA"),
        "HOLIDAY",
    ]
)
SIGN_WORDS = frozenset(["soon", "eve"])
SHYNESS = {
    "": "never",
    "case": "only when capitalised",
    "always": "only when capitalised, and beside other words of time",
    "title": "unless capitalised within a sentence",
}
PIECE = re.compile(r"[^\W\d_]+|\d+|\S")


@dataclass(frozen=True, slots=True)
class WordRow:
    """One row of `times/words/*.csv`; `shy` says when the word may not be one of time."""

    word: str
    sense: str
    value: str
    shy: str | None = None


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of `times/names.csv`: a name whose words of time tell no time."""

    name: str


@dataclass(frozen=True, slots=True)
class VerbRow:
    """One row of `times/verbs.csv`; the sense is FORWARD (plan to) or OPENING (talks open)."""

    lemma: str
    sense: str


@dataclass(frozen=True, slots=True)
class CueBlock:
    """Words beside an expression that decide what it is; `where` says where they stand."""

    id: str
    where: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words with a sense of their own; no senses at all for a name to leave alone."""

    words: tuple[str, ...]
    senses: Senses


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the grammar knows of words, holidays, verbs and cues.

    `senses` and `shy` are keyed by the word in lower case, `phrases` by their first word,
    longest first, `holidays` and `cues` by id. `signs` are words of which every expression
    without a figure holds one; `forward` are verbs of planning, `opening` verbs whose present
    tense tells of what is to come ("talks open").
    """

    senses: Mapping[str, Senses]
    shy: Mapping[str, str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    holidays: Mapping[str, Holiday]
    cues: Mapping[str, frozenset[str]]
    signs: frozenset[str]
    forward: frozenset[str]
    opening: frozenset[str]


def load_calendar(lexicon: Lexicon) -> Calendar:
    """Return the calendar of a lexicon's `times` tables.

    Raises:
        TableError: rows are wrong; all of them are listed.
    """
    rows = _checked_rows(lexicon)
    known: dict[tuple[str, ...], dict[str, Value]] = {}
    for row in rows:
        value = row.value if row.sense in TEXTUAL else _number(row.value)
        known.setdefault(words_of(row.word), {})[row.sense] = value
    shy = {row.word: row.shy for row in rows if row.shy}
    holidays = _checked_holidays(lexicon)
    for holiday in holidays:
        for name in holiday.names:
            known[words_of(name)] = {"HOLIDAY": holiday.id}
            shy[name.lower()] = "case" if name[0].isalpha() else ""
    for named in lexicon.rows("times/names.csv", NameRow):
        known[words_of(named.name)] = {}
        shy[named.name.lower()] = "case" if named.name[0].isupper() else ""
    verbs = lexicon.rows("times/verbs.csv", VerbRow)
    cues = lexicon.blocks("times/cues.toml", "cue", CueBlock)
    return Calendar(
        senses={words[0]: senses for words, senses in known.items() if len(words) == 1},
        shy=shy,
        phrases=_by_first_word(Phrase(*item) for item in known.items() if len(item[0]) > 1),
        holidays={holiday.id: holiday for holiday in holidays},
        cues={cue.id: frozenset(cue.words) for cue in cues},
        signs=SIGN_WORDS.union(
            max(words, key=len) for words, senses in known.items() if SIGNS & senses.keys()
        ),
        forward=frozenset(row.lemma for row in verbs if row.sense == "FORWARD"),
        opening=frozenset(row.lemma for row in verbs if row.sense == "OPENING"),
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and marks of a phrase in lower case, curly apostrophes straightened."""
    return tuple(PIECE.findall(text.lower().replace("’", "'")))


def _by_first_word(phrases: Iterable[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    grouped: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        grouped.setdefault(phrase.words[0], []).append(phrase)
    return {
        word: tuple(sorted(group, key=lambda phrase: -len(phrase.words)))
        for word, group in grouped.items()
    }


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _checked_rows(lexicon: Lexicon) -> list[WordRow]:
    rows: list[WordRow] = []
    faults: list[Fault] = []
    for path, line, row in lexicon.numbered_rows("times/words/*.csv", WordRow):
        rows.append(row)
        for problem, remedy in _problems(row):
            faults.append(Fault(file=str(path), line=line, problem=problem, remedy=remedy))
    if faults:
        raise TableError(faults)
    return rows


def _problems(row: WordRow) -> list[tuple[str, str]]:
    found = []
    if row.sense not in SENSES:
        found.append((f"unknown sense {row.sense!r}", f"the senses are {', '.join(SENSES)}"))
    if (row.shy or "") not in SHYNESS:
        kinds = ", ".join(f"{word or 'empty'} ({when})" for word, when in SHYNESS.items())
        found.append((f"unknown shyness {row.shy!r}", f"it is one of {kinds}"))
    if (
        row.sense in SENSES
        and row.sense not in TEXTUAL
        and not re.fullmatch(r"-?\d+(\.\d+)?", row.value)
    ):
        found.append((f"{row.value!r} is no number", f"{row.sense} is {SENSES[row.sense]}"))
    return found


def _checked_holidays(lexicon: Lexicon) -> list[Holiday]:
    numbered = lexicon.numbered_blocks("times/holidays.toml", "holiday", Holiday)
    faults = [
        Fault(file=str(path), line=line, problem=problem)
        for path, line, holiday in numbered
        for problem in faults_of(holiday)
    ]
    if faults:
        raise TableError(faults)
    return lexicon.blocks("times/holidays.toml", "holiday", Holiday)

"""The table of cues: words that put what follows, or precedes, into somebody's mouth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import Fault, TableError
from detente.tables import Lexicon

__all__ = ["STANCES", "Cue", "Cues", "load_cues"]

STANCES = ("states", "alleges", "denies", "confirms", "promises", "warns", "asks", "believes")
KINDS = ("verb", "noun", "adjective", "phrase", "adverb")
FRAMES = ("quote", "clause", "infinitive", "gerund", "object", "predicate", "passive", "raised")


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of `cues.csv`.

    `cue` is a lemma, for verbs, nouns and adjectives with the particle or preposition that
    completes it ("point out", "call for"). `takes` are the forms in which its content comes,
    parted by "|": quote, clause ("that ...", "whether ..."), infinitive, gerund, object (a noun
    phrase), predicate ("called him mad"), passive ("is expected to ..."), raised ("the minister
    seems calm": its subject is told of and speaks not). Phrases and adverbs have none.
    """

    cue: str
    kind: str
    stance: str
    takes: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue means and the forms in which its content comes."""

    words: str
    stance: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues by kind; verbs, nouns and adjectives by their words, as in "call for"."""

    verbs: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    phrases: Mapping[tuple[str, ...], Cue]
    adverbs: Mapping[str, Cue]


def load_cues(lexicon: Lexicon) -> Cues:
    """Return the cues of a lexicon; a later row for the same cue and kind replaces an earlier.

    Raises:
        TableError: a row has an unknown kind, stance or form, or the table cannot be read.
    """
    faults: list[Fault] = []
    kinds: dict[str, dict[str, Cue]] = {kind: {} for kind in KINDS}
    for path, line, row in lexicon.numbered_rows("voices/*.csv", CueRow):
        wrong = list(_faults(row))
        faults += [Fault(file=str(path), line=line, problem=p, remedy=r) for p, r in wrong]
        if not wrong:
            kinds[row.kind][row.cue] = Cue(row.cue, row.stance, frozenset(row.takes))
    if faults:
        raise TableError(faults)
    return Cues(
        verbs=kinds["verb"],
        nouns=kinds["noun"],
        adjectives=kinds["adjective"],
        phrases={tuple(words.split()): cue for words, cue in kinds["phrase"].items()},
        adverbs=kinds["adverb"],
    )


def _faults(row: CueRow) -> list[tuple[str, str]]:
    """Return what is wrong with a row and what would be right."""
    checks = (
        ("kind", (row.kind,), KINDS),
        ("stance", (row.stance,), STANCES),
        ("form", row.takes, FRAMES),
    )
    return [
        (f"unknown {name} {value!r}", f"use one of {', '.join(allowed)}")
        for name, values, allowed in checks
        for value in values
        if value not in allowed
    ]

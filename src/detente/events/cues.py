"""The words that tell how real an act is: governors, modifiers, conjunctions and modals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.errors import Fault, TableError
from detente.model import Clause
from detente.tables import Lexicon

__all__ = ["RealityCues", "load_reality"]


EFFECTS = (
    *("implied", "factive", "told", "planned", "hypothetical", "prevented", "denied", "dropped"),
    *("past", "owed", "refused", "announced"),
)
_SETTINGS = frozenset({"amid", "before", "during", "near", "since", "throughout", "under"})
"""Prepositions of what goes on meanwhile: no governor says how real that is."""
_TOLD = {"refused": "prevented", "announced": "planned"}
"""Effects that leave a telling as it is, and what they do to all else."""


@dataclass(frozen=True, slots=True)
class GovernorRow:
    """A word and what it says of the clause that it governs.

    `word` is a lemma with its particle or preposition; `governs` is "to" (also with -ing),
    "that", "object" (an event noun), "subject" (one that does what a verb says: "talks happened")
    or "any" of these but the last. Effects: "implied" (so if the governor is so),
    "factive" (so in any case), "told" (the clause speaks for itself), "planned",
    "hypothetical", "prevented" (not so if the governor is so), "denied", "dropped" (planned, and
    no longer), "past" (it was so once), "owed" (a duty: done when told in the past), "refused"
    and "announced" ("prevented" and "planned", but nouns that are governors themselves, as
    "offer" and "decision", stand: what is rejected was said).
    """

    word: str
    kind: str
    governs: str
    effect: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """A modifier, conjunction or modal and what it says of its clause."""

    word: str
    effect: str


@dataclass(frozen=True, slots=True)
class PastRow:
    """Words that put an act into the past without a date.

    `kind` is "memory" for a noun of what was ("the anniversary of the battle"), "age" for a phrase
    that names a time long ago ("the Cold War").
    """

    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class RealityCues:
    """Cue words by what they are; `ages` are in lower case, the longest first."""

    governors: Mapping[tuple[str, str, str], str]
    modifiers: Mapping[str, str]
    marks: Mapping[str, str]
    modals: Mapping[str, str]
    memories: frozenset[str]
    ages: tuple[str, ...]

    def effect(self, governor: Clause, clause: Clause, *, loose: bool = False) -> str | None:
        """Return what `governor` says of `clause`, None when no row speaks of it.

        A `loose` clause may be no part of its governor's meaning ("stopped to rest"): rows for any
        clause count only where a particle makes the word another.
        """
        how = _slot(governor, clause)
        tight = how != "subject" and (not loose or governor.particle is not None)
        slots = (how, "any") if tight else (how,)
        for word in _names(governor, clause):
            if _is_setting(governor, clause) and not word.endswith(f" {clause.mark}"):
                continue
            for slot in slots:
                found = self.governors.get((word, governor.kind, slot))
                if found:
                    return self._of_telling(found, clause)
        return None

    def _of_telling(self, effect: str, clause: Clause) -> str:
        """Return what an effect comes to for the clause: an offer that is refused was made."""
        telling = clause.kind == "noun" and (clause.lemma, "noun", "any") in self.governors
        return effect if telling else _TOLD.get(effect, effect)


def _is_setting(governor: Clause, clause: Clause) -> bool:
    """Tell whether a clause goes on beside its governor: "sought in connection with an attack"."""
    beside = clause.kind == "noun" and governor.kind == "verb" and clause.relation == "oblique"
    return clause.mark is not None and (beside or clause.mark in _SETTINGS)


def _slot(governor: Clause, clause: Clause) -> str:
    if clause.kind == "noun":
        acts = governor.kind == "verb" and clause.relation == "subject"
        return "subject" if acts else "object"
    finite = clause.tense or clause.modal or clause.mark == "that"
    return "that" if finite else "to"


def _names(governor: Clause, clause: Clause) -> list[str]:
    """Return the governor's names, the most specific first: "rule out", "accuse of"."""
    base = " ".join(filter(None, [governor.lemma, governor.particle]))
    whole = [f"{base} {phrase.lemma}" for phrase in governor.object]
    return [*whole, *([f"{base} {clause.mark}"] if clause.mark else []), base]


def _governors(lexicon: Lexicon) -> list[GovernorRow]:
    rows = lexicon.numbered_rows("cues/governors.csv", GovernorRow)
    faults = [
        Fault(
            file=str(path),
            line=line,
            problem=f"unknown effect {row.effect!r}",
            remedy=f"use one of {', '.join(EFFECTS)}",
        )
        for path, line, row in rows
        if row.effect not in EFFECTS
    ]
    if faults:
        raise TableError(faults)
    return [row for _, _, row in rows]


def load_reality(lexicon: Lexicon) -> RealityCues:
    """Return the cue words of a lexicon.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    governors = _governors(lexicon)
    past = lexicon.rows("cues/past.csv", PastRow)

    def words(name: str) -> dict[str, str]:
        return {row.word: row.effect for row in lexicon.rows(f"cues/{name}.csv", WordRow)}

    return RealityCues(
        governors={(row.word, row.kind, row.governs): row.effect for row in governors},
        modifiers=words("modifiers"),
        marks=words("marks"),
        modals=words("modals"),
        memories=frozenset(row.word for row in past if row.kind == "memory"),
        ages=tuple(sorted((r.word for r in past if r.kind == "age"), key=lambda w: (-len(w), w))),
    )

"""The words that tell how real an act is: governors, modifiers, conjunctions and modals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.model import Clause
from detente.tables import Lexicon

__all__ = ["RealityCues", "load_reality"]


@dataclass(frozen=True, slots=True)
class GovernorRow:
    """A word and what it says of the clause that it governs.

    `word` is a lemma with its particle or preposition; `governs` is "to" (also with -ing),
    "that", "object" (an event noun) or "any". Effects: "implied" (so if the governor is so),
    "factive" (so in any case), "told" (the clause speaks for itself), "planned",
    "hypothetical", "prevented" (not so if the governor is so), "denied", "dropped" (planned, and
    no longer).
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
class RealityCues:
    """Cue words by what they are."""

    governors: Mapping[tuple[str, str, str], str]
    modifiers: Mapping[str, str]
    marks: Mapping[str, str]
    modals: Mapping[str, str]

    def effect(self, governor: Clause, clause: Clause) -> str | None:
        """Return what `governor` says of `clause`, None when no row speaks of it."""
        how = _slot(clause)
        for word in _names(governor, clause):
            for slot in (how, "any"):
                found = self.governors.get((word, governor.kind, slot))
                if found:
                    return found
        return None


def _slot(clause: Clause) -> str:
    if clause.kind == "noun":
        return "object"
    return "that" if clause.tense or clause.mark == "that" else "to"


def _names(governor: Clause, clause: Clause) -> list[str]:
    """Return the governor's names, the most specific first: "rule out", "accuse of"."""
    base = " ".join(filter(None, [governor.lemma, governor.particle]))
    return [f"{base} {clause.mark}", base] if clause.mark else [base]


def load_reality(lexicon: Lexicon) -> RealityCues:
    """Return the cue words of a lexicon.

    Raises:
        TableError: a table is wrong; all faults are listed.
    """
    governors = lexicon.rows("cues/governors.csv", GovernorRow)

    def words(name: str) -> dict[str, str]:
        return {row.word: row.effect for row in lexicon.rows(f"cues/{name}.csv", WordRow)}

    return RealityCues(
        governors={(row.word, row.kind, row.governs): row.effect for row in governors},
        modifiers=words("modifiers"),
        marks=words("marks"),
        modals=words("modals"),
    )

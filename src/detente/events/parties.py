"""Who fills the slots of a rule: from phrases to resolved parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.model import Clause, Party, Phrase

__all__ = ["Cast", "cast"]

_MUTUAL = frozenset({"subject", "object", "modifier", "with", "between", "among"})
"""Slots that may hold further sides of one mutual act."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The parties of one document, to be asked who stands in a phrase."""

    by_sentence: dict[int, list[Party]]

    def of(self, phrase: Phrase) -> list[Party]:
        """Return the parties that `phrase` names; several for "both countries".

        The party that the phrase's head carries, else the possessor or modifier before it,
        else the first one in its complement; empty when the phrase names none.
        """
        here = self.by_sentence.get(phrase.sentence, [])
        exact = [p for p in here if p.head == phrase.head]
        if exact:
            return exact
        inside = [p for p in here if phrase.start <= p.start and p.end <= phrase.end]
        before = [p for p in inside if p.head < phrase.head]
        chosen = before or [p for p in inside if "location" not in p.reason]
        return [p for p in inside if p.head == chosen[0].head] if chosen else []

    def filling(
        self, slots: Sequence[str], clause: Clause, content: Iterable[Clause], *, every: bool
    ) -> list[Party]:
        """Return the parties of the first slot that has any; with `every` of all mutual ones."""
        found: dict[tuple[int, int, str], Party] = {}
        for slot in slots:
            for phrase in _phrases(slot, clause, content):
                for party in self.of(phrase):
                    found.setdefault((party.start, party.end, party.name), party)
            if found and not (every and slot in _MUTUAL):
                break
        return sorted(found.values(), key=lambda p: (p.start, p.end, p.name))


def _phrases(slot: str, clause: Clause, content: Iterable[Clause]) -> tuple[Phrase, ...]:
    if slot == "subject":
        return clause.subject
    if slot == "object":
        return clause.object
    if slot == "content":
        return tuple(p for inner in content for p in _concerned(inner, clause))
    own = tuple(p for p in clause.obliques if p.preposition == slot)
    return own or tuple(p for inner in content for p in inner.obliques if p.preposition == slot)


def _concerned(inner: Clause, clause: Clause) -> tuple[Phrase, ...]:
    """Return who a governed act is asked of, or done to when the actor itself would do it."""
    acting = {phrase.head for phrase in clause.subject}
    others = tuple(p for p in inner.subject if p.head not in acting)
    return others or inner.object + tuple(p for p in inner.obliques if p.preposition in _TOWARDS)


_TOWARDS = frozenset({"against", "on", "with", "to", "from", "between"})


def cast(parties: Iterable[Party]) -> Cast:
    """Return the parties of a document by sentence."""
    found: dict[int, list[Party]] = defaultdict(list)
    for party in parties:
        found[party.sentence].append(party)
    return Cast(dict(found))

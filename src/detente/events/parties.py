"""Who fills the slots of a rule: from phrases to resolved parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from detente.model import Clause, Party, Phrase

__all__ = ["Cast", "cast"]

Names = Set[tuple[str, str | None]]

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
        self,
        slots: Sequence[str],
        clause: Clause,
        content: Iterable[Clause],
        *,
        every: bool,
        acting: Iterable[Party] = (),
    ) -> list[Party]:
        """Return the parties of the first slot that has any; with `every` of all mutual ones.

        Those that are `acting` already, also by a pronoun, fill no further slot.
        """
        actors = {(party.name, party.country) for party in acting}
        found: dict[tuple[int, int, str], Party] = {}
        for slot in slots:
            for party in self._standing(slot, clause, content, actors):
                found.setdefault((party.start, party.end, party.name), party)
            if found and not (every and slot in _MUTUAL):
                break
        return sorted(found.values(), key=lambda p: (p.start, p.end, p.name))

    def _standing(
        self, slot: str, clause: Clause, content: Iterable[Clause], actors: Names
    ) -> list[Party]:
        if slot == "subject":
            return self._others(clause.subject, actors)
        if slot == "object":
            return self._others(clause.object, actors)
        if slot == "content":
            concerned = (self._concerned(inner, actors) for inner in content)
            return next((parties for parties in concerned if parties), [])
        own = self._others(_tied(clause, slot), actors)
        free = [c for c in content if not (c.kind == "verb" and self._others(c.subject, actors))]
        return own or [p for inner in free for p in self._others(_tied(inner, slot), actors)]

    def _others(self, phrases: Iterable[Phrase], actors: Names) -> list[Party]:
        parties = (party for phrase in phrases for party in self.of(phrase))
        return [party for party in parties if (party.name, party.country) not in actors]

    def _concerned(self, inner: Clause, actors: Names) -> list[Party]:
        """Return who a governed act is asked of, or done to when the actor itself would do it.

        What is the actor's own gives way to others; its own troops are only its means ("withdraw
        its troops from Mali").
        """
        towards = (p for p in inner.obliques if p.preposition in _TOWARDS)
        if doing := self._others(inner.subject, actors):
            return doing
        concerned = self._others((*inner.object, *towards), actors)
        own = {country for _, country in actors}
        others = [party for party in concerned if party.country not in own]
        return others or [party for party in concerned if "MIL" not in party.sectors]


def _tied(clause: Clause, preposition: str) -> tuple[Phrase, ...]:
    return tuple(p for p in clause.obliques if p.preposition == preposition)


_TOWARDS = frozenset({"against", "on", "with", "to", "from", "between"})


def cast(parties: Iterable[Party]) -> Cast:
    """Return the parties of a document by sentence."""
    found: dict[int, list[Party]] = defaultdict(list)
    for party in parties:
        found[party.sentence].append(party)
    return Cast(dict(found))

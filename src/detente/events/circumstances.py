"""What stands around an act: the day, the place, and the voices that tell it.

A time or place belongs to the clause that it hangs on in the parse. An act takes those of its
own clause, else those of the clause that only carries it (a light verb, a coordinated partner,
the main clause of a participle). What hangs on a reporting verb or on the content of an act says
nothing about the act itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.language import Tree
from detente.model import (
    Annotation,
    Attribution,
    Clause,
    Day,
    Party,
    Place,
    Sentence,
    Time,
    Token,
    Voice,
)

__all__ = ["Surroundings", "surroundings", "voices_of"]

Located = TypeVar("Located", Time, Place)

_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "over", "across", "along", "off", "within"}
)
_WANTED = frozenset({"promises", "asks"})
"""Stances that say what somebody wants done: nobody vouches by them that it was."""

_FINENESS = ("city", "feature", "admin2", "admin1", "region", "country", None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The times and places of a document by the clause that each hangs on."""

    item: Annotation
    times: Mapping[int, tuple[Time, ...]]
    places: Mapping[int, tuple[Place, ...]]

    def day(self, clause: Clause) -> tuple[Day | None, str | None]:
        """Return the day of an act and why; None where the sentence does not say."""
        for carrier in self._carriers(clause):
            for time in self.times.get(carrier.index, ()):
                if time.earliest and time.latest:
                    return _day(time), f"day: {time.text!r}, {time.reason}"
        for time in self._of_the_report(clause):
            return _day(time), f"day: {time.text!r}, when it was reported"
        return None, None

    def _of_the_report(self, clause: Clause) -> Iterator[Time]:
        """Yield the day on which the clause is told, where it has no day of its own."""
        if clause.relation == "complement" and clause.governor is not None and clause.tense:
            told = self.times.get(clause.governor, ())
            yield from (time for time in told if time.earliest and time.latest)

    def place(self, clause: Clause, sides: Sequence[Party]) -> tuple[Place | None, str | None]:
        """Return where an act happened and why; None where the sentence does not say.

        What stands for one of the parties is no place.
        """
        for carrier in self._carriers(clause):
            found = [
                place
                for place in self.places.get(carrier.index, ())
                if not any(p.start <= place.start and place.end <= p.end for p in sides)
            ]
            if found:
                finest = min(found, key=lambda p: (_FINENESS.index(p.precision), p.start))
                return finest, f"place: {finest.text!r}, {finest.reason}"
        return None, None

    def _carriers(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clause and those above it whose circumstances are its own."""
        seen: set[int] = set()
        while clause.index not in seen:
            seen.add(clause.index)
            yield clause
            if clause.governor is None:
                return
            above = self.item.clauses[clause.governor]
            noun = clause.kind == "noun" and clause.relation in {"subject", "object"}
            shared = noun and (clause.light is not None or clause.relation == "subject")
            participle = clause.relation == "adverbial" and clause.tense is None
            joined = clause.relation == "coordinate" and _same_subject(clause, above)
            if not (shared or joined or participle):
                return
            clause = above


def _same_subject(one: Clause, other: Clause) -> bool:
    """Tell whether two coordinated clauses tell of one subject."""
    return [p.head for p in one.subject] == [p.head for p in other.subject]


def surroundings(item: Annotation) -> Surroundings:
    """Return the times and places of a document by the clause that each hangs on."""
    dated = [t for t in item.times if t.kind in {"date", "time"}]
    named = [p for p in item.places if not p.demonym]
    return Surroundings(
        item,
        _attached(item, dated, anywhere=True),
        _attached(item, named, anywhere=False),
    )


def _attached(
    item: Annotation, found: Iterable[Located], *, anywhere: bool
) -> dict[int, tuple[Located, ...]]:
    """Return the times or places by clause; places only where a phrase of place holds them."""
    heads = {(c.sentence, c.head): c.index for c in item.clauses}
    trees: dict[int, Tree] = {}
    kept: dict[int, list[Located]] = defaultdict(list)
    for one in found:
        tree = trees.setdefault(one.sentence, Tree(item.sentences[one.sentence]))
        path = _path(tree, item.sentences[one.sentence], one.start, one.end)
        if not path or not (anywhere or _locative(path)):
            continue
        clause = next((heads[one.sentence, t.index] for t in path if _is(heads, one, t)), None)
        if clause is not None:
            kept[clause].append(one)
    return {clause: tuple(ones) for clause, ones in kept.items()}


def _is(heads: Mapping[tuple[int, int], int], one: Time | Place, token: Token) -> bool:
    inside = one.start <= token.start and token.end <= one.end
    return (one.sentence, token.index) in heads and not inside


def _path(tree: Tree, sentence: Sentence, start: int, end: int) -> list[Token]:
    """Return the topmost token of a span and all above it."""
    inside = [t for t in sentence.tokens if t.start < end and start < t.end]
    top = next((t for t in inside if tree.tokens[t.head] not in inside or t.head == t.index), None)
    return [top, *tree.ancestors(top)] if top else []


def _locative(path: list[Token]) -> bool:
    """Tell whether a preposition of place, or being the object, ties the path to its clause."""
    for token in path:
        if token.dep in {"prep", "agent"}:
            if token.lemma in _WHERE:
                return True
            if token.lemma != "of":
                return False
        elif token.dep in {"dobj", "nsubjpass"}:
            return True
        elif token.dep in {"nsubj", "ROOT"}:
            return False
    return False


def _day(time: Time) -> Day | None:
    if time.earliest is None or time.latest is None:
        return None
    return Day(
        earliest=time.earliest,
        latest=time.latest,
        precision=time.precision or "day",
        start=time.start,
        end=time.end,
        text=time.text,
    )


def voices_of(item: Annotation, clause: Clause) -> tuple[Voice, ...]:
    """Return who asserts a clause, the outermost voice first; empty for the writer."""
    around = [a for a in item.attributions if a.content.overlaps(clause.start, clause.end)]
    around = [a for a in around if not a.cue.overlaps(clause.start, clause.end)]
    around = [a for a in around if a.stance not in _WANTED and not _is_wish(a)]
    return tuple(_voice(item, a) for a in _outermost_first(around))


def _is_wish(one: Attribution) -> bool:
    """Tell whether a thought is about what to do ("voted to extend"), not about what is so."""
    return one.stance == "believes" and one.content.text.startswith("to ")


def _outermost_first(found: Iterable[Attribution]) -> list[Attribution]:
    return sorted(found, key=lambda a: (a.content.start - a.content.end, a.cue.start))


def _voice(item: Annotation, one: Attribution) -> Voice:
    party = item.parties[one.party] if one.party is not None else None
    return Voice(source=party or one.source, cue=one.cue.text, stance=one.stance)

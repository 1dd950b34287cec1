"""What the tagged phrases of a sentence make together: its main act, who does it and to whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.events.marks import Mark
from detente.events.relation import Pair
from detente.events.roles import ACTOR, MUTUAL, RECIPIENT
from detente.model import Clause, Party, Phrase, Sentence

__all__ = ["marked_sides", "pair_of", "trigger"]

ENOUGH = 2.0
"""A clause is the main act's word if its slots hold at least this much of the tagged phrases."""

_DOES, _RECEIVES, _ELSEWHERE, _KNOWN, _VERB = 3.0, 2.0, 1.0, 1.5, 0.25


def marked_sides(marks: Sequence[Mark]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Return the actors and recipients of a sentence's main act; mutual ones are all actors."""
    mutual = [mark for mark in marks if mark.role == MUTUAL]
    acting = [mark for mark in marks if mark.role == ACTOR]
    receiving = [mark for mark in marks if mark.role == RECIPIENT]
    if mutual and not (acting and receiving):
        return _parties((*mutual, *acting, *receiving)), ()
    return _parties((*acting, *mutual)), _parties(receiving)


def _parties(marks: Iterable[Mark]) -> tuple[Party, ...]:
    ordered = sorted(marks, key=lambda mark: mark.start)
    return tuple(party for mark in ordered for party in mark.parties)


def pair_of(marks: Sequence[Mark], sentence: Sentence) -> Pair | None:
    """Return the first actor and recipient of a sentence; None when there are not both."""
    by_role = {mark.role: mark for mark in reversed(marks)}
    first, second = by_role.get(ACTOR), by_role.get(RECIPIENT)
    mutual = [mark for mark in marks if mark.role == MUTUAL]
    if first is None and mutual:
        first = mutual.pop(0)
    if second is None and mutual:
        second = mutual[0]
    if first is None or second is None:
        return None
    at = sentence.start
    return Pair(
        sentence.text, (first.start - at, first.end - at), (second.start - at, second.end - at)
    )


def trigger(
    clauses: Iterable[Clause], marks: Sequence[Mark], known: Iterable[int]
) -> Clause | None:
    """Return the clause whose slots hold most of the tagged phrases, the first of equals.

    `known` holds the numbers of clauses that a rule fits. None when no clause holds enough.
    """
    held = frozenset(known)
    best, most = None, ENOUGH
    for clause in clauses:
        score = sum(_held(clause, mark) for mark in marks)
        if score and clause.index in held:
            score += _KNOWN
        if score and clause.kind == "verb":
            score += _VERB
        if score > most:
            best, most = clause, score
    return best


def _held(clause: Clause, mark: Mark) -> float:
    """Return how well a tagged phrase stands in a clause's slots."""
    if mark.role != RECIPIENT and _stands(mark, clause.subject):
        return _DOES
    if mark.role != ACTOR and _stands(mark, (*clause.object, *clause.obliques)):
        return _RECEIVES
    anywhere = _stands(mark, (*clause.subject, *clause.object, *clause.obliques))
    return _ELSEWHERE if anywhere else 0.0


def _stands(mark: Mark, phrases: Iterable[Phrase]) -> bool:
    return any(mark.start < phrase.end and phrase.start < mark.end for phrase in phrases)

"""Evidence: whether a stretch of text that could be a place name is used as one."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from detente.model import Annotation, Sentence, Token
from detente.places.names import key
from detente.places.spot import PLACE_LABELS, Spot
from detente.places.survey import NAME, SHORT

__all__ = ["Usage", "is_place", "usage"]

LARGE = 300_000
"""Inhabitants from which a city is known by its name alone."""

_LOCATIVE = frozenset(
    "in at near from to outside around across throughout toward towards into inside via off "
    "between of".split()
)
_TITLES = frozenset(
    "mr mrs ms dr sir lord lady prof professor judge justice rev sen rep gov sgt lt capt col gen "
    "president senator minister secretary coach officer detective deputy sheriff chief king "
    "queen prince princess pope miss dame".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_NAMED = frozenset({"NNP", "NNPS"})


@dataclass(frozen=True, slots=True)
class Usage:
    """How one document uses names.

    `people` are the words of persons' full names, `placed` the keys of names that are tagged
    as places, `confirmed` the starts of spots that a neighbour confirms ("Springfield, Ohio").
    """

    people: AbstractSet[str]
    placed: AbstractSet[str]
    confirmed: AbstractSet[int]


def usage(item: Annotation, found: Iterable[Spot], confirmed: AbstractSet[int]) -> Usage:
    """Return how a document uses names."""
    people = {word for sentence in item.sentences for word in _people(sentence)}
    placed = {key(spot.name) for spot in found if spot.label in PLACE_LABELS}
    return Usage(people, placed, confirmed)


def _people(sentence: Sentence) -> set[str]:
    """Return the words of persons' names of two words and more."""
    people: set[str] = set()
    words: list[str] = []
    for token in sentence.tokens:
        inside = token.entity == "PERSON" and token.text[0].isupper()
        if token.entity_start or not inside:
            people.update(words if len(words) > 1 else ())
            words = []
        if inside:
            words.append(key(token.text))
    return people | set(words if len(words) > 1 else ())


def is_place(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether `spot` names a place."""
    if spot.start in seen.confirmed:
        return True
    if key(spot.name) in _CALENDAR:
        return False
    if spot.demonym:
        return spot.label != "LANGUAGE" and spot.around not in {"PERSON", "WORK_OF_ART", "LAW"}
    if spot.around is not None:
        return _inside(spot, sentence, seen)
    if _is_person(spot, sentence, seen):
        return False
    if spot.label in PLACE_LABELS:
        return True
    if not any(t.tag in _NAMED for t in sentence.tokens[spot.first : spot.last]):
        return spot.label is not None and _well_known(spot)
    if spot.label is not None:
        return _well_known(spot) or _placed(spot, sentence, seen)
    return _alone(spot, sentence) and (_well_known(spot) or _placed(spot, sentence, seen))


def _inside(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Judge a name that is part of a longer entity: "southern Iraq", not "Boston Globe"."""
    if spot.around in PLACE_LABELS or spot.around == "NORP":
        return True
    if spot.around in {"DATE", "TIME", "CARDINAL", "MONEY", "QUANTITY", "EVENT", "LAW"}:
        return _well_known(spot)
    before = _before(spot, sentence)
    ends = spot.last >= len(sentence.tokens) or sentence.tokens[spot.last].entity is None
    return spot.around == "ORG" and before in {"of", "in"} and ends


def _is_person(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    if _before(spot, sentence).rstrip(".") in _TITLES:
        return True
    if key(spot.name) not in seen.people:
        return False
    return spot.label not in PLACE_LABELS or key(spot.name) not in seen.placed


def _well_known(spot: Spot) -> bool:
    """Tell whether the name makes one think of a place without more context."""
    return any(
        sense.site.kind in {"country", "region", "feature"}
        or (sense.site.kind == "admin1" and sense.tie in {NAME, SHORT} and " " in spot.name)
        or (sense.tie == NAME and sense.site.population >= LARGE)
        for sense in spot.senses
    )


def _placed(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether the words around the name, or the rest of the document, make it a place."""
    return (
        key(spot.name) in seen.placed
        or spot.type is not None
        or _before(spot, sentence) in _LOCATIVE - {"of", "to", "from"}
        or _is_dateline(spot, sentence)
    )


def _is_dateline(spot: Spot, sentence: Sentence) -> bool:
    if spot.first > 0 or spot.last >= len(sentence.tokens):
        return False
    return sentence.tokens[spot.last].text in {"—", "–", "--", "-", "("} and spot.text.isupper()


def _alone(spot: Spot, sentence: Sentence) -> bool:
    """Tell whether no neighbour shows that the name goes on."""
    tokens = sentence.tokens
    before = tokens[spot.first - 1] if spot.first else None
    after = tokens[spot.last] if spot.last < len(tokens) else None
    return not (_goes_on(before) or _goes_on(after))


def _goes_on(token: Token | None) -> bool:
    return token is not None and token.tag in _NAMED and token.text[0].isupper()


def _before(spot: Spot, sentence: Sentence) -> str:
    return sentence.tokens[spot.first - 1].text.lower() if spot.first else ""

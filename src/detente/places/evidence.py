"""Evidence: whether a stretch of text that could be a place name is used as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from detente.model import Annotation, Party, Sentence, Token
from detente.places.entities import PLACE_LABELS
from detente.places.names import key
from detente.places.spot import Spot
from detente.places.survey import NAME, SHORT

__all__ = ["Usage", "is_place", "usage"]

LARGE = 50_000
"""Inhabitants from which a city is known by its name alone."""

_NAMED = frozenset({"NNP", "NNPS"})
_DASHES = frozenset({"—", "–", "--", "-", "("})
_VAST = frozenset({"country", "region", "feature"})


@dataclass(frozen=True, slots=True)
class Usage:
    """How one document uses names.

    `people` are the words of persons' names, `placed` the keys of names that are tagged as
    places more often than as anything else, `confirmed` the starts of spots that a neighbour
    confirms ("Springfield, Ohio"), `parties` the persons and organisations found before.
    """

    people: AbstractSet[str]
    placed: AbstractSet[str]
    confirmed: AbstractSet[int]
    parties: tuple[Party, ...]
    words: Mapping[str, frozenset[str]]


def usage(
    item: Annotation,
    found: Iterable[Spot],
    confirmed: AbstractSet[int],
    words: Mapping[str, frozenset[str]],
) -> Usage:
    """Return how a document uses names; `words` are the gazetteer's."""
    people: set[str] = set()
    balance: Counter[str] = Counter()
    for sentence in item.sentences:
        for run in _people(sentence, words["title"]):
            people.update(run if len(run) > 1 else ())
            balance[" ".join(run)] -= 1
    for spot in found:
        sign = 1 if spot.start in confirmed or spot.label in PLACE_LABELS else 0
        balance[key(spot.text)] += sign - (spot.label == "ORG")
    parties = tuple(party for party in item.parties if _is_someone(party))
    placed = {name for name, more in balance.items() if more > 0}
    return Usage(people, placed, confirmed, parties, words)


def _is_someone(party: Party) -> bool:
    """Tell whether a party is a person or body by more than the tagger's guess at a word."""
    if party.kind == "organisation":
        return bool(party.sectors)
    return party.kind == "person" and (_is_told(party) or " " in party.name)


def _is_told(party: Party) -> bool:
    return party.country is not None or bool(party.sectors) or party.role is not None


def _people(sentence: Sentence, titles: AbstractSet[str]) -> list[list[str]]:
    """Return the words of each person's name; what stands before a title is none of them."""
    found: list[list[str]] = []
    for token in sentence.tokens:
        if token.entity == "PERSON" and token.text[0].isupper():
            if token.entity_start or not found or token.text.lower() in titles:
                found.append([])
            if token.text.lower() not in titles:
                found[-1].append(key(token.text))
    return found


def is_place(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether `spot` names a place."""
    if spot.demonym:
        if _before(spot, sentence) in seen.words["tongue"]:
            return False
        return spot.label != "LANGUAGE" and spot.around not in {"PERSON", "WORK_OF_ART", "LAW"}
    if spot.start in seen.confirmed or spot.described:
        return True
    if key(spot.text) in seen.words["calendar"] or _is_person(spot, sentence, seen):
        return False
    if _is_party(spot, seen) or _of_saint(spot, sentence) or _of_team(spot, sentence, seen):
        return False
    if not spot.senses:
        return _unknown(spot, sentence, seen)
    if spot.around is not None:
        return _inside(spot, sentence, seen)
    return spot.label in PLACE_LABELS or _bare(spot, sentence, seen)


def _is_person(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    if _before(spot, sentence).rstrip(".") in seen.words["title"]:
        return not _vast(spot)
    name = key(spot.text)
    if name not in seen.people:
        return False
    if spot.label in PLACE_LABELS and name in seen.placed:
        return not (_well_known(spot) or _before(spot, sentence) in seen.words["locative"])
    return True


def _is_party(spot: Spot, seen: Usage) -> bool:
    """Tell whether the name is, or is part of, a person's, or is an organisation's.

    The title before a person's name is none of it ("Ohio Governor Jim Doyle"). A city that is
    also the seat of a government stays a city.
    """
    city = spot.label in PLACE_LABELS and _well_known(spot)
    return any(
        _in_name(spot, party)
        if party.kind == "person"
        else (spot.start, spot.end) == (party.start, party.end) and not city
        for party in seen.parties
    )


def _in_name(spot: Spot, person: Party) -> bool:
    """Tell whether a stretch is part of a person's name and not a listed place's whole name."""
    if not (person.start <= spot.start and spot.end <= person.end):
        return False
    words, name = key(spot.text), key(person.name)
    guessed = words == name and bool(spot.senses) and not _is_told(person)
    return not guessed and set(words.split()) <= set(name.split())


def _of_saint(spot: Spot, sentence: Sentence) -> bool:
    """Tell whether a saint's name goes on as the name of a day or church ("St. Mary's")."""
    after = _after(spot, sentence)
    return key(spot.text).startswith("saint ") and after is not None and after.tag == "POS"


def _of_team(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether a word before or after makes it a team's name ("Real Madrid")."""
    before = sentence.tokens[spot.first - 1] if spot.first else None
    after = _after(spot, sentence)
    return any(
        token is not None and token.text[0].isupper() and token.text.lower() in seen.words["team"]
        for token in (before, after)
    )


def _unknown(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Judge a name that only its tag and form show to be a place."""
    if spot.type is not None and spot.label in {None, *PLACE_LABELS}:
        return True
    if spot.label not in PLACE_LABELS or key(spot.text) not in seen.placed:
        return False
    words = spot.text.split()
    if any(word.lower() in seen.words["feature"] for word in words) or spot.label == "FAC":
        return True
    before = _before(spot, sentence)
    return before in seen.words["locative"] | {"to", "from", "of", ",", "and", "("}


def _inside(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Judge a name that is part of a longer entity: "southern Iraq", not "Boston Globe"."""
    if spot.around in PLACE_LABELS or spot.around == "NORP":
        return _vast(spot) or _opens_entity(spot, sentence, seen) or _placed(spot, sentence, seen)
    if spot.around == "ORG":
        return _of_body(spot, sentence, seen)
    if spot.around == "PERSON":
        after = _after(spot, sentence)
        titled = after is not None and after.text.lower() in seen.words["title"]
        return titled and _opens_entity(spot, sentence, seen)
    if spot.around in {"DATE", "TIME", "CARDINAL", "MONEY", "QUANTITY"}:
        return _well_known(spot)
    return False


def _opens_entity(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether only words like "southern" or "the" stand before the name in its entity."""
    at = spot.first - 1
    while at >= 0 and not sentence.tokens[at + 1].entity_start:
        word = sentence.tokens[at].text.lower()
        if word not in seen.words["direction"] and sentence.tokens[at].text[0].isupper():
            return False
        at -= 1
    return True


def _of_body(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether a public body is named by its place: "Ohio Department", "Bank of Sudan"."""
    after = _after(spot, sentence)
    goes_on = after is not None and after.entity == "ORG" and not after.entity_start
    known = _well_known(spot) or key(spot.text) in seen.placed
    if _before(spot, sentence) in {"of", "in", "for"}:
        return known
    opens = sentence.tokens[spot.first].entity_start or _before(spot, sentence) == "the"
    public = goes_on and after is not None and after.text.lower() in seen.words["public"]
    return opens and public and (known or spot.type is not None or _settled(spot))


def _settled(spot: Spot) -> bool:
    return any(sense.site.population >= 5000 and sense.tie == NAME for sense in spot.senses)


def _bare(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Judge a name that no entity tagged as a place covers."""
    named = any(t.tag in _NAMED for t in sentence.tokens[spot.first : spot.last])
    if not named and (spot.label is None or not _well_known(spot)):
        return False
    if key(spot.text) in seen.placed:
        return True
    if spot.label is None and not _alone(spot, sentence, seen):
        return _vast(spot) or spot.type is not None
    return _well_known(spot) or _placed(spot, sentence, seen)


def _vast(spot: Spot) -> bool:
    """Tell whether the name is that of a country, or of a state of more than one word."""
    return any(
        (sense.site.kind in _VAST and sense.tie == NAME)
        or (sense.site.kind == "admin1" and sense.tie in {NAME, SHORT} and " " in spot.text)
        for sense in spot.senses
    )


def _well_known(spot: Spot) -> bool:
    """Tell whether the name makes one think of a place without more context."""
    return _vast(spot) or any(
        sense.tie in {NAME, SHORT} and sense.site.population >= LARGE for sense in spot.senses
    )


def _placed(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether the words around the name, or the rest of the document, make it a place."""
    return (
        key(spot.text) in seen.placed
        or spot.type is not None
        or _before(spot, sentence) in seen.words["locative"]
        or _is_dateline(spot, sentence)
    )


def _is_dateline(spot: Spot, sentence: Sentence) -> bool:
    after = _after(spot, sentence)
    return spot.first == 0 and spot.text.isupper() and after is not None and after.text in _DASHES


def _alone(spot: Spot, sentence: Sentence, seen: Usage) -> bool:
    """Tell whether no neighbour shows that the name goes on; an office or body does not."""
    before = sentence.tokens[spot.first - 1] if spot.first else None
    after = _after(spot, sentence)
    if after is not None and after.text.lower() in seen.words["title"] | seen.words["public"]:
        after = None
    return not (_goes_on(before) or _goes_on(after))


def _goes_on(token: Token | None) -> bool:
    return token is not None and token.tag in _NAMED and token.text[0].isupper()


def _before(spot: Spot, sentence: Sentence) -> str:
    return sentence.tokens[spot.first - 1].text.lower() if spot.first else ""


def _after(spot: Spot, sentence: Sentence) -> Token | None:
    return sentence.tokens[spot.last] if spot.last < len(sentence.tokens) else None

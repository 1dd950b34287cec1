"""Phrases whose head is a personal name: titles before it, words in apposition, the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.actors import people, spelling, states
from detente.actors.entries import Identity
from detente.actors.names import fold, words_of
from detente.actors.naming import NamePhrase, name_phrase
from detente.actors.owners import by_context
from detente.actors.phrases import Found, Reading
from detente.actors.spot import Scene, is_full_name
from detente.actors.stated import HONORIFIC, beside, shared_title, stated_of
from detente.model import Token

__all__ = ["person_phrase"]

NAME_LABELS = (None, "ORG", "GPE", "NORP", "PERSON")
"""The labels that the recogniser gives to surnames."""


def person_phrase(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return the person that a phrase headed by a name denotes, None when it names no person."""
    phrase = name_phrase(reading, token, edge)
    if phrase is None or not _may_be_person(reading, phrase):
        return None
    stated = stated_of(reading, phrase)
    identity = _who(reading, phrase, stated)
    if identity is None:
        return None
    return Found(
        (identity,),
        phrase.edge,
        max([token.index, *_of_country(reading.scene, token), *_rest_of_name(phrase)]),
        phrase.titles[-1].agent.noun if phrase.titles else None,
        gender=_gender(reading, phrase),
        head=_top(reading.scene, token, phrase.apposed),
    )


def _top(scene: Scene, token: Token, apposed: int | None) -> int:
    """Return the word by which a name and the title before it hang on the sentence."""
    if apposed is None or scene.tokens[apposed].head == token.index:
        return token.index
    return apposed


def _may_be_person(reading: Reading, phrase: NamePhrase) -> bool:
    token = phrase.token
    if phrase.match is not None or token.entity == "PERSON":
        return True
    if token.entity not in NAME_LABELS:
        return False
    if phrase.titles and phrase.titles[-1].last == phrase.first - 1:
        return phrase.titles[-1].agent.kind == "title"
    if len(phrase.words) > 1 and (beside(reading, token) or shared_title(reading, phrase)):
        return True
    if _remembered(reading, phrase.words) is not None:
        return True
    if len(phrase.words) > 1:
        return False
    named = reading.memory.named
    known = people.by_surname(phrase.words, reading.directory, reading.day, None, named=named)
    return known is not None and not reading.scene.tree.sentence.headline


def _who(reading: Reading, phrase: NamePhrase, stated: Identity | None) -> Identity | None:
    """Return whom a personal name means: from the article, the tables, or the words."""
    country = stated.country if stated else None
    words, day = phrase.words, reading.day
    known = _remembered(reading, words)
    if known is not None and (country is None or known.country in (None, country)):
        return _known_as(known, stated)
    match = phrase.match
    person = people.of_entries(match.entries, day, country) if match else None
    person = person or people.by_surname(
        words, reading.directory, day, country, title=_office(phrase), named=reading.memory.named
    )
    bare = person is None and len(words) == 1 and stated is None
    if bare and (identity := _of_namesakes(reading, phrase)):
        return identity
    if person is None and match is None:
        person = spelling.by_sound(words, reading.directory, day, country, title=_office(phrase))
    if person is not None:
        return people.described(person, day, stated)
    if not phrase.titles and states.is_located(
        reading.scene, phrase.token, reading.directory, "inside"
    ):
        return None
    name = reading.scene.text(phrase.first, phrase.token.index)
    if stated is not None:
        return replace(_placed(reading, phrase, stated), name=name, kind="person")
    return Identity(name, "person", reason="a personal name that no table lists")


def _of_namesakes(reading: Reading, phrase: NamePhrase) -> Identity | None:
    """Return what all leaders of a bare surname share."""
    listed = phrase.match.entries if phrase.match else ()
    namesakes = [entry.person for entry in listed if entry.person is not None]
    namesakes += reading.directory.surnames.get(phrase.words[0], ())
    return people.of_namesakes(phrase.token.text, namesakes, reading.day)


def _remembered(reading: Reading, words: tuple[str, ...]) -> Identity | None:
    """Return whom the article named before by these words and more ("Huamán Tello")."""
    known = reading.memory.surnames.get(words[-1])
    if known is None or len(words) == 1:
        return known
    full = words_of(known.name)
    return known if len(full) > len(words) and full[-len(words) :] == words else None


def _placed(reading: Reading, phrase: NamePhrase, stated: Identity) -> Identity:
    """Return a titled stranger with the country that the article is plainly about."""
    if stated.country is not None or not phrase.titles:
        return stated
    code = people.country_of_namesakes(phrase.words[-1], _office(phrase), reading.directory)
    if code is not None and len(phrase.words) == 1:
        return replace(stated, country=code, reason=f"{stated.reason}; all of that name in office")
    place = by_context(reading, phrase.titles[-1], phrase.edge, mentions=2)
    if place is None:
        return stated
    return replace(stated, country=place.country, reason=f"{stated.reason}; {place.reason}")


def _office(phrase: NamePhrase) -> tuple[str, ...]:
    """Return the words of the office before a name; honorifics are none."""
    offices = [t for t in phrase.titles if t.agent.sectors != HONORIFIC]
    return words_of(offices[-1].agent.noun) if offices else ()


def _known_as(known: Identity, stated: Identity | None) -> Identity:
    if known.sectors or stated is None:
        return known
    return replace(
        known,
        country=known.country or stated.country,
        sectors=stated.sectors,
        role=known.role or stated.role,
    )


def _of_country(scene: Scene, token: Token) -> Sequence[int]:
    """Return where "of Turkey" ends in "President Erdogan of Turkey"."""
    prep = scene.tree.child(token, "prep")
    if prep is None or prep.lemma != "of" or prep.index != token.index + 1:
        return ()
    place = scene.tree.child(prep, "pobj")
    if place is None or place.index not in scene.by_token:
        return ()
    return (scene.by_token[place.index].last,)


def _rest_of_name(phrase: NamePhrase) -> Sequence[int]:
    """Return where a name of the tables ends that the parser hung up by another word of it."""
    return (phrase.match.last,) if phrase.match and is_full_name(phrase.match) else ()


def _gender(reading: Reading, phrase: NamePhrase) -> str | None:
    words = [fold(t.text) for t in reading.scene.tokens[phrase.edge : phrase.first]]
    for gender in ("male", "female"):
        if any(reading.directory.has(gender, word) for word in words):
            return gender
    return None

"""Phrases whose head is a name of a country or body, or one that only the recogniser knows."""

from __future__ import annotations

from dataclasses import replace

from detente.actors import states
from detente.actors.coreference import is_subject
from detente.actors.entries import Entry, Identity
from detente.actors.names import fold
from detente.actors.nearness import choose_near, located_country, prevailing
from detente.actors.owners import owners_of
from detente.actors.phrases import Found, Reading, plain_text
from detente.actors.spot import Match
from detente.model import Token

__all__ = ["learned", "named", "unlisted"]

BODY_LABELS = ("ORG", "FAC", "PERSON", "WORK_OF_ART", "EVENT", "LAW", "PRODUCT")
"""The recogniser's labels of names that a country's name can end ("Air France")."""


CAPITAL = "(capital)"
"""How the reason for an owner ends that is a city: "Paris Hilton" is not France's."""


def learned(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return what an abbreviation means that the text explained earlier."""
    identity = reading.memory.abbreviations.get(fold(token.text))
    if identity is None or not token.text[:1].isupper():
        return None
    identity = replace(identity, reason=f"abbreviation explained in the text; {identity.reason}")
    return Found((identity,), edge, token.index)


def named(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return what a phrase headed by a name of the tables denotes."""
    match = reading.scene.by_token.get(token.index)
    if match is None or _in_larger_name(reading, match):
        return None
    plural = token.tag in ("NNPS", "NNS")
    entry = choose_near(reading, match, prefer="inhabitant" if plural else "")
    if entry is None:
        return None
    identity = _as_used(reading, token, match, entry, edge)
    if identity is None:
        return None
    if token.tag == "NNS":
        identity = replace(identity, kind="people")
    return Found((identity,), edge, match.last, many=plural and identity.kind == "people")


def _as_used(
    reading: Reading, token: Token, match: Match, entry: Entry, edge: int
) -> Identity | None:
    """Return what a name stands for where it stands, None for a mere place."""
    scene, directory = reading.scene, reading.directory
    identity = states.identity_of(entry, directory)
    city = entry.how in states.CITIES or _is_city(reading, token, entry, edge)
    if entry.how == "name" and _is_river(reading, match, edge):
        return None
    if city and (states.is_place_only(scene, match, directory) or _is_settlement(reading, token)):
        return None
    if entry.how == "region" and not is_subject(scene, token) and token.dep != "poss":
        return replace(identity, sectors=(), reason=f"{identity.reason}; location")
    addressed = states.is_addressed(scene, token, directory)
    if city and not addressed and states.is_located(scene, token, directory, "goal"):
        return replace(identity, kind="country", sectors=(), reason=f"{identity.reason}; location")
    if entry.how == "name" and states.is_located(scene, token, directory):
        return replace(identity, reason=f"{identity.reason}; location")
    if entry.how == "people" and states.is_located(scene, token, directory):
        return None
    if entry.how in ("adjective", "inhabitant"):
        return _inhabitants(reading, entry, identity, edge, match)
    return identity


def _is_river(reading: Reading, match: Match, edge: int) -> bool:
    """Tell whether an article makes a country's name that of the river ("the Niger")."""
    word = fold(reading.scene.tokens[match.first].text)
    article = edge < match.first and fold(reading.scene.tokens[match.first - 1].text) == "the"
    return article and match.first == match.last and reading.directory.has("river", word)


def _is_city(reading: Reading, token: Token, entry: Entry, edge: int) -> bool:
    """Tell whether a seat of power is named like a city here ("in Brussels")."""
    above = reading.scene.tree.head(token)
    inside = above is not None and above.lemma == "in" and edge == token.index
    return entry.how == "seat" and (token.entity == "GPE" or inside)


def _inhabitants(
    reading: Reading, entry: Entry, identity: Identity, edge: int, match: Match
) -> Identity:
    """Return people called by their nation; "ethnic Albanians" live elsewhere."""
    sectors = identity.sectors or (("CVL",) if entry.how == "inhabitant" else ())
    people = replace(identity, name=entry.written, kind="people", sectors=sectors)
    before = [fold(t.text) for t in reading.scene.tokens[edge : match.first]]
    if not any(reading.directory.has("ethnic", word) for word in before):
        return people
    place = located_country(reading.scene, reading.directory, reading.day)
    place = place or reading.memory.dominant() or prevailing(reading, match)
    return replace(people, country=place, sectors=("CVL",))


def _in_larger_name(reading: Reading, match: Match) -> bool:
    """Tell whether a country's name ends the name of something else ("Air France")."""
    tokens = reading.scene.tokens
    label = tokens[match.head].entity
    before, after = tokens[: match.first][-1:], tokens[match.last + 1 : match.last + 3]
    if len(after) == 2 and after[0].text in ("-", "–") and label in BODY_LABELS:
        return after[1].entity == label and after[1].tag in ("NNP", "NNPS")
    if not before or tokens[match.first].entity_start or before[0].entity != label:
        return False
    direction = reading.directory.has("direction", fold(before[0].text))
    return (
        label in (*BODY_LABELS, "GPE", "LOC") and before[0].tag in ("NNP", "NNPS") and not direction
    )


def unlisted(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return an organisation that only the recogniser knows."""
    scene = reading.scene
    if token.tag not in ("NNP", "NNPS") or not _may_be_body(token):
        return None
    if states.is_located(scene, token, reading.directory) or _is_settlement(reading, token):
        return None
    owners = owners_of(reading, edge, token.index, [token.index])
    if len(owners) > 1:
        return None
    owners = [one for one in owners if CAPITAL not in one.reason]
    name = plain_text(scene, edge, token.index)
    owner = owners[0] if owners else None
    identity = Identity(
        name,
        "organisation",
        owner.country if owner else None,
        reason=f"recognised name; {owner.reason}" if owner else "a name that no table lists",
    )
    return Found((identity,), edge, token.index)


def _may_be_body(token: Token) -> bool:
    """Tell whether a capitalised word is likely a body: so labelled, or the subject of a verb."""
    if token.entity in ("ORG", "NORP"):
        return True
    return token.entity in (None, "PRODUCT", "WORK_OF_ART", "LAW") and token.dep == "nsubj"


def _is_settlement(reading: Reading, token: Token) -> bool:
    """Tell whether the words before say that a name is a place ("the city of Aleppo")."""
    prep = reading.scene.tree.head(token)
    above = reading.scene.tree.head(prep) if prep is not None else None
    return (
        prep is not None
        and prep.lemma == "of"
        and above is not None
        and reading.directory.has("settlement", above.lemma)
    )

"""Counterparts: who holds abroad the office of somebody that the text names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.actors import people
from detente.actors.coreference import is_subject
from detente.actors.directory import Directory
from detente.actors.entries import Identity
from detente.actors.names import fold
from detente.actors.phrases import Found, Reading
from detente.model import Token

__all__ = ["mirrored"]

BACK = 2
"""Sentences back in which the other side of "his counterpart" is looked for."""


def mirrored(
    reading: Reading, token: Token, owners: Sequence[Identity], edge: int, last: int
) -> Found:
    """Return what "his Greek counterpart" denotes: the holder of the same office there.

    The office is that of the possessor, else of the clause's subject. Without a country of its
    own, "his counterpart" is the latest person named with the same sector and another country.
    """
    noun = fold(token.lemma)
    model = _model(reading, token)
    many = token.tag == "NNS"
    if not owners:
        other = _other_side(reading, model) if model and not many else None
        bare = Identity(noun, "people" if many else "person", reason=f"agents.csv: {noun}")
        return Found((other or bare,), edge, last, noun, many)
    found = [_abroad(reading.directory, noun, reading.day, owner, model) for owner in owners]
    return Found(tuple(found), edge, last, noun, many)


def _model(reading: Reading, token: Token) -> Identity | None:
    """Return the person whose counterpart is meant, None where the text names none."""
    possessor = reading.scene.tree.child(token, "poss")
    found = reading.found(possessor.index) if possessor is not None else None
    if found is None:
        subjects = (t for t in reading.scene.tokens[: token.index] if is_subject(reading.scene, t))
        told = [one for t in subjects if (one := reading.found(t.index)) is not None]
        found = told[-1] if told else None
    people_ = [i for i in found.identities if i.kind == "person"] if found else []
    return people_[0] if people_ else None


def _abroad(
    directory: Directory, noun: str, day: date | None, owner: Identity, model: Identity | None
) -> Identity:
    name = f"{noun} ({directory.country_name(owner.country)})"
    reason = f"agents.csv: {noun}; {owner.reason}"
    plain = Identity(name, "person", owner.country, reason=reason)
    if model is None:
        return plain
    plain = replace(plain, sectors=model.sectors, reason=f"{reason}; as {model.name}")
    if owner.country is None or not model.office:
        return plain
    holder = people.by_office(model.office, owner.country, directory, day)
    return people.described(holder, day, None) if holder else plain


def _other_side(reading: Reading, model: Identity) -> Identity | None:
    for found in reading.memory.back(reading.scene.tree.sentence.index, BACK):
        for referent in reversed(found):
            one = referent.identity
            abroad = one.country not in (None, model.country)
            if one.kind == "person" and abroad and one.sectors == model.sectors:
                return replace(one, reason=f"counterpart of {model.name}; {one.reason}")
    return None

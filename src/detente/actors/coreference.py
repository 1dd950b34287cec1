"""What pronouns and definite phrases refer back to, where the text makes it plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.actors.context import Memory, Referent
from detente.actors.directory import Directory
from detente.actors.entries import Identity
from detente.actors.spot import Scene
from detente.model import Token

__all__ = ["clause_of", "is_subject", "members", "pronoun", "the_country"]

SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")
GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
THINGS = frozenset(("it", "its", "itself"))
GROUPS = frozenset(("they", "them", "their", "theirs", "themselves"))
BACK_FOR_PERSON, BACK_FOR_THING, BACK_FOR_GROUP = 3, 1, 1
"""Sentences back in which the antecedent of each sort of pronoun is looked for."""


def is_subject(scene: Scene, token: Token) -> bool:
    """Tell whether a token is, or is coordinated with, the subject of its clause."""
    while token.dep == "conj" and (above := scene.tree.head(token)) is not None:
        token = above
    return token.dep in SUBJECTS


def clause_of(scene: Scene, token: Token) -> int:
    """Return the token number of the nearest verb above a token, its own when there is none."""
    for above in scene.tree.ancestors(token):
        if above.pos in ("VERB", "AUX"):
            return above.index
    return token.index


def pronoun(scene: Scene, token: Token, memory: Memory) -> tuple[Identity, ...]:
    """Return what a personal pronoun means, empty when that is not plain."""
    word = token.text.casefold()
    if word in GENDERS:
        gender = GENDERS[word]
        return _nearest(scene, token, memory, BACK_FOR_PERSON, lambda r: _is_person(r, gender))
    if word in THINGS:
        if is_expletive(scene, token):
            return ()
        return _nearest(scene, token, memory, BACK_FOR_THING, _is_thing)
    if word in GROUPS:
        return _nearest(scene, token, memory, BACK_FOR_GROUP, _is_group)
    return ()


def is_expletive(scene: Scene, token: Token) -> bool:
    """Tell whether "it" stands for a clause ("it is clear that", "it was announced that")."""
    verb = scene.tree.head(token)
    if token.dep == "expl" or verb is None:
        return True
    if token.dep == "nsubjpass":
        return scene.tree.child(verb, "ccomp", "xcomp") is not None
    if token.dep == "nsubj" and verb.lemma in ("be", "seem", "appear", "happen"):
        below = [verb, *scene.tree.children(verb, "acomp", "attr")]
        return any(scene.tree.child(t, "ccomp", "xcomp", "advcl", "relcl") for t in below)
    return False


def _nearest(
    scene: Scene, token: Token, memory: Memory, window: int, fits: Callable[[Referent], bool]
) -> tuple[Identity, ...]:
    """Return the antecedent: subjects before others, this sentence before earlier ones."""
    here = scene.tree.sentence.index
    for found in memory.back(here, window):
        fitting = [r for r in found if fits(r) and not _bound(scene, token, r, here)]
        if not fitting:
            continue
        same = fitting[0].sentence == here
        subjects = [r for r in fitting if r.subject]
        if subjects:
            return subjects[-1 if same else 0].identities
        if same or window > 1:
            return fitting[-1].identities
    return ()


def _bound(scene: Scene, token: Token, referent: Referent, here: int) -> bool:
    """Tell whether grammar bars an antecedent: the subject of the pronoun's own clause."""
    if referent.sentence != here:
        return False
    if referent.head > token.index:
        return True
    if token.tag == "PRP$" or token.text.casefold().endswith(("self", "selves")):
        return False
    return referent.clause == clause_of(scene, token)


def _is_person(referent: Referent, gender: str) -> bool:
    known = referent.gender
    one = len(referent.identities) == 1 and not referent.many
    return one and referent.identity.kind == "person" and known in (None, gender)


def _is_thing(referent: Referent) -> bool:
    one = len(referent.identities) == 1 and not referent.many
    kinds = ("country", "organisation", "group")
    return one and referent.identity.kind in kinds and "location" not in referent.identity.reason


def _is_group(referent: Referent) -> bool:
    return referent.many or len(referent.identities) > 1


def the_country(scene: Scene, memory: Memory, directory: Directory) -> Identity | None:
    """Return what "the country" means: the latest subject country, else the dominant one."""
    latest = [
        r.identity
        for found in memory.back(scene.tree.sentence.index, 2)
        for r in reversed(found)
        if r.identity.kind == "country" and len(r.identities) == 1 and r.identity.country
    ]
    codes = {identity.country for identity in latest}
    if len(codes) == 1:
        return latest[0]
    code = memory.dominant()
    if code is None:
        return None
    name = directory.country_name(code)
    return Identity(name, "country", code, reason="the country the article is about")


def members(memory: Memory, sentence: int, *, people: bool) -> tuple[Identity, ...]:
    """Return the two parties of "both sides", "the two leaders": the latest pair, else none.

    A pair is two coordinated parties, or the only two people or countries of the last three
    sentences.
    """
    wanted = ("person",) if people else ("country", "organisation", "group")
    for found in memory.back(sentence, 2):
        for referent in reversed(found):
            pair = referent.identities
            if len(pair) == 2 and all(p.kind in wanted for p in pair):
                return pair
    recent = (i for found in memory.back(sentence, 2) for r in found for i in r.identities)
    distinct = _distinct(i for i in recent if i.kind in wanted)
    return distinct if len(distinct) == 2 else ()


def _distinct(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    return tuple({(i.name, i.country): i for i in identities}.values())

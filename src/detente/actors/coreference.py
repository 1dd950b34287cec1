"""What pronouns and definite phrases refer back to, where the text makes it plain."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from detente.actors.context import Memory, Referent
from detente.actors.directory import Directory
from detente.actors.entries import Identity
from detente.actors.spot import Scene
from detente.model import Token

__all__ = ["PRONOUNS", "clause_of", "gender_of", "is_subject", "members", "pronoun", "the_country"]

SUBJECTS = ("nsubj", "nsubjpass", "agent", "csubj")
GENDERS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
THINGS = frozenset(("it", "its", "itself"))
GROUPS = frozenset(("they", "them", "their", "theirs", "themselves"))
PRONOUNS = frozenset((*GENDERS, *THINGS, *GROUPS, "both", "each", "either", "neither", "who"))
"""Words in lower case that may stand for a party named before."""

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
    if token.dep in ("npadvmod", "appos"):
        return ()
    if word in GENDERS:
        gender = GENDERS[word]
        return _nearest(
            scene, token, memory, BACK_FOR_PERSON, lambda r: _is_person(r, gender, memory)
        )
    if word in THINGS:
        if is_expletive(scene, token):
            return ()
        if token.dep == "dobj":
            return _nearest_object(scene, memory)
        return _nearest(scene, token, memory, BACK_FOR_THING, _is_thing)
    if word in GROUPS:
        return _nearest(scene, token, memory, BACK_FOR_GROUP, _is_group)
    return ()


def gender_of(token: Token) -> str | None:
    """Return the gender of a personal pronoun, None when it has none."""
    return GENDERS.get(token.text.casefold())


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


def _nearest_object(scene: Scene, memory: Memory) -> tuple[Identity, ...]:
    """Return what "it" as an object means: a country before it that is no subject.

    More often it stands for what was said or done.
    """
    here = scene.tree.sentence.index
    for found in memory.back(here, 0):
        fitting = [r for r in found if _is_thing(r) and not r.subject]
        countries = [r for r in fitting if r.identity.kind == "country"]
        if countries:
            return countries[-1].identities
    return ()


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
    return referent.subject and referent.clause == clause_of(scene, token)


def _is_person(referent: Referent, gender: str, memory: Memory) -> bool:
    known = memory.genders.get(referent.identity.name)
    one = len(referent.identities) == 1 and not referent.many
    return one and referent.identity.kind == "person" and known in (None, gender)


def _is_thing(referent: Referent) -> bool:
    one = len(referent.identities) == 1 and not referent.many
    kinds = ("country", "organisation", "group")
    return one and referent.identity.kind in kinds and "location" not in referent.identity.reason


def _is_group(referent: Referent) -> bool:
    return referent.many or len(referent.identities) > 1


def the_country(scene: Scene, memory: Memory, directory: Directory) -> Identity | None:
    """Return what "the country" means: the only one of late, else the most mentioned one."""
    latest = [
        r.identity
        for found in memory.back(scene.tree.sentence.index, 2)
        for r in reversed(found)
        if r.identity.kind == "country" and len(r.identities) == 1 and r.identity.country
    ]
    codes = {identity.country for identity in latest}
    if len(codes) == 1:
        return latest[0]
    code = memory.leading()
    if code is None:
        return None
    name = directory.country_name(code)
    return Identity(name, "country", code, reason="the country the article is about")


def members(
    memory: Memory, sentence: int, directory: Directory, *, people: bool
) -> tuple[Identity, ...]:
    """Return the two parties of "both sides", "the two leaders": the latest pair, else none.

    A pair is two coordinated parties, or the only two people, or the only two countries that
    anyone belongs to, in the latest one to three sentences.
    """
    recent: list[Identity] = []
    for found in memory.back(sentence, 2):
        here = [identity for referent in found for identity in referent.identities]
        recent.extend(i for i in here if "location" not in i.reason)
        distinct = _people(recent) if people else _countries(recent, directory)
        if len(distinct) == 2:
            return distinct
        if len(distinct) > 2:
            break
    return ()


def _people(identities: Iterable[Identity]) -> tuple[Identity, ...]:
    return tuple({i.name: i for i in identities if i.kind == "person" and i.country}.values())


def _countries(identities: Iterable[Identity], directory: Directory) -> tuple[Identity, ...]:
    found: dict[str, Identity] = {}
    for one in identities:
        if one.country is not None and (one.kind == "country" or one.country not in found):
            name = directory.country_name(one.country)
            plain = Identity(name, "country", one.country, reason=f"one of a pair; {one.reason}")
            found[one.country] = one if one.kind == "country" else plain
    return tuple(found.values())

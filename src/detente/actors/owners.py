"""Whose an agent is: the country or body in its adjective, possessor or of-phrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.actors import states
from detente.actors.agents import UNKNOWN, AgentMatch
from detente.actors.entries import Identity
from detente.actors.names import fold
from detente.actors.nearness import choose_near, located_country
from detente.actors.phrases import Reading
from detente.actors.spot import Match, Part, Scene
from detente.model import Token

PARTICIPLES = ("VBN", "VBD", "VBG", "JJ")
HYPHENS = ("-", "‑", "–")
ADJECTIVE = "(adjective)"
"""How the reason for an owner ends that is a nation's adjective."""

PEOPLES = "peoples.csv"
"""How the reason for an owner begins that is a people."""

__all__ = ["at_home", "by_context", "is_marked", "owners_of"]


def owners_of(
    reading: Reading, edge: int, stop: int, heads: Sequence[int], *, relational: bool = False
) -> list[Identity]:
    """Return the owners named in a phrase, nearest kind first; several when coordinated.

    Adjectives and compounds between tokens `edge` and `stop` come first, then the possessor,
    then an of-phrase below one of `heads`. With a `relational` noun ("its allies") the latter
    two name the other side and are no owners.
    """
    found = _before(reading, edge, stop)
    if found or relational:
        return found
    single = list(dict.fromkeys(heads))
    found = [identity for head in single for identity in _possessors(reading, head)]
    return found or [i for head in single for i in _after(reading, head, max(heads))]


def at_home(reading: Reading, token: Token, owners: list[Identity]) -> list[Identity]:
    """Return the country where a nation's people live abroad ("the Greek minority in Albania").

    That is the possessor's country or the one that the sentence places things in; elsewhere
    the owners stand, but a minority of no such place has no country.
    """
    nation = len(owners) == 1 and ADJECTIVE in owners[0].reason
    if not nation or not reading.directory.has("settled", fold(token.lemma)):
        return owners
    abroad = [*_possessors(reading, token.index), *_after(reading, token.index, token.index)]
    code = next((one.country for one in abroad if one.country), None)
    code = code or located_country(reading.scene, reading.directory, reading.day)
    if code is None:
        scattered = reading.directory.has("ethnic", fold(token.lemma))
        return [] if scattered else owners
    return [replace(owners[0], country=code, reason=f"{owners[0].reason}; where they live")]


def is_marked(reading: Reading, edge: int, stop: int, head: int) -> bool:
    """Tell whether words before an agent noun say whose agents they are.

    A people does not, so that "Kurdish fighters in Syria" is one phrase.
    """
    possessor = reading.scene.tree.child(reading.scene.tokens[head], "poss")
    owners = _before(reading, edge, stop)
    return possessor is not None or any(not o.reason.startswith(PEOPLES) for o in owners)


def _before(reading: Reading, edge: int, stop: int) -> list[Identity]:
    scene = reading.scene
    marks = [t.index for t in scene.tokens[edge:stop] if t.tag == "POS"]
    edge = max((mark + 1 for mark in marks), default=edge)
    inside = [m for m in scene.matches if edge <= m.first and m.last < stop]
    inside = [m for m in inside if not _is_backing(scene, m)]
    if inside and any(e.how != "person" for e in inside[0].entries):
        first = inside[0]
        chosen = [first, *(m for m in inside[1:] if _coordinated(scene, first, m))]
        return [i for m in chosen for i in _meaning(reading, m)]
    joined = [
        i for part in scene.parts if edge <= part.token < stop for i in _meaning(reading, part)
    ]
    if joined:
        return joined
    return list(_people_before(reading, edge, stop)) or _leading(reading, edge, stop)


def _leading(reading: Reading, edge: int, stop: int) -> list[Identity]:
    """Return the leader of a joint force as its owner, for want of another ("US-led")."""
    scene = reading.scene
    for match in scene.matches:
        after = scene.tokens[match.last + 1 : match.last + 3]
        inside = edge <= match.first and match.last < stop and len(after) == 2
        if not inside or after[0].text not in HYPHENS:
            continue
        if reading.directory.has("leading", after[1].lemma):
            return list(_meaning(reading, match))
    return []


def _meaning(reading: Reading, match: Match | Part) -> Iterator[Identity]:
    entry = choose_near(reading, match, prefer="adjective")
    if entry is not None and entry.how != "nothing" and not states.is_undecided(entry):
        identity = states.identity_of(entry, reading.directory)
        bare = entry.how in (*states.CITIES, "people")
        yield replace(identity, sectors=()) if bare else identity


def _is_backing(scene: Scene, match: Match) -> bool:
    """Tell whether a name only says who backs or holds the phrase's head ("US-backed").

    A hyphen after the name ties it to what is no name, or to more names that share a participle.
    """
    at = match.last + 1
    while at + 1 < len(scene.tokens):
        if scene.tokens[at].text in HYPHENS:
            at += 1
        elif not scene.tokens[at - 1].text.endswith(HYPHENS):
            return False
        while scene.tokens[at].tag == "CC" and at + 1 < len(scene.tokens):
            at += 1
        other = scene.by_token.get(at)
        if other is None:
            rest = [t for t in scene.tokens[at : at + 3] if t.text not in HYPHENS]
            return any(t.tag in PARTICIPLES for t in rest[:2])
        at = other.last + 1
    return False


def _coordinated(scene: Scene, one: Match, other: Match) -> bool:
    between = scene.tokens[one.last + 1 : other.first]
    return any(t.tag == "CC" or t.text in ("-", "/", "–") for t in between)


def _people_before(reading: Reading, edge: int, stop: int) -> Iterator[Identity]:
    """Yield a person whose surname stands before the noun ("the Assad regime")."""
    for token in reading.scene.tokens[edge:stop]:
        if token.tag == "NNP" and token.dep in ("compound", "nmod", "amod"):
            found = reading.person(token)
            if found is not None and found.identities[0].country:
                yield found.identities[0]
                return


def _possessors(reading: Reading, head: int) -> Iterator[Identity]:
    for token in reading.scene.tree.children(reading.scene.tokens[head], "poss"):
        yield from _owning(reading, token)


def _after(reading: Reading, head: int, last: int) -> Iterator[Identity]:
    """Yield the owners in prepositional phrases below `head` that start after token `last`."""
    tree = reading.scene.tree
    for prep in tree.children(reading.scene.tokens[head], "prep"):
        if prep.index < last or not reading.directory.has("owner", prep.lemma):
            continue
        for place in tree.children(prep, "pobj"):
            for one in tree.conjuncts(place):
                yield from _owning(reading, one)


def _owning(reading: Reading, token: Token) -> Iterator[Identity]:
    found = reading.found(token.index)
    if found is not None:
        yield from found.identities
        return
    match = reading.scene.by_token.get(token.index)
    if match is not None:
        yield from (_country_of(i) for i in _meaning(reading, match))


def _country_of(identity: Identity) -> Identity:
    return Identity(
        identity.name, "country", identity.country, reason=f"{identity.reason}; location"
    )


def by_context(
    reading: Reading, match: AgentMatch, edge: int, *, mentions: int = 1
) -> Identity | None:
    """Return the country that an unmarked agent belongs to, as far as the text shows.

    The one place that the sentence names, else the country that the article is plainly about
    and has named `mentions` times; None for "foreign forces", and for nouns that say nothing
    of a state.
    """
    directory, scene = reading.directory, reading.scene
    words = [fold(t.text) for t in scene.tokens[edge : match.last + 1]]
    if not match.agent.sectors or match.agent.sectors == (UNKNOWN,):
        return None
    if any(directory.has("joint", word) for word in words):
        return Identity("international body", "organisation", "IGO", reason="modifiers.csv: joint")
    if any(directory.has("foreign", word) or directory.has("country", word) for word in words):
        return None
    if directory.has("country", fold(scene.tokens[match.last].lemma)):
        return None
    code = located_country(scene, directory, reading.day)
    note = "the place named in the sentence"
    if code is None:
        code, note = reading.memory.dominant(mentions), "the country the article is about"
    if code is None:
        return None
    return Identity(directory.country_name(code), "country", code, reason=note)

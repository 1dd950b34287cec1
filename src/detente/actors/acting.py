"""Phrases whose head is an agent noun: whose agents they are, and who holds the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.actors import agents, coreference, people
from detente.actors.agents import AgentMatch
from detente.actors.entries import Identity
from detente.actors.mirrored import mirrored
from detente.actors.names import fold, words_of
from detente.actors.owners import at_home, by_context, is_marked, owners_of
from detente.actors.phrases import Found, Reading, right_edge
from detente.actors.spot import NOUNS
from detente.model import Token

__all__ = ["agent_phrase", "compound_agent", "pair_or_country", "quantity"]

ARMED = frozenset(("REB", "UAF", "PRM"))
ACTING = ARMED | {"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"}
VAGUE = frozenset(("a", "an", "any", "another", "some", "no", "every", "each"))
POINTING = frozenset(("the", "this", "that", "these", "those"))


def quantity(reading: Reading, token: Token, edge: int) -> Found | None:
    """Resolve "hundreds of protesters" as the protesters."""
    if not reading.directory.has("quantity", fold(token.lemma)):
        return None
    prep = reading.scene.tree.child(token, "prep")
    if prep is None or prep.lemma != "of":
        return None
    inner = reading.scene.tree.child(prep, "pobj")
    found = reading.found(inner.index) if inner is not None else None
    if found is None:
        return None
    return Found(found.identities, edge, found.last, found.noun, many=True)


def pair_or_country(reading: Reading, token: Token, edge: int) -> Found | None:
    """Resolve "both sides", "the two leaders", "the country" by what was named before."""
    scene, directory = reading.scene, reading.directory
    lead = [fold(t.text) for t in scene.tokens[edge : token.index]]
    noun = fold(token.lemma)
    counted = [word for word in lead if word not in POINTING]
    known = "both" in lead or bool(POINTING & set(lead))
    if token.tag == "NNS" and known and counted:
        if not all(directory.has("pair", word) for word in counted):
            return None
        return _pair(reading, token, edge)
    if token.tag == "NN" and directory.has("country", noun) and lead in (["the"], ["this"]):
        if scene.tree.child(token, "prep") is not None:
            return None
        identity = coreference.the_country(scene, reading.memory, directory)
        return Found((identity,), edge, token.index, noun) if identity else None
    return None


def _pair(reading: Reading, token: Token, edge: int) -> Found | None:
    match = agents.agent_at(reading.scene, edge, token.index, reading.directory)
    title = match is not None and match.agent.kind == "title"
    if not title and not reading.directory.has("member", fold(token.lemma)):
        return None
    if match is not None and owners_of(reading, edge, match.first, [token.index, match.last]):
        return None
    person = match is not None and match.agent.kind != "collective"
    here = reading.scene.tree.sentence.index
    pair = coreference.members(reading.memory, here, reading.directory, people=person)
    last = match.last if match else token.index
    return Found(pair, edge, last, many=True) if pair else None


def agent_phrase(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return what a phrase headed by an agent noun denotes."""
    if token.tag not in NOUNS:
        return None
    match = agents.agent_at(reading.scene, edge, token.index, reading.directory)
    if match is None or _is_abstract(reading, token, match, edge):
        return None
    last = _end(reading, token, match, edge)
    beside = _beside_name(reading, token, match, edge, last)
    if beside is not None:
        return beside
    relational = reading.directory.has("relational", fold(token.lemma))
    heads = [token.index, match.last]
    owners = owners_of(reading, edge, token.index, heads, relational=relational)
    owners = at_home(reading, token, owners)
    many = token.tag in ("NNS", "NNPS")
    if not owners and not reading.directory.has("mirror", fold(token.lemma)):
        earlier = _referred(reading, token, match, edge)
        if earlier:
            return Found(earlier, edge, last, match.agent.noun, many)
        place = None if relational else by_context(reading, match, edge)
        owners = [place] if place else []
    if reading.directory.has("mirror", fold(token.lemma)):
        return mirrored(reading, token, owners, edge, last)
    holder = _holder(reading, token, match, owners, edge)
    if holder is not None:
        return Found((holder,), edge, last, match.agent.noun)
    whose: Sequence[Identity | None] = owners or (None,)
    identities = tuple(_identity(reading, token, match, edge, owner) for owner in whose)
    return Found(identities, edge, last, match.agent.noun, many)


def compound_agent(reading: Reading, token: Token) -> Found | None:
    """Return the agents that a noun before another names ("Syrian government shelling").

    Only plain collectives: "family", "state" and the like mean no one there.
    """
    if token.tag not in ("NN", "NNS") or token.dep not in ("compound", "nmod"):
        return None
    edge = token.index
    before = reading.scene.by_token.get(edge - 1)
    match = agents.agent_at(reading.scene, max(0, edge - 2), token.index, reading.directory)
    if match is None or match.agent.kind != "collective" or match.agent.carries:
        return None
    if not set(match.agent.sectors) & ACTING:
        return None
    edge = before.first if before is not None and match.first == token.index else match.first
    owners = owners_of(reading, edge, token.index, [token.index])
    place = None if owners else by_context(reading, match, edge)
    owner = owners[0] if owners else place
    identity = _identity(reading, token, match, edge, owner)
    return Found((identity,), edge, token.index, match.agent.noun)


def _is_abstract(reading: Reading, token: Token, match: AgentMatch, edge: int) -> bool:
    """Tell whether a noun is no agent: a bare singular ("into exile"), or a title like "count"."""
    bare = edge == token.index and token.tag == "NN" and match.last == token.index
    if token.tag in ("NN", "NNS") and reading.directory.has("prefix", match.agent.noun):
        return True
    countable = match.agent.kind != "collective"
    free = token.dep in ("nsubj", "nsubjpass", "appos", "ROOT", "conj")
    return bare and countable and not free and not reading.scene.tree.sentence.headline


def _beside_name(
    reading: Reading, token: Token, match: AgentMatch, edge: int, last: int
) -> Found | None:
    """Return the person whose name stands in apposition with the phrase."""
    tree = reading.scene.tree
    near = [*tree.children(token, "appos"), *_next_name(reading, match, last)]
    above = tree.head(token)
    if token.dep == "appos" and above is not None:
        near.append(above)
    for other in near:
        if other.tag != "NNP" or match.agent.kind == "collective":
            continue
        found = reading.found(other.index)
        if found is None or found.identities[0].kind != "person":
            continue
        if found.first <= token.index <= found.last:
            return found
        return replace(found, first=edge, last=last, head=None)
    return None


def _next_name(reading: Reading, match: AgentMatch, last: int) -> Sequence[Token]:
    """Return the last word of a personal name that follows the phrase without a comma."""
    tokens = reading.scene.tokens
    at = last + 1
    if at >= len(tokens) or tokens[at].entity != "PERSON":
        return ()
    while at + 1 < len(tokens) and tokens[at + 1].entity == "PERSON":
        if tokens[at + 1].entity_start:
            break
        at += 1
    found = tokens[at]
    ends = (match.last, last)
    joined = found.head in ends or any(tokens[e].head in (found.index, found.head) for e in ends)
    return (found,) if joined else ()


def _identity(
    reading: Reading, token: Token, match: AgentMatch, edge: int, owner: Identity | None
) -> Identity:
    sectors = agents.sectors_of(reading.scene, match, edge, owner, reading.directory)
    one = token.tag in ("NN", "NNP")
    title = match.agent.kind == "title" and one
    reason = f"agents.csv: {match.agent.noun}"
    return Identity(
        _name(reading, match, owner),
        _kind(match, one=one),
        owner.country if owner else None,
        sectors,
        reading.scene.text(match.first, match.last) if title else None,
        f"{reason}; {owner.reason}" if owner else reason,
    )


def _name(reading: Reading, match: AgentMatch, owner: Identity | None) -> str:
    """Return a name that is the same however the text puts it: "government (Iraq)"."""
    if owner is None:
        return match.agent.noun
    listed = owner.kind in ("organisation", "group") and "(" not in owner.name
    whose = owner.name if listed else reading.directory.country_name(owner.country)
    return f"{match.agent.noun} ({whose or owner.name})"


def _kind(match: AgentMatch, *, one: bool) -> str:
    if match.agent.kind != "collective":
        return "person" if match.agent.kind == "title" and one else "people"
    if not one:
        return "people"
    return "group" if ARMED & set(match.agent.sectors) else "organisation"


def _end(reading: Reading, token: Token, match: AgentMatch, edge: int) -> int:
    """Return the last word of an agent phrase: "of Iraq" right after it belongs to it.

    So does "in Nairobi" where nothing before the noun says whose agents they are.
    """
    last = max(match.last, token.index)
    marked = is_marked(reading, edge, match.first, token.index)
    for prep in reading.scene.tree.children(token, "prep"):
        office = reading.directory.has("office", prep.lemma)
        place = not marked and _names_place(reading, prep)
        if prep.index == last + 1 and (office or place):
            last = right_edge(reading.scene, prep)
    return last


def _names_place(reading: Reading, prep: Token) -> bool:
    """Tell whether a preposition ties a noun to a named place or body ("in Nairobi")."""
    place = reading.scene.tree.child(prep, "pobj")
    named = place is not None and (
        place.entity in ("GPE", "LOC", "NORP", "ORG") or place.index in reading.scene.by_token
    )
    return named and reading.directory.has("owner", prep.lemma)


def _referred(reading: Reading, token: Token, match: AgentMatch, edge: int) -> tuple[Identity, ...]:
    """Return what "the rebels", "the president" mean by an earlier mention of them."""
    first = reading.scene.tokens[edge]
    definite = first.tag == "DT" and fold(first.text) in POINTING
    if not definite and edge != token.index:
        return ()
    earlier = reading.memory.same_noun(match.agent.noun)
    plural = token.tag in ("NNS", "NNPS")
    if earlier is None or (plural and earlier.identity.kind == "person"):
        return ()
    return tuple(
        replace(one, reason=f"as earlier: {one.reason.removeprefix('as earlier: ')}")
        for one in earlier.identities
    )


def _holder(
    reading: Reading, token: Token, match: AgentMatch, owners: Sequence[Identity], edge: int
) -> Identity | None:
    """Return who holds an office that the text names without its holder."""
    scene, directory = reading.scene, reading.directory
    if match.agent.kind != "title" or token.tag not in ("NN", "NNP") or len(owners) != 1:
        return None
    lead = [fold(t.text) for t in scene.tokens[edge : match.first]]
    if any(directory.has(e, w) for w in lead for e in ("former", "deputy", "acting")):
        return None
    if VAGUE & set(lead[:1]) or owners[0].country is None or owners[0].kind == "person":
        return None
    office = words_of(match.agent.noun)
    person = people.by_office(office, owners[0].country, directory, reading.day)
    return people.described(person, reading.day, None) if person else None

"""What the text's own words say of a person: title, country, apposition."""

from __future__ import annotations

from dataclasses import replace

from detente.actors import agents
from detente.actors.agents import AgentMatch
from detente.actors.entries import Identity
from detente.actors.naming import NamePhrase, name_phrase
from detente.actors.owners import owners_of
from detente.actors.phrases import Reading, plain_text
from detente.actors.spot import NOUNS, left_edge
from detente.model import Token

__all__ = ["HONORIFIC", "beside", "shared_title", "stated_of"]

HONORIFIC = ("CVL",)
"""The sectors of titles that name no office ("Mr", "Mrs")."""


def stated_of(reading: Reading, phrase: NamePhrase) -> Identity | None:
    """Return what the text's own words say of a person: title, country, apposition."""
    heads = [phrase.token.index, *(title.last for title in phrase.titles)]
    if phrase.apposed is not None:
        heads.append(phrase.apposed)
    owners = owners_of(reading, phrase.edge, phrase.first, heads)
    owner = next(iter(owners), None)
    agent = beside(reading, phrase.token)
    shared = None if agent else shared_title(reading, phrase)
    if shared is not None:
        return replace(shared, country=owner.country, reason=owner.reason) if owner else shared
    offices = [title for title in phrase.titles if title.agent.sectors != HONORIFIC]
    if offices:
        return _by_title(reading, phrase, offices[-1], owner or agent)
    if agent is not None:
        return agent
    if owner is not None and owner.kind != "person":
        lent = owner.sectors if owner.kind != "country" else ()
        return Identity(owner.name, "person", owner.country, lent, None, owner.reason)
    return None


def _by_title(
    reading: Reading, phrase: NamePhrase, title: AgentMatch, owner: Identity | None
) -> Identity:
    scene = reading.scene
    sectors = agents.sectors_of(scene, title, phrase.edge, owner, reading.directory)
    plural = scene.tokens[title.last].tag in ("NNS", "NNPS")
    role = title.agent.noun if plural else scene.text(title.first, title.last)
    reason = f"agents.csv: {title.agent.noun}" + (f"; {owner.reason}" if owner else "")
    return Identity(role, "person", owner.country if owner else None, sectors, role, reason)


def beside(reading: Reading, token: Token) -> Identity | None:
    """Return the agent phrase in apposition with a name, on either side."""
    tree = reading.scene.tree
    near = list(tree.children(token, "appos"))
    above = tree.head(token)
    if token.dep == "appos" and above is not None:
        near.append(above)
    for other in near:
        if other.tag not in NOUNS or other.entity == "PERSON":
            continue
        edge = left_edge(reading.scene, other.index)
        match = agents.agent_at(reading.scene, edge, other.index, reading.directory)
        if match is not None and match.agent.kind != "collective":
            return _by_words(reading, match, edge, other)
    return None


def shared_title(reading: Reading, phrase: NamePhrase) -> Identity | None:
    """Return the plural title that a name shares with the one before it ("Presidents A and B")."""
    above = reading.scene.tree.head(phrase.token)
    if phrase.token.dep != "conj" or phrase.titles or above is None:
        return None
    first = name_phrase(reading, above, left_edge(reading.scene, above.index))
    if first is None or not first.titles:
        return None
    title = first.titles[-1]
    if reading.scene.tokens[title.last].tag not in ("NNS", "NNPS"):
        return None
    return stated_of(reading, first)


def _by_words(reading: Reading, match: AgentMatch, edge: int, other: Token) -> Identity:
    owners = owners_of(reading, edge, match.first, [other.index, match.last])
    owner = owners[0] if owners else None
    sectors = agents.sectors_of(reading.scene, match, edge, owner, reading.directory)
    role = plain_text(reading.scene, match.first, max(match.last, other.index))
    reason = f"agents.csv: {match.agent.noun}" + (f"; {owner.reason}" if owner else "")
    return Identity(role, "person", owner.country if owner else None, sectors, role, reason)

"""Agent nouns ("riot police", "foreign minister") and the sectors that they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.actors.directory import Directory
from detente.actors.entries import Agent, Identity
from detente.actors.names import fold, words_of
from detente.actors.spot import Scene
from detente.model import Token

__all__ = ["AgentMatch", "agent_at", "sectors_of", "titles_between"]

LONGEST_TAIL = 5
"""Words after the head in which an agent noun may end ("chancellor of the exchequer")."""

UNKNOWN = "UNK"

LENDERS = (
    "organisations.csv",
    "groups.csv",
    "parties.csv",
    "forces.csv",
    "institutions.csv",
    "names.csv",
)
"""The tables of owners whose sector every agent of theirs has too ("Hamas militants")."""


@dataclass(frozen=True, slots=True)
class AgentMatch:
    """An agent noun in a sentence, from token `first` to token `last`, both included."""

    agent: Agent
    first: int
    last: int


def agent_at(scene: Scene, edge: int, head: int, directory: Directory) -> AgentMatch | None:
    """Return the longest agent noun around `head` that starts at `edge` or later."""
    words = _words(scene.tokens[edge : head + LONGEST_TAIL + 1])
    at = max((k for k, (_, token) in enumerate(words) if token.index <= head), default=-1)
    if at < 0 or words[at][1].index != head:
        return None
    ends = range(len(words) - 1, at - 1, -1) if _has_tail(words, at) else (at,)
    best: AgentMatch | None = None
    for end in ends:
        for start in range(at + 1):
            if _cuts_name(scene, words[start][1].index, head):
                continue
            agent = _look_up(words[start : end + 1], directory)
            if agent is not None and (best is None or _size(best) < end - start):
                best = AgentMatch(agent, words[start][1].index, words[end][1].index)
                break
    return best


def _cuts_name(scene: Scene, start: int, head: int) -> bool:
    """Tell whether an agent noun from `start` would take the end of a name as its own words."""
    name = scene.by_token.get(start)
    return name is not None and name.first < start and name.last < head


def _size(match: AgentMatch) -> int:
    return match.last - match.first


def _has_tail(words: Sequence[tuple[str, Token]], at: int) -> bool:
    return at + 1 < len(words) and words[at + 1][1].tag in ("IN", "POS")


def _words(tokens: Sequence[Token]) -> list[tuple[str, Token]]:
    return [(word, token) for token in tokens for word in words_of(token.text)]


def _look_up(words: Sequence[tuple[str, Token]], directory: Directory) -> Agent | None:
    """Return the agent noun that these words are, in the singular or as written."""
    if not words:
        return None
    key = tuple(word for word, _ in words)
    found = directory.agents.get(key)
    if found is not None:
        return found
    lead, (word, token) = key[:-1], words[-1]
    for form in (fold(token.lemma), word.removesuffix("s")):
        if form != word and (found := directory.agents.get((*lead, form))) is not None:
            return found
    return _singular_head(words, directory)


def _singular_head(words: Sequence[tuple[str, Token]], directory: Directory) -> Agent | None:
    """Return the agent noun of "ministers of defence", where the plural is not the last word."""
    word, token = words[0]
    if len(words) < 3 or words[1][1].tag != "IN" or word == fold(token.lemma):
        return None
    return directory.agents.get((fold(token.lemma), *(w for w, _ in words[1:])))


def titles_between(scene: Scene, first: int, last: int, directory: Directory) -> list[AgentMatch]:
    """Return the agent nouns from token `first` to `last`, none inside another."""
    found: list[AgentMatch] = []
    for index in range(last, first - 1, -1):
        if found and found[-1].first <= index:
            continue
        token = scene.tokens[index]
        if token.pos not in ("NOUN", "PROPN", "ADJ", "X"):
            continue
        match = agent_at(scene, first, index, directory)
        if match is not None and match.last <= last:
            found.append(match)
    return found[::-1]


def sectors_of(
    scene: Scene, match: AgentMatch, edge: int, owner: Identity | None, directory: Directory
) -> tuple[str, ...]:
    """Return the sectors of an agent noun with its modifiers and its owner, primary first."""
    words = [fold(token.text) for token in scene.tokens[edge : match.last]]
    if any(directory.has("former", word) for word in words):
        return ("ELI",)
    own = tuple(sector for sector in match.agent.sectors if sector != UNKNOWN)
    ruling = match.agent.kind == "collective" and "GOV" in match.agent.sectors
    unarmed = () if ruling else [s for word in words for s in directory.sectors("unarmed", word)]
    lead = [*unarmed, *(s for word in words for s in directory.sectors("first", word))]
    tail = [s for word in words for s in directory.sectors("second", word)]
    lends = owner is not None and (match.agent.carries or owner.reason.startswith(LENDERS))
    lent = owner.sectors if owner is not None and lends else ()
    if match.agent.carries:
        neighbour = _lender(scene, match, edge, directory)
        own = tuple(lead) or neighbour or lent or own
    parts = dict.fromkeys((*lead, *own, *tail, *lent))
    return tuple(sector for sector in parts if sector != UNKNOWN)


def _lender(scene: Scene, match: AgentMatch, edge: int, directory: Directory) -> tuple[str, ...]:
    """Return the sectors of the agent noun just before ("police" in "police chief")."""
    before = match.first - 1
    if (
        before < edge
        or before in scene.by_token
        or scene.tokens[before].tag not in ("NN", "NNS", "NNP", "NNPS", "JJ")
    ):
        return ()
    lender = agent_at(scene, edge, before, directory)
    return lender.agent.sectors if lender else ()

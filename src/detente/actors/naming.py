"""Where a personal name stands with its titles: "the Turkish leader Recep Tayyip Erdogan"."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors import agents
from detente.actors.agents import AgentMatch
from detente.actors.names import fold, words_of
from detente.actors.phrases import Reading, name_run
from detente.actors.spot import NOUNS, Match, Scene, is_full_name, left_edge
from detente.model import Token

__all__ = ["NamePhrase", "name_phrase"]


@dataclass(frozen=True, slots=True)
class NamePhrase:
    """A personal name with its words: `edge` starts the phrase, `first` the name itself.

    `match` is the name of the tables that ends here, None where they have none; `apposed` the
    token of a title that the parser made a phrase of its own.
    """

    token: Token
    edge: int
    first: int
    words: tuple[str, ...]
    titles: tuple[AgentMatch, ...]
    match: Match | None
    apposed: int | None = None


def name_phrase(reading: Reading, token: Token, edge: int) -> NamePhrase | None:
    """Return the personal name that ends with a token, None where it can be none."""
    scene = reading.scene
    edge = _after_opening(reading, token, edge)
    match = scene.by_token.get(token.index)
    known = match is not None and is_full_name(match)
    named = token.tag in ("NNP", "NNPS") or _is_named_before(reading, token, edge)
    if not known and (not named or _names_thing(reading, token)):
        return None
    if match is not None and not any(entry.person for entry in match.entries):
        if token.entity != "PERSON" or name_run(scene, token.index, edge) >= match.first:
            return None
        match = None
    first = name_run(scene, token.index, edge)
    if match is not None:
        longer = first < match.first and token.entity == "PERSON"
        before = agents.titles_between(scene, first, match.first - 1, reading.directory)
        if longer and not before:
            match = None
        else:
            first = match.first
    first, titles = _titles(reading, edge, first, token)
    apposed = None
    if not titles and (edge == first or _follows_place(scene, first, token)):
        apposed, titles = _apposed(reading, first, token)
        edge = left_edge(scene, apposed) if apposed is not None else edge
    last = match.last if known and match is not None else token.index
    words = tuple(w for t in scene.tokens[first : last + 1] for w in words_of(t.text))
    if not words:
        return None
    return NamePhrase(token, edge, first, words, titles, match, apposed)


def _is_named_before(reading: Reading, token: Token, edge: int) -> bool:
    """Tell whether a capital word alone is a surname of the article, however it is tagged."""
    alone = edge == token.index and token.text[:1].isupper()
    return alone and fold(token.text) in reading.memory.surnames


def _after_opening(reading: Reading, token: Token, edge: int) -> int:
    """Return where a phrase starts after the word that opens the sentence: "Now Merkel ..."."""
    opening = reading.scene.tokens[edge]
    starts = opening.start == reading.scene.tree.sentence.start and edge < token.index
    return edge + (starts and reading.directory.has("opening", opening.text.lower()))


def _names_thing(reading: Reading, token: Token) -> bool:
    """Tell whether a word is an agent noun itself, or the name of a ship or group before it."""
    scene = reading.scene
    plain = token.entity != "PERSON" or scene.tokens[token.index - 1].tag == "DT"
    if not token.text[0].isalpha() or (plain and _agent(reading, token) is not None):
        return True
    above = scene.tree.head(token)
    if token.dep != "appos" or above is None or above.tag not in NOUNS:
        return False
    agent = _agent(reading, above)
    between = scene.tokens[above.index + 1 : token.index]
    bare = all(t.tag in ("NNP", "NNPS", "HYPH") for t in between)
    return agent is not None and agent.agent.kind == "collective" and bare


def _agent(reading: Reading, token: Token) -> AgentMatch | None:
    edge = left_edge(reading.scene, token.index)
    return agents.agent_at(reading.scene, edge, token.index, reading.directory)


def _titles(
    reading: Reading, edge: int, first: int, token: Token
) -> tuple[int, tuple[AgentMatch, ...]]:
    """Return where the name starts after its titles, and the titles."""
    within = agents.titles_between(reading.scene, first, token.index - 1, reading.directory)
    for honour in within:
        if honour.first == first and honour.agent.kind == "title":
            first = honour.last + 1
    found = agents.titles_between(reading.scene, edge, first - 1, reading.directory)
    return first, tuple(t for t in found if t.agent.kind != "collective")


def _apposed(
    reading: Reading, first: int, token: Token
) -> tuple[int | None, tuple[AgentMatch, ...]]:
    """Return the title right before a name that the parser made a phrase of its own.

    The title may have a phrase after it: "ambassador to Germany John Smith".
    """
    tokens = reading.scene.tokens
    before = tokens[first - 1] if first > 0 else None
    if _follows_place(reading.scene, first, token):
        before = token
    while before is not None and before.tag in NOUNS:
        tied = before.head in (token.index, token.head) or token.head in (first - 1, before.index)
        tied = tied or token.dep == "pobj"
        match = _agent(reading, before) if before.index != token.index else None
        if match is not None and match.agent.kind != "collective":
            return (before.index, (match,)) if tied else (None, ())
        prep = reading.scene.tree.head(before)
        phrase = before.dep == "pobj" and prep is not None and prep.dep == "prep"
        before = reading.scene.tree.head(prep) if phrase and prep is not None else None
    return None, ()


def _follows_place(scene: Scene, first: int, token: Token) -> bool:
    """Tell whether the parser took the place after a title for part of the name.

    So it does in "ambassador to Germany John Smith".
    """
    place = scene.by_token.get(first - 1)
    return (
        place is not None
        and place.last == first - 1
        and scene.tokens[place.head].head == token.index
        and token.dep == "pobj"
    )

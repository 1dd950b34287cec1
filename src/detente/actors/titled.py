"""Phrases whose head is a personal name: titles before it, words in apposition, the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.actors import agents, people, spelling, states
from detente.actors.agents import AgentMatch
from detente.actors.entries import Identity
from detente.actors.names import fold, words_of
from detente.actors.owners import by_context, owners_of
from detente.actors.phrases import Found, Reading, name_run, plain_text
from detente.actors.spot import NOUNS, Match, Scene, is_full_name, left_edge
from detente.model import Token

__all__ = ["person_phrase"]

NAME_LABELS = (None, "ORG", "GPE", "NORP", "PERSON")
"""The labels that the recogniser gives to surnames."""

HONORIFIC = ("CVL",)
"""The sectors of titles that name no office ("Mr", "Mrs")."""


@dataclass(frozen=True, slots=True)
class NamePhrase:
    """A personal name with its words: `edge` starts the phrase, `first` the name itself."""

    token: Token
    edge: int
    first: int
    words: tuple[str, ...]
    titles: tuple[AgentMatch, ...]
    match: Match | None
    apposed: int | None = None


def person_phrase(reading: Reading, token: Token, edge: int) -> Found | None:
    """Return the person that a phrase headed by a name denotes, None when it names no person."""
    phrase = _phrase(reading, token, edge)
    if phrase is None or not _may_be_person(reading, phrase):
        return None
    stated = _stated(reading, phrase)
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


def _phrase(reading: Reading, token: Token, edge: int) -> NamePhrase | None:
    scene = reading.scene
    match = scene.by_token.get(token.index)
    known = match is not None and is_full_name(match)
    if not known and (token.tag not in ("NNP", "NNPS") or _names_thing(reading, token)):
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
    if len(phrase.words) > 1 and (_beside(reading, token) or _shared_title(reading, phrase)):
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


def _stated(reading: Reading, phrase: NamePhrase) -> Identity | None:
    """Return what the text's own words say of a person: title, country, apposition."""
    heads = [phrase.token.index, *(title.last for title in phrase.titles)]
    if phrase.apposed is not None:
        heads.append(phrase.apposed)
    owners = owners_of(reading, phrase.edge, phrase.first, heads)
    owner = next(iter(owners), None)
    beside = _beside(reading, phrase.token)
    shared = None if beside else _shared_title(reading, phrase)
    if shared is not None:
        return replace(shared, country=owner.country, reason=owner.reason) if owner else shared
    offices = [title for title in phrase.titles if title.agent.sectors != HONORIFIC]
    if offices:
        return _by_title(reading, phrase, offices[-1], owner or beside)
    if beside is not None:
        return beside
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


def _beside(reading: Reading, token: Token) -> Identity | None:
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


def _shared_title(reading: Reading, phrase: NamePhrase) -> Identity | None:
    """Return the plural title that a name shares with the one before it ("Presidents A and B")."""
    above = reading.scene.tree.head(phrase.token)
    if phrase.token.dep != "conj" or phrase.titles or above is None:
        return None
    first = _phrase(reading, above, left_edge(reading.scene, above.index))
    if first is None or not first.titles:
        return None
    title = first.titles[-1]
    if reading.scene.tokens[title.last].tag not in ("NNS", "NNPS"):
        return None
    return _stated(reading, first)


def _by_words(reading: Reading, match: AgentMatch, edge: int, other: Token) -> Identity:
    owners = owners_of(reading, edge, match.first, [other.index, match.last])
    owner = owners[0] if owners else None
    sectors = agents.sectors_of(reading.scene, match, edge, owner, reading.directory)
    role = plain_text(reading.scene, match.first, max(match.last, other.index))
    reason = f"agents.csv: {match.agent.noun}" + (f"; {owner.reason}" if owner else "")
    return Identity(role, "person", owner.country if owner else None, sectors, role, reason)


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

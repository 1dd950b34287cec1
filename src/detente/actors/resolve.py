"""Reads a document sentence by sentence and resolves every phrase that denotes an actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors import coreference, states
from detente.actors.acting import agent_phrase, compound_agent, pair_or_country, quantity
from detente.actors.context import Memory, Referent
from detente.actors.directory import Directory
from detente.actors.named import learned, named, unlisted
from detente.actors.nearness import named_countries
from detente.actors.phrases import Found, abbreviation_after
from detente.actors.spot import INNER, Match, Part, Scene, is_nominal, left_edge, read_scene
from detente.actors.titled import person_phrase
from detente.model import Annotation, Batch, Party, Token

__all__ = ["Reader", "find"]

RULES = (quantity, learned, pair_or_country, person_phrase, named, agent_phrase, unlisted)
"""Tried in turn on each noun phrase; the first that resolves it decides."""

ABBREVIATED = ("organisation", "group", "people")
"""The kinds of party whose names are followed by an abbreviation in brackets."""


def find(batch: Batch, directory: Directory) -> Batch:
    """Return the batch with `parties` filled: every actor phrase, in the order of the text.

    Needs `sentences`. People and institutions are what they were on `document.published`.
    """
    return tuple(replace(item, parties=tuple(_parties(item, directory))) for item in batch)


def _parties(item: Annotation, directory: Directory) -> Iterator[Party]:
    words, day = directory.words, item.document.published
    scenes = [read_scene(sentence, directory) for sentence in item.sentences]
    memory = Memory(
        states=directory.countries,
        surname_first=words.get("surname-first", {}),
        suffixes=words.get("suffix", {}),
        named=Counter(code for scene in scenes for code in named_countries(scene, day)),
    )
    for scene in scenes:
        yield from Reader(scene, memory, directory, day).parties()


class Reader:
    """Resolves the noun phrases of one sentence, each once, in whatever order they are needed."""

    def __init__(
        self, scene: Scene, memory: Memory, directory: Directory, day: date | None
    ) -> None:
        """Start with nothing resolved."""
        self.scene = scene
        self.memory = memory
        self.directory = directory
        self.day = day
        self._known: dict[int, Found | None] = {}

    def parties(self) -> Iterator[Party]:
        """Yield the sentence's parties and remember them for later sentences."""
        phrases: dict[int, Found] = {}
        taken: set[int] = set()
        for token in self.scene.tokens:
            found = self.found(token.index) if is_nominal(self.scene, token) else None
            if found is not None:
                self._remember(token, found)
                phrases[token.index] = found
        for head, found in phrases.items():
            if head not in taken:
                taken.update(self._absorbed(head, found))
        made = [
            party
            for head, found in phrases.items()
            if head not in taken
            for party in self._placed(head, found)
        ]
        for token in reversed(self.scene.tokens):
            if token.index not in taken:
                made.extend(self._inside(token, taken))
        made.extend(
            p for part in self.scene.parts if part.token not in taken for p in self._part(part)
        )
        yield from sorted(made, key=lambda p: (p.start, p.end))

    def found(self, head: int) -> Found | None:
        """Return what the phrase headed by token `head` denotes, None when no actor."""
        if head not in self._known:
            self._known[head] = None
            self._known[head] = self._read(self.scene.tokens[head])
        return self._known[head]

    def person(self, token: Token) -> Found | None:
        """Return the person that a single word means ("Assad" in "the Assad regime")."""
        return person_phrase(self, token, token.index)

    def _read(self, token: Token) -> Found | None:
        if token.tag in ("PRP", "PRP$"):
            meant = coreference.pronoun(self.scene, token, self.memory)
            if not meant:
                return None
            gender = coreference.gender_of(token)
            return Found(meant, token.index, token.index, many=len(meant) > 1, gender=gender)
        if self._is_no_actor(token):
            return None
        edge = left_edge(self.scene, token.index)
        for rule in RULES:
            found = rule(self, token, edge)
            if found is not None:
                return self._with_abbreviation(token, found)
        return None

    def _is_no_actor(self, token: Token) -> bool:
        """Tell whether a word belongs to a name that denotes no actor ("Persian Gulf")."""
        match = self.scene.by_token.get(token.index)
        return match is not None and any(entry.how == "nothing" for entry in match.entries)

    def _with_abbreviation(self, token: Token, found: Found) -> Found:
        """Learn the abbreviation after a name, which belongs to the phrase."""
        short = abbreviation_after(self.scene, token.index, found.first, found.last)
        if short is None or found.identities[0].kind not in ABBREVIATED:
            return found
        self.memory.abbreviations[short] = found.identities[0]
        return replace(found, last=found.last + 3)

    def _remember(self, token: Token, found: Found) -> None:
        self.memory.keep(
            Referent(
                sentence=self.scene.tree.sentence.index,
                head=token.index,
                identities=found.identities,
                noun=found.noun,
                many=found.many,
                gender=found.gender,
                subject=coreference.is_subject(self.scene, token),
                clause=coreference.clause_of(self.scene, token),
            )
        )

    def _absorbed(self, head: int, found: Found) -> Iterator[int]:
        """Yield the tokens that are part of this phrase; a possessor or a place is not."""
        for index in range(found.first, found.last + 1):
            if index != head and not self._stands_alone(index, head):
                yield index

    def _stands_alone(self, index: int, head: int) -> bool:
        token = self.scene.tokens[index]
        while token.index != head and token.head != token.index:
            if token.dep == "poss":
                return True
            if token.dep == "pobj" and states.is_located(self.scene, token, self.directory):
                return True
            token = self.scene.tokens[token.head]
        return False

    def _inside(self, token: Token, taken: set[int]) -> Iterator[Party]:
        """Yield the party of a word inside a phrase that is no actor ("a French resolution")."""
        match = self.scene.by_token.get(token.index)
        if match is not None and match.head == token.index:
            yield from self._modifier(match)
        elif match is None and token.dep in ("compound", "nmod"):
            found = self.person(token) if token.tag == "NNP" else compound_agent(self, token)
            named = found is not None and (token.tag != "NNP" or found.identities[0].country)
            if found is not None and named:
                taken.update(range(found.first, found.last + 1))
                yield from self._placed(token.index, found)

    def _part(self, part: Part) -> Iterator[Party]:
        """Yield the party of a name that is part of a token."""
        entry = states.choose(part.entries, self.day)
        if entry is None or entry.how in (*states.CITIES, "people", "nothing"):
            return
        identity = states.identity_of(entry, self.directory)
        (party,) = self._placed(part.token, Found((identity,), part.token, part.token))
        text = self.scene.tokens[part.token].text
        offset = part.start - self.scene.tokens[part.token].start
        text = text[offset : offset + part.end - part.start]
        yield replace(party, start=part.start, end=part.end, text=text)

    def _modifier(self, match: Match) -> Iterator[Party]:
        token = self.scene.tokens[match.head]
        if is_nominal(self.scene, token) or token.dep not in (*INNER, "conj", "advmod", "dep"):
            return
        entry = states.choose(match.entries, self.day)
        if entry is None or entry.how in (*states.CITIES, "people", "nothing"):
            return
        identity = states.identity_of(entry, self.directory)
        yield from self._placed(match.head, Found((identity,), match.first, match.last))

    def _placed(self, head: int, found: Found) -> Iterator[Party]:
        tokens = self.scene.tokens
        for identity in found.identities:
            yield Party(
                sentence=self.scene.tree.sentence.index,
                head=head if found.head is None else found.head,
                start=tokens[found.first].start,
                end=tokens[found.last].end,
                text=self.scene.text(found.first, found.last),
                name=identity.name,
                kind=identity.kind,
                country=identity.country,
                sectors=identity.sectors,
                role=identity.role,
                reason=identity.reason,
            )

"""Reads a document sentence by sentence and resolves every phrase that denotes an actor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.actors import agents, coreference, people, states
from detente.actors.agents import AgentMatch
from detente.actors.context import Memory, Referent
from detente.actors.directory import Directory
from detente.actors.entries import Identity
from detente.actors.names import fold, words_of
from detente.actors.owners import located_country, owners_of
from detente.actors.phrases import Found, name_run, right_edge
from detente.actors.spot import INNER, Match, Scene, is_nominal, left_edge, read_scene
from detente.model import Annotation, Batch, Party, Token

__all__ = ["find"]


def find(batch: Batch, directory: Directory) -> Batch:
    """Return the batch with `parties` filled: every actor phrase, in the order of the text.

    Needs `sentences`. People and institutions are what they were on `document.published`.
    """
    return tuple(replace(item, parties=tuple(_parties(item, directory))) for item in batch)


def _parties(item: Annotation, directory: Directory) -> Iterator[Party]:
    memory = Memory(surname_first=directory.words.get("surname-first", {}))
    for sentence in item.sentences:
        scene = read_scene(sentence, directory)
        yield from Reader(scene, memory, directory, item.document.published).parties()


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
        made: list[Party] = []
        taken: set[int] = set()
        for token in self.scene.tokens:
            found = self.found(token.index) if is_nominal(self.scene, token) else None
            if found is not None:
                self._remember(token, found)
                if token.index not in taken:
                    made.extend(self._placed(token.index, found))
                taken.update(self._absorbed(token.index, found))
        made.extend(p for m in self.scene.matches for p in self._modifier(m, taken))
        yield from sorted(made, key=lambda p: (p.start, p.end))

    def found(self, head: int) -> Found | None:
        """Return what the phrase headed by `head` denotes, None when no actor."""
        if head not in self._known:
            self._known[head] = None
            self._known[head] = self._read(self.scene.tokens[head])
        return self._known[head]

    def person(self, token: Token) -> Found | None:
        """Return the person that a word inside a phrase means ("Assad" in "the Assad regime")."""
        return self._person(token, token.index)

    def _read(self, token: Token) -> Found | None:
        if token.tag in ("PRP", "PRP$"):
            found = coreference.pronoun(self.scene, token, self.memory)
            return Found(found, token.index, token.index, many=len(found) > 1) if found else None
        edge = left_edge(self.scene, token.index)
        return (
            self._quantity(token, edge)
            or self._person(token, edge)
            or self._named(token, edge)
            or self._agent(token, edge)
            or self._unlisted(token, edge)
        )

    # names of the tables

    def _named(self, token: Token, edge: int) -> Found | None:
        match = self.scene.by_token.get(token.index)
        if match is None or self._in_larger_name(match):
            return None
        plural = token.tag in ("NNPS", "NNS")
        entry = states.choose(match.entries, self.day, prefer="inhabitant" if plural else "")
        if entry is None:
            return None
        identity = states.identity_of(entry, self.directory)
        if entry.how == "capital":
            if states.is_place_only(self.scene, match, self.directory):
                return None
            if states.is_located(self.scene, token, self.directory, "goal"):
                identity = replace(identity, sectors=(), reason=f"{identity.reason}; location")
        if entry.how == "name" and states.is_located(self.scene, token, self.directory):
            identity = replace(identity, reason=f"{identity.reason}; location")
        if entry.how == "adjective":
            identity = replace(identity, kind="people")
        many = plural and identity.kind == "people"
        return Found((identity,), edge, match.last, many=many)

    def _in_larger_name(self, match: Match) -> bool:
        """Tell whether a country's name ends the name of something else ("Air France")."""
        tokens = self.scene.tokens
        before = match.first - 1
        return (
            before >= 0
            and tokens[match.head].entity in ("ORG", "FAC", "PERSON", "WORK_OF_ART", "EVENT")
            and tokens[before].entity == tokens[match.head].entity
            and not tokens[match.first].entity_start
            and tokens[before].tag in ("NNP", "NNPS")
        )

    # people

    def _person(self, token: Token, edge: int) -> Found | None:
        match = self.scene.by_token.get(token.index)
        listed = match is not None and any(e.person for e in match.entries)
        if token.tag not in ("NNP", "NNPS") or (match is not None and not listed):
            return None
        first = match.first if match else name_run(self.scene, token.index, edge)
        titles = agents.titles_between(self.scene, edge, first - 1, self.directory)
        if not titles:
            titles = agents.titles_between(self.scene, first, token.index - 1, self.directory)
            first = titles[-1].last + 1 if titles else first
        words = tuple(w for t in self.scene.tokens[first : token.index + 1] for w in words_of(t.text))
        if not words or not self._may_be_person(token, words, listed, bool(titles)):
            return None
        stated = self._stated(token, edge, first, titles)
        identity = self._who(match, first, token, words, stated, bool(titles))
        if identity is None:
            return None
        last = max([token.index, *self._of_country(token)])
        return Found((identity,), edge, last, titles[-1].agent.noun if titles else None,
                     gender=self._gender(edge, first))

    def _may_be_person(
        self, token: Token, words: tuple[str, ...], listed: bool, titled: bool
    ) -> bool:
        if listed or token.entity == "PERSON" or titled:
            return True
        return token.entity in (None, "ORG", "GPE", "NORP") and (
            len(words) == 1 and words[0] in self.memory.surnames
        )

    def _who(
        self, match: Match | None, first: int, token: Token, words: tuple[str, ...],
        stated: Identity | None, titled: bool,
    ) -> Identity | None:
        """Return whom a personal name means: from the tables, the article, or the words."""
        country = stated.country if stated else None
        known = self.memory.surnames.get(words[-1]) if len(words) == 1 else None
        if known is not None and (country is None or known.country in (None, country)):
            return self._known_as(known, stated)
        person = people.of_entries(match.entries, self.day, country) if match else None
        person = person or people.by_surname(
            words, self.directory, self.day, country, titled=titled
        )
        if person is not None:
            return people.described(person, self.day, stated, self.directory)
        name = self.scene.text(first, token.index)
        if stated is not None:
            return replace(stated, name=name, kind="person")
        return Identity(name, "person", reason="a personal name that no table lists")

    def _known_as(self, known: Identity, stated: Identity | None) -> Identity:
        if known.sectors or stated is None:
            return known
        return replace(
            known, country=known.country or stated.country, sectors=stated.sectors,
            role=known.role or stated.role,
        )

    def _stated(
        self, token: Token, edge: int, first: int, titles: list[AgentMatch]
    ) -> Identity | None:
        """Return what the text's own words say of a person: title, country, apposition."""
        owners = owners_of(self, edge, first, [token.index, *(t.last for t in titles)])
        owner = owners[0] if owners else None
        beside = self._beside(token)
        if titles:
            title = titles[-1]
            sectors = agents.sectors_of(self.scene, title, edge, owner, self.directory)
            role = self.scene.text(title.first, title.last)
            country = owner.country if owner else (beside.country if beside else None)
            return Identity(
                role, "person", country, sectors, role, f"agents.csv: {title.agent.noun}"
            )
        if beside is not None:
            return beside
        if owner is not None and owner.kind != "person":
            return Identity(owner.name, "person", owner.country, (), None, owner.reason)
        return None

    def _beside(self, token: Token) -> Identity | None:
        """Return the agent phrase in apposition with a name, on either side."""
        tree = self.scene.tree
        near = list(tree.children(token, "appos"))
        above = tree.head(token)
        if token.dep == "appos" and above is not None:
            near.append(above)
        for other in near:
            if other.tag in ("NN", "NNS", "NNP", "NNPS"):
                found = self._agent(other, left_edge(self.scene, other.index), alone=True)
                if found is not None:
                    identity = found.identities[0]
                    return replace(identity, role=identity.role or self._plain(found))
        return None

    def _plain(self, found: Found) -> str:
        first = found.first
        while first < found.last and self.scene.tokens[first].tag in ("DT", "PRP$"):
            first += 1
        return self.scene.text(first, found.last)

    def _of_country(self, token: Token) -> list[int]:
        """Return where "of Turkey" ends in "President Erdogan of Turkey"."""
        prep = self.scene.tree.child(token, "prep")
        if prep is None or prep.lemma != "of" or prep.index != token.index + 1:
            return []
        place = self.scene.tree.child(prep, "pobj")
        if place is None or place.index not in self.scene.by_token:
            return []
        return [self.scene.by_token[place.index].last]

    def _gender(self, edge: int, first: int) -> str | None:
        words = [fold(t.text) for t in self.scene.tokens[edge:first]]
        for gender in ("male", "female"):
            if any(self.directory.has(gender, word) for word in words):
                return gender
        return None

    # agent nouns

    def _agent(self, token: Token, edge: int, *, alone: bool = False) -> Found | None:
        if token.tag not in ("NN", "NNS", "NNP", "NNPS"):
            return None
        match = agents.agent_at(self.scene, edge, token.index, self.directory)
        if match is None:
            return None
        special = None if alone else self._pair_or_country(token, match, edge)
        if special is not None:
            return special
        owners = owners_of(self, edge, match.first, [token.index, match.last])
        last = self._agent_end(token, match)
        many = token.tag in ("NNS", "NNPS")
        if not owners:
            earlier = None if alone else self._referred(token, match, edge)
            if earlier is not None:
                return Found(earlier, edge, last, match.agent.noun, many)
            owners = self._context(match)
        holder = None if alone else self._holder(token, match, owners, edge)
        if holder is not None:
            return Found((holder,), edge, last, match.agent.noun)
        identities = tuple(
            self._agent_identity(token, match, edge, owner) for owner in owners or [None]
        )
        return Found(identities, edge, last, match.agent.noun, many)

    def _agent_identity(
        self, token: Token, match: AgentMatch, edge: int, owner: Identity | None
    ) -> Identity:
        sectors = agents.sectors_of(self.scene, match, edge, owner, self.directory)
        country = owner.country if owner else None
        where = self.directory.country_name(country)
        words = self.scene.text(match.first, match.last)
        reason = f"agents.csv: {match.agent.noun}"
        return Identity(
            f"{words} ({where})" if where else words,
            self._kind(token, match),
            country,
            sectors,
            words if match.agent.kind == "title" and token.tag in ("NN", "NNP") else None,
            f"{reason}; {owner.reason}" if owner else reason,
        )

    def _kind(self, token: Token, match: AgentMatch) -> str:
        if match.agent.kind != "collective":
            return "person" if match.agent.kind == "title" and token.tag in ("NN", "NNP") else "people"
        if token.tag in ("NNS", "NNPS"):
            return "people"
        armed = {"REB", "UAF", "PRM"} & set(match.agent.sectors)
        return "group" if armed else "organisation"

    def _agent_end(self, token: Token, match: AgentMatch) -> int:
        """Return the last word of an agent phrase: an of-phrase right after it belongs to it."""
        last = max(match.last, token.index)
        for prep in self.scene.tree.children(self.scene.tokens[token.index], "prep"):
            if prep.index == last + 1 and self.directory.has("owner", prep.lemma):
                last = right_edge(self.scene, prep)
        return last

    def _pair_or_country(self, token: Token, match: AgentMatch, edge: int) -> Found | None:
        lead = [fold(t.text) for t in self.scene.tokens[edge : token.index]]
        here = self.scene.tree.sentence.index
        noun = match.agent.noun
        if any(self.directory.has("pair", word) for word in lead) and token.tag == "NNS":
            person = match.agent.kind == "title" or self.directory.has("person", fold(token.lemma))
            pair = coreference.members(self.memory, here, people=person)
            return Found(pair, edge, token.index, noun, many=True) if pair else None
        if self.directory.has("country", noun) and lead[:1] in (["the"], ["this"]):
            identity = coreference.the_country(self.scene, self.memory, self.directory)
            return Found((identity,), edge, token.index, noun) if identity else None
        return None

    def _referred(self, token: Token, match: AgentMatch, edge: int) -> tuple[Identity, ...] | None:
        """Return what "the rebels", "the president" mean by an earlier mention of them."""
        first = self.scene.tokens[edge]
        definite = first.tag == "DT" and first.lemma in ("the", "this", "that", "these", "those")
        if not definite and edge != token.index:
            return None
        earlier = self.memory.same_noun(match.agent.noun)
        if earlier is None:
            return None
        return tuple(
            replace(i, reason=f"as earlier: {i.reason.removeprefix('as earlier: ')}")
            for i in earlier.identities
        )

    def _context(self, match: AgentMatch) -> list[Identity | None]:
        """Return the country an unmarked agent belongs to, as far as the text shows."""
        if not match.agent.sectors or match.agent.sectors == (agents.UNKNOWN,):
            return []
        code = located_country(self.scene, self.directory, self.day)
        note = "the place named in the sentence"
        if code is None:
            code, note = self.memory.dominant(), "the country the article is about"
        if code is None:
            return []
        return [Identity(self.directory.country_name(code), "country", code, reason=note)]

    def _holder(
        self, token: Token, match: AgentMatch, owners: list[Identity | None], edge: int
    ) -> Identity | None:
        """Return who holds an office that the text names without its holder."""
        first = self.scene.tokens[edge]
        vague = first.tag == "DT" and first.lemma in ("a", "an", "any", "another", "some", "no")
        if match.agent.kind != "title" or token.tag not in ("NN", "NNP") or vague:
            return None
        lead = [fold(t.text) for t in self.scene.tokens[edge : match.first]]
        if any(self.directory.has(e, w) for w in lead for e in ("former", "deputy", "acting")):
            return None
        owner = owners[0] if owners else None
        if owner is None or owner.country is None:
            return None
        held = people.by_office(words_of(match.agent.noun), owner.country, self.directory, self.day)
        if held is None:
            return None
        person, term = held
        return people.described(person, self.day, None, self.directory)

    # the rest

    def _quantity(self, token: Token, edge: int) -> Found | None:
        """Resolve "hundreds of protesters" as the protesters."""
        if not self.directory.has("quantity", fold(token.lemma)):
            return None
        prep = self.scene.tree.child(token, "prep")
        if prep is None or prep.lemma != "of":
            return None
        inner = self.scene.tree.child(prep, "pobj")
        found = self.found(inner.index) if inner is not None else None
        if found is None:
            return None
        return Found(found.identities, edge, found.last, found.noun, many=True)

    def _unlisted(self, token: Token, edge: int) -> Found | None:
        """Return an organisation that only the recogniser knows."""
        if token.entity not in ("ORG", "NORP") or token.tag not in ("NNP", "NNPS"):
            return None
        owners = owners_of(self, edge, token.index, [token.index])
        owner = owners[0] if owners else None
        name = self._plain(Found((), edge, token.index))
        return Found(
            (
                Identity(
                    name, "organisation", owner.country if owner else None,
                    reason=owner.reason if owner else "a name that no table lists",
                ),
            ),
            edge,
            token.index,
        )

    # placing

    def _remember(self, token: Token, found: Found) -> None:
        referent = Referent(
            sentence=self.scene.tree.sentence.index,
            head=token.index,
            identities=found.identities,
            noun=found.noun,
            many=found.many,
            gender=found.gender,
            subject=coreference.is_subject(self.scene, token),
            clause=coreference.clause_of(self.scene, token),
        )
        self.memory.keep(referent)

    def _absorbed(self, head: int, found: Found) -> Iterator[int]:
        """Yield the tokens whose names are part of this phrase; a possessor is not."""
        for index in range(found.first, found.last + 1):
            if index != head and not self._is_possessor(index, head):
                yield index

    def _is_possessor(self, index: int, head: int) -> bool:
        token = self.scene.tokens[index]
        while token.index != head and token.head != token.index:
            if token.dep == "poss":
                return True
            token = self.scene.tokens[token.head]
        return False

    def _modifier(self, match: Match, taken: set[int]) -> Iterator[Party]:
        """Yield the party of a name inside a phrase that is no actor ("a French resolution")."""
        token = self.scene.tokens[match.head]
        if match.head in taken or is_nominal(self.scene, token) or token.dep not in (*INNER, "conj", "advmod", "dep"):
            return
        entry = states.choose(match.entries, self.day)
        if entry is None or entry.how == "capital":
            return
        identity = states.identity_of(entry, self.directory)
        yield from self._placed(match.head, Found((identity,), match.first, match.last))

    def _placed(self, head: int, found: Found) -> Iterator[Party]:
        tokens = self.scene.tokens
        start, end = tokens[found.first].start, tokens[found.last].end
        for identity in found.identities:
            yield Party(
                sentence=self.scene.tree.sentence.index,
                head=head,
                start=start,
                end=end,
                text=self.scene.text(found.first, found.last),
                name=identity.name,
                kind=identity.kind,
                country=identity.country,
                sectors=identity.sectors,
                role=identity.role,
                reason=identity.reason,
            )

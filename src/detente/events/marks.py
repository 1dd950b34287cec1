"""Phrases that the network tags as sides of an act, and the parties that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from detente.events.network import Network
from detente.events.phrases import completed, head_of, whole_object, without_lead
from detente.events.roles import RECIPIENT, TAGS, PlainReading, RoleSpan, read_plain
from detente.events.unlisted import is_named_after, unlisted
from detente.model import Annotation, Party, Sentence, Token

__all__ = ["Mark", "find_marks", "read_sentences", "widened"]

_PRONOUNS = ("PRP", "PRP$")


@dataclass(frozen=True, slots=True)
class Mark:
    """A tagged phrase of a sentence, in document offsets, and who it stands for.

    `role` is that of `RoleSpan`; `head` the token number of the word that carries the phrase. There
    is always at least one party; one that no table knows has neither country nor sector.
    """

    role: str
    start: int
    end: int
    head: int
    probability: float
    parties: tuple[Party, ...]

    def touches(self, party: Party) -> bool:
        """Tell whether a party stands in this phrase."""
        return self.start < party.end and party.start < self.end


def read_sentences(
    item: Annotation, network: Network | None, harmed: AbstractSet[int]
) -> Mapping[int, PlainReading]:
    """Return what the network makes of each sentence that names a party; none without a network.

    Only sentences are read of which an act may be coded: with a clause, and a country or sector
    in sight. `harmed` holds those that tell of people harmed, which need no known party.
    """
    if network is None or TAGS not in network.outputs:
        return {}
    telling = (_placed(item) | harmed) & {clause.sentence for clause in item.clauses}
    named = telling & {party.sentence for party in item.parties}
    return {k: read_plain(item.sentences[k].text, network) for k in sorted(named)}


def find_marks(
    item: Annotation, readings: Mapping[int, PlainReading]
) -> Mapping[int, tuple[Mark, ...]]:
    """Return the tagged phrases of each sentence that was read."""
    parties = _by_sentence(item.parties)
    found: dict[int, tuple[Mark, ...]] = {}
    for number, reading in readings.items():
        sentence = item.sentences[number]
        marks = [_mark(span, sentence, item, parties[number]) for span in reading.spans]
        found[number] = tuple(
            mark
            for mark in marks
            if not is_named_after(mark.head, mark.parties[0].name, sentence, item)
        )
    return found


def _placed(item: Annotation) -> set[int]:
    """Return the sentences that name a party or place of known country, or a known sector."""
    known = {party.sentence for party in item.parties if party.country or party.sectors}
    return known | {place.sentence for place in item.places if place.country}


def _by_sentence(parties: Iterable[Party]) -> dict[int, list[Party]]:
    found: dict[int, list[Party]] = {}
    for party in parties:
        found.setdefault(party.sentence, []).append(party)
    return found


def _mark(span: RoleSpan, sentence: Sentence, item: Annotation, parties: Sequence[Party]) -> Mark:
    start, end = sentence.start + span.start, sentence.start + span.end
    tokens = sentence.tokens
    inside: Sequence[Token] = [t for t in tokens if start < t.end and t.start < end]
    inside = completed(without_lead(inside), tokens)
    if span.role == RECIPIENT and inside:
        inside = whole_object(inside, tokens)
    if inside:
        start, end = inside[0].start, inside[-1].end
    whole = item.document.span(start, end)
    head = head_of(inside)
    chosen = _standing(inside, head, [p for p in parties if whole.overlaps(p.start, p.end)])
    if len({(party.start, party.end) for party in chosen}) == 1:
        chosen = [replace(p, start=start, end=end, text=whole.text) for p in chosen]
    name = inside[1:] if len(inside) > 1 and inside[0].tag == "DT" else inside
    called = item.document.span(name[0].start, end).text if name else whole.text
    reason = "tagged by the model; no table knows it"
    stands = tuple(chosen) or (unlisted(item, whole, sentence.index, head, called, reason),)
    return Mark(span.role, start, end, head, span.probability, stands)


def _standing(inside: Sequence[Token], head: int, within: Sequence[Party]) -> list[Party]:
    """Return the parties of a phrase: at its head and joined to it, or before it, or in it."""
    heads = {head}
    for token in inside:
        if token.dep == "conj" and token.head in heads:
            heads.add(token.index)
    first = [party for party in within if party.head in heads]
    nearest = max((party.head for party in within if party.head < head), default=None)
    before = [party for party in within if party.head == nearest]
    return first or before or [party for party in within if party.head == within[0].head]


def widened(
    parties: Iterable[Party], marks: Sequence[Mark], sentence: Sentence
) -> tuple[Party, ...]:
    """Return the parties of a sentence with the phrases that annotators would mark, each once.

    A party at the head of a tagged phrase takes that phrase, a pronoun the tagged one that it
    stands for; of two that then share one (a name and its apposition) the first that has a country
    stays.
    """
    kept: dict[tuple[int, int, str | None], Party] = {}
    for party in parties:
        wide = _whole(party, marks, sentence)
        key = (wide.start, wide.end, wide.country)
        if key not in kept and not _said_already(wide, kept.values()):
            kept[key] = wide
    return tuple(kept.values())


def _said_already(party: Party, others: Iterable[Party]) -> bool:
    same = [one for one in others if (one.start, one.end) == (party.start, party.end)]
    return any(one.country and party.country is None for one in same)


def _whole(party: Party, marks: Sequence[Mark], sentence: Sentence) -> Party:
    for mark in marks:
        if not mark.touches(party):
            continue
        for own in mark.parties:
            if own.head == party.head and own.name == party.name:
                return party if _is_cut_short(own, party, sentence) else own
        if _is_part_of(party, mark):
            return mark.parties[0]
    here = party.sentence == sentence.index and sentence.tokens[party.head].tag in _PRONOUNS
    return _antecedent(party, marks) if here else party


def _is_cut_short(own: Party, party: Party, sentence: Sentence) -> bool:
    """Tell whether a tagged phrase stops before the "of ..." of its party."""
    rest = sentence.text[own.end - sentence.start :].lstrip()
    return party.start <= own.start and own.end < party.end and rest.startswith("of ")


def _antecedent(party: Party, marks: Sequence[Mark]) -> Party:
    """Return the tagged party of the sentence that a pronoun stands for, else the pronoun's own."""
    named = (own for mark in marks for own in mark.parties)
    return next((own for own in named if own.name == party.name), party)


def _is_part_of(party: Party, mark: Mark) -> bool:
    """Tell whether a party only helps to describe the one that a phrase stands for."""
    inside = mark.start <= party.start and party.end <= mark.end
    one = mark.parties[0]
    same = one.country == party.country or None in (one.country, party.country)
    return inside and same and len(mark.parties) == 1

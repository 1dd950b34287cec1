"""Parties that no table knows: who or what an act strikes all the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.events.ontology import TypeRow
from detente.model import Annotation, Clause, Party, Phrase, Sentence, Span, Token

__all__ = ["is_named_after", "struck", "unlisted", "without_means"]

_NUMBER = "CD"
_NAMING = ("compound", "nmod")
_PERSONAL = frozenset(
    {"he", "she", "they", "him", "her", "them", "i", "we", "me", "us", "you", "others", "one"}
)
_NO_PEOPLE = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "EVENT", "LAW", "LANGUAGE"}
)


def struck(clause: Clause, item: Annotation, row: TypeRow) -> list[Party]:
    """Return what stands in a clause's object though no table knows it: "killed four".

    `row` is the type of the act. Other acts are not struck ("carried out an attack").
    """
    here = clause.sentence
    acts = {c.start for c in item.clauses if c.sentence == here and c.kind == "noun"}
    tokens = item.sentences[here].tokens
    found = (p for p in clause.object if p.sentence == here)
    return [
        _party(phrase, item)
        for phrase in found
        if _may_be_struck(tokens[phrase.head], row)
        and not _is_means(phrase, tokens, row)
        and tokens[phrase.head].start not in acts
        and not is_named_after(phrase.head, phrase.text, item.sentences[here], item)
    ]


def is_named_after(head: int, name: str, sentence: Sentence, item: Annotation) -> bool:
    """Tell whether a phrase is only the town an act is named after: "the Mosul bombing".

    `head` is the token that carries the phrase. A town does nothing, and nothing is done to it;
    a country may act ("the Israel strike").
    """
    top = sentence.tokens[head]
    acts = {c.head for c in item.clauses if c.sentence == sentence.index and c.kind == "noun"}
    if top.dep not in _NAMING or top.head not in acts:
        return False
    here = (p for p in item.places if p.sentence == sentence.index and p.precision != "country")
    return name.removeprefix("The ").removeprefix("the ") in {place.text for place in here}


def _may_be_struck(head: Token, row: TypeRow) -> bool:
    if row.strikes is None or head.entity in _NO_PEOPLE:
        return False
    if head.tag == _NUMBER or head.text.lower() in _PERSONAL:
        return True
    return row.strikes == "anything" and head.pos in ("NOUN", "PROPN")


def _is_means(phrase: Phrase, tokens: Sequence[Token], row: TypeRow) -> bool:
    """Tell whether a phrase is what an act is done with: "rockets", "a series of bombs"."""
    ties = (t.index for t in tokens if t.head == phrase.head and t.lemma == "of")
    within = (t for of in ties for t in tokens if t.head == of)
    heads = (tokens[phrase.head], *within)
    return any(head.lemma.lower() in row.means for head in heads)


def _party(phrase: Phrase, item: Annotation) -> Party:
    whole = item.document.span(phrase.start, phrase.end)
    reason = "what is acted on; no table knows it"
    return unlisted(item, whole, phrase.sentence, phrase.head, phrase.text, reason)


def without_means(parties: Iterable[Party], item: Annotation, row: TypeRow) -> tuple[Party, ...]:
    """Return the parties of an act of a type without what it is done with ("the bomb killed")."""
    return tuple(p for p in parties if p.country or _head_of(p, item) not in row.means)


def _head_of(party: Party, item: Annotation) -> str:
    return item.sentences[party.sentence].tokens[party.head].lemma.lower()


def unlisted(
    item: Annotation, whole: Span, sentence: int, head: int, name: str, reason: str
) -> Party:
    """Return a party that no table knows, of the country that its phrase names as a place."""
    here = (p for p in item.places if whole.overlaps(p.start, p.end) and p.country)
    party = Party(
        sentence=sentence,
        head=head,
        start=whole.start,
        end=whole.end,
        text=whole.text,
        name=" ".join(name.split()),
        kind="people",
        reason=reason,
    )
    place = next(here, None)
    if place is None:
        return party
    return replace(party, country=place.country, reason=f"{reason}, of the place {place.text!r}")

"""One counted phrase: how many people or things it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.events.estimates import Estimate, Numbers, read_number
from detente.model import Annotation, Phrase, Quantity, Token

__all__ = ["PEOPLE", "count"]

PEOPLE = frozenset({"dead", "injured", "missing", "displaced", "arrested", "abducted", "crowd"})
"""Kinds that count people and nothing else."""

_PLURAL = Estimate(2, None, None)
_ONE = Estimate(1, 1, 1)
_PERSONAL = frozenset(
    {"he", "she", "him", "her", "who", "himself", "herself", "life", "another", "other"}
)
_CONTAINERS = frozenset({"life", "body", "total", "number", "group", "member", "team", "crowd"})
"""Nouns that are counted by what follows them: "the lives of 14 people", "a total of 6"."""
_NOBODY = frozenset({"no", "none", "nobody"})
_WHERE_BOUNDS_STAND = 4
_JOINS = frozenset({"and", "or", "to", "-", "–"})


def count(
    phrase: Phrase,
    kind: str,
    item: Annotation,
    numbers: Numbers,
    lists: Mapping[str, frozenset[str]],
) -> Quantity | None:
    """Return how many a phrase counts; None when it is no people or nothing countable.

    `lists` are the word lists "person" and "uncounted".
    """
    tokens = item.sentences[phrase.sentence].tokens
    head = tokens[phrase.head]
    if not _NOBODY.isdisjoint(phrase.words) or (kind in PEOPLE and _is_other(head, lists)):
        return None
    found = _number(phrase, tokens, numbers)
    if found:
        estimate, start, end = found
    elif kind in PEOPLE and _is_people(phrase, item, lists):
        plural = head.tag in {"NNS", "NNPS"} and head.entity != "PERSON"
        estimate, start, end = _PLURAL if plural else _ONE, phrase.start, phrase.end
    else:
        return None
    return Quantity(
        sentence=phrase.sentence,
        start=start,
        end=end,
        text=item.document.text[start:end],
        kind=kind,
        low=estimate.low,
        best=estimate.best,
        high=estimate.high,
    )


def _number(
    phrase: Phrase, tokens: Sequence[Token], numbers: Numbers
) -> tuple[Estimate, int, int] | None:
    """Return the number that a phrase begins with; one after its head counts something else."""
    head = tokens[phrase.head]
    if head.entity == "PERSON" and head.pos == "PROPN":
        return None
    inside = [t for t in tokens if phrase.start <= t.start and t.end <= phrase.end]
    outside = () if phrase.preposition else _numbers_before(inside[0].index, tokens)
    inside = _without_ages([*outside, *inside], tokens)
    if not inside:
        return None
    first = max(0, inside[0].index - _WHERE_BOUNDS_STAND)
    before = list(tokens[first : inside[0].index])
    found = read_number([*before, *inside], numbers, start=len(before))
    if found is None or (found[1] > head.start and head.lemma not in _CONTAINERS):
        return None
    return found


def _numbers_before(first: int, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the numbers that the parser left out of a phrase: "between 30 and 50 people"."""
    start = first
    while start and (
        tokens[start - 1].pos == "NUM"
        or (start > 1 and tokens[start - 1].text in _JOINS and tokens[start - 2].pos == "NUM")
    ):
        start -= 1
    return tokens[start:first]


def _is_other(head: Token, lists: Mapping[str, frozenset[str]]) -> bool:
    return head.lemma in lists["uncounted"] or head.text in {"%", "percent"}


def _is_people(phrase: Phrase, item: Annotation, lists: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a phrase without a number stands for one or more people."""
    head = item.sentences[phrase.sentence].tokens[phrase.head]
    if head.entity == "PERSON" or head.lemma in _PERSONAL or head.lemma in lists["person"]:
        return True
    named = {(p.sentence, p.head) for p in item.parties if p.kind in {"person", "people"}}
    return (phrase.sentence, phrase.head) in named


def _without_ages(inside: Sequence[Token], tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens without "5-year-old", "aged 40" and such, whose number counts years."""
    return [t for t in inside if "year-old" not in t.text and not _is_age(t, tokens)]


def _is_age(token: Token, tokens: Sequence[Token]) -> bool:
    if token.pos != "NUM":
        return False
    after = [t.text.lower() for t in tokens[token.index + 1 : token.index + 4]]
    before = tokens[token.index - 1].text.lower() if token.index else ""
    years = after[:1] == ["-"] and after[1:2] == ["year"]
    apposed = before == "," and (not after or after[0] in {",", ".", ";", ")"})
    return years or apposed or before in {"aged", "age"} or after[:1] in (["year"], ["years"])
